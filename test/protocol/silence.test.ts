// No work of the server keeps a request waiting: a request is sent every few milliseconds while large texts are at work in
// the server as it is built, in a process of its own. What a busy machine adds is measured in the same moments by a process
// that has nothing to do but answer.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

const SERVER = join(process.cwd(), 'server/out/main.js');
/** Beside what an idle process waits: a machine with more to do than it can stops us, too. */
const LIMIT_MS = 50;
const PAUSE_MS = 4;

/** Answers everything at once: how long it takes is the machine's doing. */
const IDLE = `process.stdin.on('data', (bytes) => process.stdout.write(bytes));`;

class Echo {
  readonly #child = spawn(process.execPath, ['-e', IDLE], { stdio: ['pipe', 'pipe', 'inherit'] });

  ask(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.stdout.once('data', () => resolve());
      this.#child.stdin.write('.');
    });
  }

  end(): void {
    this.#child.kill();
  }
}

interface Server {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  /** Fails when the process ends, and when the test's time is over: no answer is waited for then. */
  readonly lost: Promise<never>;
}

async function started(folder: string, signal: AbortSignal): Promise<Server> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lost = untilLost(child, signal);
  lost.catch(() => undefined);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', () => [{}, {}]);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'silence' }],
    capabilities: {
      workspace: { configuration: true },
      textDocument: { publishDiagnostics: { versionSupport: true } },
    },
  });
  await connection.sendNotification('initialized', {});
  return { child, connection, lost };
}

async function untilLost(child: ChildProcess, signal: AbortSignal): Promise<never> {
  const isOver = once(signal, 'abort').then(() => 'the time of the test is over');
  const hasEnded = once(child, 'exit').then(
    ([code, name]) => `the server ended with ${String(code ?? name)}`,
  );
  throw new Error(await Promise.race([isOver, hasEnded]));
}

/** Longest waits for the server and for the idle process, asked in turn until `done`. */
async function longestWaits(
  { connection, lost }: Server,
  echo: Echo,
  done: Promise<unknown>,
): Promise<{ readonly server: number; readonly idle: number; readonly count: number }> {
  const state = { isDone: false };
  const watched = done.finally(() => (state.isDone = true));
  watched.catch(() => undefined);
  let [server, idle, count] = [0, 0, 0];
  while (!state.isDone) {
    const answers = Promise.all([
      timed(() => connection.sendRequest('dryfit/clusterOf', { uri: 'file:///nowhere.yaml' })),
      timed(() => echo.ask()),
    ]);
    const [ofServer, ofIdle] = await Promise.race([answers, lost]);
    server = Math.max(server, ofServer);
    idle = Math.max(idle, ofIdle);
    count++;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await watched;
  return { server, idle, count };
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await ask();
  return performance.now() - start;
}

/** A ConfigMap with one long list of texts. */
const oneDocument = (length: number): string => {
  const lines = Array.from({ length: Math.ceil(length / 32) }, (_, at) => `  key-${at}: value number ${at}`);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n${lines.join('\n')}\n`;
};

/** What the quick reader leaves to the YAML library. */
const anchored = (count: number): string => {
  const lines = Array.from(
    { length: count },
    (_, at) => `  key-${at}: &a${at} value ${at}\n  copy-${at}: *a${at}`,
  );
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: anchors}\ndata:\n${lines.join('\n')}\n`;
};

const workloads = (count: number): string =>
  stream(
    nodePool('general'),
    nodeClass(),
    ...Array.from({ length: count }, (_, at) => deployment(`web-${at}`, { replicas: 3 })),
  );

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['one document of 1 MB', oneDocument(1_000_000)],
  ['a small document of anchors', anchored(900)],
  ['a large document of anchors', anchored(8_000)],
  ['a stream of 5 MB', stream(...Array.from({ length: 9_000 }, (_, at) => deployment(`app-${at}`)))],
  ['thousands of pods', workloads(1_500)],
];

interface Longest {
  /** ms */
  readonly server: number;
  readonly limit: number;
  readonly requestCount: number;
}

/** Opens a text and edits it once; the longest wait until both are answered. */
async function longestWith(server: Server, echo: Echo, text: string, file: string): Promise<Longest> {
  const { connection } = server;
  const { href: uri } = pathToFileURL(file);
  const published = (version: number): Promise<void> =>
    new Promise((resolve) => {
      const watch = connection.onNotification(
        'textDocument/publishDiagnostics',
        (params: { uri: string; version?: number }) => {
          if (params.uri !== uri || params.version !== version) return;
          watch.dispose();
          resolve();
        },
      );
    });
  const opened = published(1);
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const edited = opened.then(async () => {
    const answered = published(2);
    const place = { line: 2, character: 0 };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: place, end: place }, text: '# more\n' }],
    });
    await answered;
  });
  const waits = await longestWaits(server, echo, edited);
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  return { server: waits.server, limit: LIMIT_MS + 8 * waits.idle, requestCount: waits.count };
}

/** What else the machine does only ever adds to a wait. A stall of ours is there each time. */
const ATTEMPTS = 3;

test('the server answers while large texts are at work', { timeout: 250_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-silence-'));
  const server = await started(folder, t.signal);
  const echo = new Echo();
  await echo.ask();
  let requestCount = 0;
  try {
    for (const [name, text] of TEXTS) {
      const tried: string[] = [];
      for (let isShort = false; !isShort;) {
        assert.ok(tried.length < ATTEMPTS, `${name}: ${tried.join('; ')}`);
        const file = join(folder, `${name.replaceAll(' ', '-')}-${tried.length}.yaml`);
        const longest = await longestWith(server, echo, text, file);
        requestCount += longest.requestCount;
        isShort = longest.server < longest.limit;
        t.diagnostic(`${name}: ${longest.server.toFixed(0)} ms, ${longest.requestCount} requests`);
        tried.push(`${longest.server.toFixed(0)} ms, limit ${longest.limit.toFixed(0)} ms`);
      }
    }
    // Of one text it may be few: the server is done with it between two of them.
    assert.ok(requestCount > 100, `${requestCount} requests`);
  } finally {
    server.connection.dispose();
    server.child.kill();
    echo.end();
    rmSync(folder, { recursive: true });
  }
});
