/** A copy of the test workspace that a test may change. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './root';

export interface TestWorkspace {
  readonly folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
}

export function copyWorkspace(): TestWorkspace {
  return testWorkspace((folder) =>
    cpSync(join(ROOT, 'test', 'e2e', 'workspace'), folder, { recursive: true }),
  );
}

/** One of a few files, by path. */
export function workspaceOf(files: Readonly<Record<string, string>>): TestWorkspace {
  return testWorkspace((folder) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
}

function testWorkspace(fill: (folder: string) => void): TestWorkspace {
  const parent = mkdtempSync(join(tmpdir(), 'dryfit-'));
  const folder = join(parent, 'fleet');
  fill(folder);
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
