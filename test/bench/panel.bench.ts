/** How soon the panel has something to draw, by the server alone: it plays the client over stdio, and asks as the client does.
 *    node out/test/bench/panel.bench.mjs [--server server/out/main.js] [--beside OTHER/main.js] [--edits 30]
 *  With --beside two builds take turns, so that a busy machine is as busy for both. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { KnownPicture } from '../../client/src/knownPicture';
import type {
  SimulateAnswer,
  SimulateResult,
  SimulationChangedParams,
} from '../../server/src/protocol/requests';
import { mixedManifests } from './manifestLoad';

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'server/out/main.js' },
    beside: { type: 'string' },
    edits: { type: 'string', default: '30' },
  },
});
const POD_COUNT = 1000;
const EDIT_COUNT = Number(values.edits);
const CLUSTER = 'mixed';

const folder = mkdtempSync(join(tmpdir(), 'dryfit-panel-'));
const cluster = join(folder, CLUSTER);
mkdirSync(cluster);
const files = mixedManifests(POD_COUNT).map(({ uri, text }) => ({
  path: join(cluster, basename(uri)),
  text,
}));
for (const { path, text } of files) writeFileSync(path, text);
const edited = files[1];
assert.ok(edited);

/** A server with one file open, as an editor beside a panel has it. */
class Client {
  version = 1;
  readonly times: number[] = [];
  /** The same less the time in which that one of the server's threads which waited longest had no core: still too much. */
  readonly undisturbed: number[] = [];
  openMs = NaN;
  private readonly picture = new KnownPicture();
  private waiting: (() => void)[] = [];

  private constructor(
    readonly connection: ProtocolConnection,
    private readonly pid: number | undefined,
    private readonly kill: () => void,
  ) {}

  static async start(script: string): Promise<Client> {
    const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new Client(connection, child.pid, () => child.kill());
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => ({})),
    );
    connection.onRequest('workspace/codeLens/refresh', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.onNotification('dryfit/simulationChanged', ({ state }: SimulationChangedParams) => {
      if (state === 'running') for (const told of client.waiting.splice(0)) told();
    });
    connection.listen();
    await client.initialize();
    return client;
  }

  private async initialize(): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
      capabilities: {
        workspace: {
          configuration: true,
          codeLens: { refreshSupport: true },
          inlayHint: { refreshSupport: true },
        },
        textDocument: { publishDiagnostics: { versionSupport: true } },
      },
    });
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri, languageId: 'yaml', version: 1, text: edited?.text },
    });
    await this.simulate();
    const start = performance.now();
    await this.simulate();
    this.openMs = performance.now() - start;
  }

  private get uri(): string {
    return pathToFileURL(edited?.path ?? '').href;
  }

  async simulate(): Promise<SimulateResult | undefined> {
    const [answer] = await Promise.all([
      this.connection.sendRequest<SimulateAnswer>('dryfit/simulate', {
        cluster: CLUSTER,
        replicas: 'spec',
        mayBeDrawn: true,
        known: this.picture.number,
      }),
      this.connection.sendRequest('dryfit/clusters'),
    ]);
    return this.picture.read(answer);
  }

  /** One more keystroke, until the panel's new numbers are in the client's hands; then until all is quiet. */
  async edit(cpuMilli: number): Promise<void> {
    const text = (edited?.text ?? '').replace(/cpu: \d+m/, `cpu: ${cpuMilli}m`);
    const waitedBefore = waitedMs(this.pid);
    const start = performance.now();
    const running = this.running();
    this.version++;
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri, version: this.version },
      contentChanges: [{ text }],
    });
    await running;
    const result = await this.simulate();
    const tookMs = performance.now() - start;
    const waited = [...waitedMs(this.pid)].map(([thread, ms]) => ms - (waitedBefore.get(thread) ?? 0));
    this.times.push(tookMs);
    this.undisturbed.push(tookMs - Math.max(0, ...waited));
    assert.ok(
      result?.state === 'ready' && result.preview.totals.podCount === POD_COUNT,
      JSON.stringify(result).slice(0, 300),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
  }

  /** The client asks as soon as it hears of a simulation, and is answered with its picture. */
  private running(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  stop(): void {
    this.kill();
    this.connection.dispose();
  }
}

/** How long each thread of a process has waited for a core so far; empty where the system does not tell. */
function waitedMs(pid: number | undefined): ReadonlyMap<string, number> {
  const folder = `/proc/${pid ?? 0}/task`;
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((thread) => {
      const [, waitedNs = '0'] = readFileSync(join(folder, thread, 'schedstat'), 'utf8').split(' ');
      return [thread, Number(waitedNs) / 1e6];
    }),
  );
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

async function measure(): Promise<void> {
  const scripts = [values.server, ...(values.beside === undefined ? [] : [values.beside])];
  const clients: Client[] = [];
  for (const script of scripts) clients.push(await Client.start(script));
  // The first edits warm the engine up.
  for (let edit = 0; edit < EDIT_COUNT + 5; edit++)
    for (const client of clients) await client.edit(300 + edit);
  for (const [index, { times, undisturbed, openMs }] of clients.entries()) {
    const warm = times.slice(5);
    const calm = undisturbed.slice(5);
    process.stdout.write(
      `${scripts[index] ?? ''}: edit to the panel's numbers, ${POD_COUNT} pods: median ${quantile(warm, 0.5).toFixed(0)} ms, ` +
        `p95 ${quantile(warm, 0.95).toFixed(0)} ms of ${warm.length}; less waiting for a core ${quantile(calm, 0.5).toFixed(0)} and ${quantile(calm, 0.95).toFixed(0)} ms; asked again ${openMs.toFixed(0)} ms\n`,
    );
  }
  for (const client of clients) client.stop();
}

void measure().finally(() => rmSync(folder, { recursive: true }));
