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
  if (/"state":"(?:ready","preview|changed","number)"/.test(text)) mark(`${where} picture`);
}

const [, program = ''] = process.argv;
if (!isMainThread) traceWorker();
else if (program.endsWith('main.js')) traceServer();
else traceForks();
if (process.argv.includes('--type=extensionHost')) traceHost();

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** Whoever calls the method is noticed first. */
function tap(target: object, name: string, notice: (...args: readonly unknown[]) => void): void {
  wrap(
    target,
    name,
    (method) =>
      function (...args) {
        notice(...args);
        return Reflect.apply(method, this, args);
      },
  );
}

function wrap(target: object, name: string, around: (method: Method) => Method): void {
  Reflect.set(target, name, around(Reflect.get(target, name) as Method));
}

function traceServer(): void {
  tap(process.stdout, 'write', (chunk) => markMethods('server writes', chunk));
  tap(process.stdin, 'emit', (name, chunk) => name === 'data' && markMethods('server reads', chunk));
  tap(Worker.prototype, 'postMessage', (request) => mark(`server asks ${taskOf(request)}`));
}

const taskOf = (request: unknown): string => (request as { task?: { kind?: string } }).task?.kind ?? '';

function traceWorker(): void {
  if (!parentPort) return;
  wrap(
    parentPort,
    'on',
    (method) =>
      function (name, take) {
        const marked = (request: unknown): void => {
          mark(`worker starts ${taskOf(request)}`);
          (take as Method).call(undefined, request);
        };
        return Reflect.apply(method, this, [name, marked]);
      },
  );
  tap(parentPort, 'postMessage', (answer) =>
    mark((answer as { drawn?: unknown }).drawn === undefined ? 'worker answers' : 'worker has drawn'),
  );
}

/** VS Code takes NODE_OPTIONS away from its extension host, which is told by an argument instead. */
function traceForks(): void {
  wrap(
    childProcess,
    'fork',
    (method) =>
      function (program, ...rest) {
        const [args, options] = (Array.isArray(rest[0]) ? rest : [[], rest[0]]) as [string[], ForkOptions?];
        const execArgv = [...(options?.execArgv ?? []), '--require', __filename];
        const child = Reflect.apply(method, this, [program, args, { ...options, execArgv }]) as ChildProcess;
        if (String(program).endsWith('main.js')) traceChild(child);
        return child;
      },
  );
  Module.syncBuiltinESMExports();
}

function traceChild({ stdin, stdout }: ChildProcess): void {
  if (!stdin || !stdout) return;
  tap(stdin, 'write', (chunk) => markMethods('host writes', chunk));
  tap(stdout, 'emit', (name, chunk) => name === 'data' && markMethods('host reads', chunk));
}

function traceHost(): void {
  traceActivation();
  Object.assign(globalThis, { dryfitMark: mark });
  wrap(
    Module.prototype,
    '_compile',
    (method) =>
      function (code, path, ...rest) {
        const isOurs = /dryfit[^/]*\/client\/out\/(?:extension|previewPanel)\.js$/.test(String(path));
        return Reflect.apply(method, this, [isOurs ? marked(String(code)) : code, path, ...rest]);
      },
  );
}

/** What of its activation is the extension's own: reading its program, and the call. By the clock and by the processor. */
function traceActivation(): void {
  wrap(
    Module.prototype,
    'load',
    (method) =>
      function (this: unknown, path, ...rest) {
        const load = (): unknown => Reflect.apply(method, this, [path, ...rest]);
        if (!/dryfit[^/]*\/client\/out\/extension\.js$/.test(String(path))) return load();
        timed('load', load);
        const module = this as { exports: { readonly activate: Method } };
        const { activate } = module.exports;
        module.exports = {
          ...module.exports,
          activate: (...args) => timed('activate', () => activate(...args)),
        };
        return undefined;
      },
  );
}

function timed(what: string, work: () => unknown): unknown {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = work();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  mark(`${what} ${wallMs.toFixed(1)} ${((user + system) / 1000).toFixed(1)}`);
  return result;
}

/** The extension's program with a mark where it hears of an edit and where it sends something to the page. */
function marked(code: string): string {
  const sending = code.replace(
    /webview\.postMessage\((\w+)\)/g,
    "webview.postMessage(dryfitMark('host posts '+$1.type)??$1)",
  );
  return `${sending};require('vscode').workspace.onDidChangeTextDocument(({ contentChanges }) => contentChanges.length > 0 && dryfitMark('host hears of the edit'));`;
}
