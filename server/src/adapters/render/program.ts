/** Programs on the PATH, run with nothing but what they need: no shell, a given environment, a limit on time and output. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { failed, success, type Outcome } from '../../util/outcome';
import { isInside } from '../insideFolder';

/** The absolute path of a program. Relative folders of the PATH, and what lies below `avoided`, do not count: a program
 *  that comes with the files is not the user's own.
 *  @param avoided  folders */
export function findProgram(
  name: string,
  path: string | undefined,
  avoided: readonly string[],
): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return (path ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => names.map((one) => join(folder, one)))
    .find((file) => isExecutable(file) && !avoided.some((folder) => isInside(file, folder)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to run: the next folder of the PATH is asked.
    return false;
  }
}

export interface ProgramLimits {
  readonly timeMs: number;
  readonly outputBytes: number;
}

export interface ProgramCall {
  readonly program: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: ProgramLimits;
}

/** What a program wrote to standard output; what it wrote to standard error is the reason of a failure. */
export function runProgram({
  program,
  words,
  folder,
  environment,
  limits,
}: ProgramCall): Promise<Outcome<string>> {
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      ...{ cwd: folder, env: environment, shell: false, windowsHide: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let byteCount = 0;
    let stopped: string | undefined;
    const stop = (reason: string): void => {
      stopped ??= reason;
      child.kill('SIGKILL');
      // What the program started may hold the pipes open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop(`it took more than ${limits.timeMs / 1000} s`), limits.timeMs);
    const take = (chunks: Buffer[]) => (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount > limits.outputBytes) stop(`it wrote more than ${limits.outputBytes} bytes`);
      else chunks.push(chunk);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    const end = (outcome: Outcome<string>): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    child.on('error', (error) => end(failed(error.message)));
    child.on('close', (status) => {
      if (stopped !== undefined) return end(failed(stopped));
      if (status === 0) return end(success(Buffer.concat(out).toString('utf8')));
      end(
        failed(Buffer.concat(err).toString('utf8').trim() || `it ended with status ${status ?? 'unknown'}`),
      );
    });
  });
}
