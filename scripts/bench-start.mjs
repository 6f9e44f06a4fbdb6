// Time from starting the language server's process to the first diagnostics, and its peak memory (Linux), over stdio, on a
// workspace of its own. A start before the counted ones writes down what was compiled, as the last one of a user did:
//   node scripts/bench-start.mjs [file.yaml] [--runs 7] [--server path/to/main.js]
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? args[args.indexOf(name) + 1] : fallback);
const runs = Number(option('--runs', '7'));
const server = resolve(option('--server', 'server/out/main.js'));
const file = resolve(
  args.find((arg) => /\.(ya?ml|json)$/.test(arg)) ?? 'examples/web-service/mistakes/nodepool.yaml',
);

/** By then the server has written down what it compiled (`server/src/adapters/codeCache.ts`). */
const WRITTEN_MS = 4000;

await measure(WRITTEN_MS);
const results = [];
for (let run = 0; run < runs; run++) results.push(await measure());
for (const step of ['initialized', 'first diagnostics', 'with the simulation']) {
  const sorted = results.map((one) => one[step]).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  console.log(
    `${step}: median ${format(median)}, best ${format(sorted[0])}, worst ${format(sorted.at(-1))} ms`,
  );
}
console.log(
  `${runs} starts, Node ${process.version}, ${basename(file)}, ${results[0].count} diagnostics at the end`,
);

const busy = results.map(({ cpuMs }) => cpuMs).sort((a, b) => a - b);
if (busy[0] !== undefined)
  console.log(
    `CPU until the first diagnostics: median ${format(busy[Math.floor(busy.length / 2)])}, best ${format(busy[0])} ms`,
  );
const peaks = results.map(({ peakMib }) => peakMib).sort((a, b) => a - b);
if (peaks[0] !== undefined)
  console.log(`peak memory: median ${format(peaks[Math.floor(peaks.length / 2)])} MiB`);

/** undefined where the system does not tell. */
function peakMibOf(pid) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024;
}

/** Time on a core of all threads so far, which tells more than the clock where the machine has other work. */
function cpuMsOf(pid) {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return undefined;
  const ofThread = (id) => Number(readFileSync(join(tasks, id, 'schedstat'), 'utf8').split(' ')[0]) / 1e6;
  return readdirSync(tasks).reduce((sum, id) => sum + ofThread(id), 0);
}

function format(ms) {
  return ms === undefined || Number.isNaN(ms) ? 'never' : ms.toFixed(0);
}

/** @param stayMs  how long the server lives on after its first simulation */
async function measure(stayMs = 50) {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-start-'));
  copyFileSync(file, join(folder, basename(file)));
  const startMs = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const times = await talk(child, folder, startMs, stayMs);
    return { ...times, peakMib: peakMibOf(child.pid) };
  } finally {
    await end(child);
    rmSync(folder, { recursive: true });
  }
}

/** As editors do. */
function end(child) {
  const isGone = new Promise((done) => child.once('exit', done));
  send(child, { id: 2, method: 'shutdown' });
  send(child, { method: 'exit' });
  const limit = setTimeout(() => child.kill(), 5000);
  return isGone.then(() => clearTimeout(limit));
}

function send(child, message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Plays the client until the simulation is told, or ten seconds without it have passed. */
function talk(child, folder, startMs, stayMs) {
  const uri = pathToFileURL(join(folder, basename(file))).href;
  const times = {};
  const tell = (message) => send(child, message);
  tell({ id: 1, method: 'initialize', params: initializeParams(folder) });
  return new Promise((done) => {
    const limit = setTimeout(() => done(times), 10_000);
    readMessages(child.stdout, (message) => {
      const elapsedMs = performance.now() - startMs;
      if (message.id === 1 && message.result) {
        times.initialized = elapsedMs;
        tell({ method: 'initialized', params: {} });
        const text = readFileSync(file, 'utf8');
        tell({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        });
      } else if (message.id !== undefined && message.method) {
        tell({ id: message.id, result: message.method === 'workspace/configuration' ? [{}, {}] : null });
      } else if (message.method === 'textDocument/publishDiagnostics') {
        times['first diagnostics'] ??= elapsedMs;
        times.cpuMs ??= cpuMsOf(child.pid);
        times.count = message.params.diagnostics.length;
      } else if (message.method === 'dryfit/simulationChanged' && message.params.state !== 'running') {
        times['with the simulation'] ??= elapsedMs;
        clearTimeout(limit);
        setTimeout(() => done(times), stayMs);
      }
    });
  });
}

function initializeParams(folder) {
  return {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'start' }],
    capabilities: {
      workspace: { configuration: true },
      textDocument: { publishDiagnostics: { versionSupport: true } },
    },
  };
}

function readMessages(stream, take) {
  let pending = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(pending.subarray(0, head).toString())?.[1]);
      if (pending.length < head + 4 + length) return;
      take(JSON.parse(pending.subarray(head + 4, head + 4 + length).toString()));
      pending = pending.subarray(head + 4 + length);
    }
  });
}
