/** A copy of the test workspace that a test may change. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './root';

export interface TestWorkspace {
  readonly folder: string;
  read(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
}

export function copyWorkspace(): TestWorkspace {
  const parent = mkdtempSync(join(tmpdir(), 'dryfit-'));
  const folder = join(parent, 'fleet');
  cpSync(join(ROOT, 'test', 'e2e', 'workspace'), folder, { recursive: true });
  return {
    folder,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
