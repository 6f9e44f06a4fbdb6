/** Loaded into every Node process of an editor under trace: writes down when a message passes a border of
 *  ours, as lines of JSON in the file that DRYFIT_TRACE names. The product itself knows nothing of it. */
import childProcess, { type ChildProcess, type ForkOptions } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import Module from 'node:module';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const file = process.env['DRYFIT_TRACE'];

function mark(what: string): void {
  if (file !== undefined)
    appendFileSync(file, `${JSON.stringify({ at: performance.timeOrigin + performance.now(), what })}\n`);
}

/** The methods that a chunk of the language protocol names, as far as they are of interest. */
const METHODS = /"method":"(textDocument\/didChange|dryfit\/simulate|dryfit\/simulationChanged)"/g;

function markMethods(where: string, chunk: unknown): void {
  const text = typeof chunk === 'string' ? chunk : Buffer.isBuffer(chunk) ? chunk.toString('latin1') : '';
  for (const [, method = ''] of text.matchAll(METHODS)) {
    const [, state = ''] = /"state":"(\w+)"/.exec(text) ?? [];
    mark(`${where} ${method}${method === 'dryfit/simulationChanged' ? ` ${state}` : ''}`);
  }
  if (/"state":"ready","preview"/.test(text)) mark(`${where} picture`);
}

const [, program = ''] = process.argv;
if (!isMainThread) traceWorker();
else if (program.endsWith('main.js')) traceServer();
else traceForks();
if (process.argv.includes('--type=extensionHost')) traceHost();

function traceServer(): void {
  const { write } = process.stdout;
  process.stdout.write = function (this: typeof process.stdout, ...args: Parameters<typeof write>): boolean {
    markMethods('server writes', args[0]);
    return write.apply(this, args);
  } as typeof write;
  const { emit } = process.stdin;
  process.stdin.emit = function (this: typeof process.stdin, ...args: Parameters<typeof emit>): boolean {
    if (args[0] === 'data') markMethods('server reads', args[1]);
    return emit.apply(this, args);
  } as typeof emit;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<typeof post>): void {
    mark(`server asks ${(args[0] as { task?: { kind?: string } }).task?.kind ?? ''}`);
    post.apply(this, args);
  } as typeof post;
}

function traceWorker(): void {
  const port = parentPort;
  if (!port) return;
  const { on, postMessage } = port;
  port.on = function (this: typeof port, ...[name, take]: Parameters<typeof on>) {
    return on.call(this, name, (value: never) => {
      mark(`worker starts ${(value as { task?: { kind?: string } }).task?.kind ?? ''}`);
      (take as (value: never) => void)(value);
    });
  } as typeof on;
  port.postMessage = function (this: typeof port, ...args: Parameters<typeof postMessage>): void {
    postMessage.apply(this, args);
    mark((args[0] as { drawn?: unknown }).drawn === undefined ? 'worker answers' : 'worker has drawn');
  } as typeof postMessage;
}

/** VS Code takes NODE_OPTIONS away from its extension host, which is told by an argument instead. */
function traceForks(): void {
  const { fork } = childProcess;
  childProcess.fork = function (modulePath: string, ...rest: readonly [readonly string[], ForkOptions]) {
    const [args, options] = Array.isArray(rest[0]) ? rest : [[], rest[0] as ForkOptions];
    const execArgv = [...(options?.execArgv ?? []), '--require', __filename];
    const child = fork(modulePath, args, { ...options, execArgv });
    if (modulePath.endsWith('main.js')) traceChild(child);
    return child;
  } as typeof fork;
  Module.syncBuiltinESMExports();
}

function traceHost(): void {
  Object.assign(globalThis, { dryfitMark: mark });
  const prototype = Module.prototype as unknown as { _compile(code: string, path: string): unknown };
  const compile = prototype._compile;
  prototype._compile = function (code: string, path: string): unknown {
    const isOurs = /dryfit[^/]*\/client\/out\/extension\.js$/.test(path);
    return compile.call(this, isOurs ? marked(code) : code, path);
  };
}

function traceChild({ stdin, stdout }: ChildProcess): void {
  if (!stdin || !stdout) return;
  const { write } = stdin;
  stdin.write = function (this: typeof stdin, ...args: Parameters<typeof write>): boolean {
    markMethods('host writes', args[0]);
    return write.apply(this, args);
  } as typeof write;
  const { emit } = stdout;
  stdout.emit = function (this: typeof stdout, ...args: Parameters<typeof emit>): boolean {
    if (args[0] === 'data') markMethods('host reads', args[1]);
    return emit.apply(this, args);
  } as typeof emit;
}

/** The extension's program with a mark where it hears of an edit and where it sends something to the page. */
function marked(code: string): string {
  const sending = code.replace(
    /webview\.postMessage\((\w+)\)/g,
    "webview.postMessage(dryfitMark('host posts '+$1.type)??$1)",
  );
  return `${sending};require('vscode').workspace.onDidChangeTextDocument(({ contentChanges }) => contentChanges.length > 0 && dryfitMark('host hears of the edit'));`;
}
