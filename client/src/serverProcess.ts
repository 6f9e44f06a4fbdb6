/** The language server's process. The first one is started before it is taken: it reads its program while the editor loads
 *  the client library, so that neither waits for the other. */
import { fork, type ChildProcess } from 'node:child_process';
import { Uri, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { priceEnvironment } from './prices';

export class ServerProcesses implements Disposable {
  /** Started and not asked for yet. */
  private waiting: ChildProcess | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {}

  /** Starts the first one, to be taken later. */
  prepare(): void {
    this.waiting ??= this.start();
  }

  /** A running server; another one with every call. */
  take(): ChildProcess {
    const process = this.waiting ?? this.start();
    this.waiting = undefined;
    return process;
  }

  dispose(): void {
    this.waiting?.kill();
  }

  /** The environment is read at every start: a restarted server hears of prices that were chosen meanwhile. */
  private start(): ChildProcess {
    const program = Uri.joinPath(this.context.extensionUri, 'server', 'out', 'main.js').fsPath;
    const child = fork(program, ['--stdio', `--clientProcessId=${process.pid}`], {
      silent: true,
      execArgv: isDebugged() ? ['--nolazy', '--inspect'] : [],
      env: {
        ...process.env,
        ...{ ELECTRON_RUN_AS_NODE: '1', ELECTRON_NO_ASAR: '1' },
        ...priceEnvironment(this.context),
      },
    });
    child.on('error', (error) => this.log.error(`The language server: ${error.message}`));
    child.on('exit', (status, signal) => {
      if (status !== 0) this.log.error(`The language server ended with ${signal ?? `status ${status}`}.`);
    });
    return child;
  }
}

/** Whether the extension host runs under a debugger: then the server can be debugged as well. */
const isDebugged = (): boolean => process.execArgv.some((argument) => argument.startsWith('--inspect'));
