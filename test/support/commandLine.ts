/** Runs the command line in this process, in a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from '../../server/src/cli/run';
import type { World } from '../../server/src/cli/world';

export interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export class CommandLineFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'dryfit-cli-'));

  /** @returns the absolute path */
  write(path: string, text: string): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  async run(words: readonly string[], more: Partial<World> = {}): Promise<Run> {
    let out = '';
    let err = '';
    const world: World = {
      workingDirectory: this.root,
      isTerminal: false,
      noColour: false,
      version: '9.9.9',
      readStdin: () => '',
      now: () => 0,
      processorCount: 2,
      out: (text) => (out += text),
      err: (text) => (err += text),
      ...more,
    };
    return { status: await runCommandLine(words, world), out, err };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
