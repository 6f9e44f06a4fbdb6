/** The command line as a program of its own beside the editor: what takes long, or starts other programs, is done there. */
import { execFile } from 'node:child_process';
import { Uri, type CancellationToken, type ExtensionContext } from 'vscode';

export interface ProgramRun {
  /** 2: it could not be done. */
  readonly status: 0 | 1 | 2;
  readonly out: string;
  /** What it said on standard error, without its name. */
  readonly err: string;
}

export interface ProgramOptions {
  /** Working directory. */
  readonly folder?: string;
  readonly timeMs?: number;
  readonly token?: CancellationToken;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Never rejects. */
export function runDryfit(
  { extensionUri }: ExtensionContext,
  words: readonly string[],
  { folder, timeMs = 0, token }: ProgramOptions = {},
): Promise<ProgramRun> {
  const program = Uri.joinPath(extensionUri, 'server', 'out', 'cli.js').fsPath;
  const options = {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    ...{ maxBuffer: MAX_OUTPUT_BYTES, timeout: timeMs },
    ...(folder === undefined ? {} : { cwd: folder }),
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...words], options, (error, out, stderr) => {
      const status = error === null ? 0 : error.code === 1 ? 1 : 2;
      const err = stderr.replaceAll('dryfit: ', '').trim();
      resolve({ status, out, err: status === 2 && err === '' ? (error?.message ?? '') : err });
    });
    token?.onCancellationRequested(() => child.kill());
  });
}
