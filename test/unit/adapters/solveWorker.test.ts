/** The real thread with a script of the test's: what happens when a worker crashes, hangs or does not listen. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { startThread, type AnalysisThread } from '../../../server/src/adapters/analysisThread';
import { SolveWorker } from '../../../server/src/adapters/solveWorker';
import { newSharedMemory } from '../../../server/src/adapters/workerMessages';
import type { Clock } from '../../../server/src/analysis/jobs/ports';

/** Does what the first file's text says; answers with the texts it has. */
const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads');
const texts = new Map();
let isPutOff = false;
parentPort.on('message', ({ id, uris, changed }) => {
  for (const { uri, head, tail, between } of changed) {
    const before = texts.get(uri) ?? '';
    texts.set(uri, before.slice(0, head) + between + before.slice(before.length - tail));
  }
  const what = texts.get(uris[0]);
  if (what === 'crash') throw new Error('crashed on purpose');
  if (what === 'exit') process.exit(3);
  if (what === 'deaf') for (;;);
  const listens = what === 'listen' || (what === 'listen once' && !isPutOff);
  if (listens) while (Atomics.load(workerData.cancelFlag, 0) !== id);
  isPutOff ||= listens;
  const value = { changed: changed.map(({ uri }) => uri), texts: uris.map((uri) => texts.get(uri)) };
  parentPort.postMessage({ id, outcome: listens ? { ok: false, isCancelled: true } : { ok: true, value } });
});
`;

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'dryfit-worker-'));
  writeFileSync(join(folder, 'worker.js'), SCRIPT);
});
after(() => rmSync(folder, { recursive: true }));

/** Time limits pass when the test says so. */
class ManualClock implements Clock {
  readonly #pending = new Map<() => void, number>();

  now(): number {
    return 0;
  }

  after(delayMs: number, callback: () => void): () => void {
    this.#pending.set(callback, delayMs);
    return () => this.#pending.delete(callback);
  }

  /** Runs what would be due within the time. */
  pass(ms: number): void {
    for (const [callback, delayMs] of [...this.#pending])
      if (delayMs <= ms && this.#pending.delete(callback)) callback();
  }

  get pendingCount(): number {
    return this.#pending.size;
  }
}

/** Ends the threads of a test, of one that failed, too: a thread that goes on keeps the process. */
let endThreads: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(endThreads.map((end) => end()));
  endThreads = [];
});

function start(ahead?: AnalysisThread) {
  const errors: string[] = [];
  const note = (message: string): void => void errors.push(message);
  const clock = new ManualClock();
  const log = { info: note, warn: note, error: note };
  const worker = new SolveWorker({ clock, log, scriptPath: join(folder, 'worker.js') }, ahead);
  endThreads.push(() => worker.dispose());
  const solve = (...texts: string[]) =>
    worker.solve({
      files: texts.map((text, index) => ({ uri: `file:///${index}.yaml`, text })),
      options: {},
      replicas: 'spec',
    });
  return { worker, clock, errors, solve };
}

const threadAhead = () => startThread(join(folder, 'worker.js'), newSharedMemory());

const valueOf = (outcome: unknown): unknown => (outcome as { value?: unknown }).value;

test('texts travel once', async () => {
  const { worker, solve } = start();
  assert.deepEqual(valueOf(await solve('a', 'b').outcome), {
    changed: ['file:///0.yaml', 'file:///1.yaml'],
    texts: ['a', 'b'],
  });
  assert.deepEqual(valueOf(await solve('a', 'c').outcome), {
    changed: ['file:///1.yaml'],
    texts: ['a', 'c'],
  });
  assert.equal(worker.restartCount(), 0);
});

for (const how of ['crash', 'exit']) {
  test(`a worker that ends (${how}) fails its job, is logged, and the next job has a new one`, async () => {
    const { worker, solve, errors } = start();
    const outcome = await solve(how).outcome;
    assert.equal(outcome.ok, false);
    assert.match('failure' in outcome ? outcome.failure.message : '', /ended unexpectedly/);
    assert.equal(errors.length, 1);
    assert.deepEqual(valueOf(await solve('fine').outcome), { changed: ['file:///0.yaml'], texts: ['fine'] });
    assert.equal(worker.restartCount(), 1);
  });
}

test('a running job that is cancelled stops by itself', async () => {
  const { worker, solve } = start();
  const running = solve('listen');
  const next = solve('next');
  running.cancel();
  assert.deepEqual(await running.outcome, { ok: false, isCancelled: true });
  assert.deepEqual(valueOf(await next.outcome), { changed: ['file:///0.yaml'], texts: ['next'] });
  assert.equal(worker.restartCount(), 0);
});

test('one that does not listen is ended after a grace time', async () => {
  const { worker, solve, clock } = start();
  const running = solve('deaf');
  running.cancel();
  clock.pass(1_000);
  assert.deepEqual(await running.outcome, { ok: false, isCancelled: true });
  assert.ok((await solve('fine').outcome).ok);
  assert.equal(worker.restartCount(), 1);
});

test('one that hangs is ended at the time limit, with a message', async () => {
  const { solve, clock } = start();
  const running = solve('deaf');
  clock.pass(60_000);
  const outcome = await running.outcome;
  assert.match('failure' in outcome ? outcome.failure.message : '', /longer than 60 s/);
});

test('a job that waits is cancelled without ever being sent', async () => {
  const { solve, clock } = start();
  const running = solve('listen');
  const waiting = solve('waiting');
  waiting.cancel();
  assert.deepEqual(await waiting.outcome, { ok: false, isCancelled: true });
  running.cancel();
  await running.outcome;
  assert.equal(clock.pendingCount, 0);
});

test('checks overtake simulations that wait', async () => {
  const { worker, solve } = start();
  const running = solve('listen');
  const order: string[] = [];
  const waiting = solve('x').outcome.then(() => order.push('solve'));
  const check = worker.check({
    files: [{ uri: 'file:///0.yaml', text: 'y' }],
    wantedUris: [],
    scope: 'cluster',
    options: {},
  });
  const checked = check.outcome.then(() => order.push('check'));
  running.cancel();
  await Promise.all([waiting, checked]);
  assert.deepEqual(order, ['check', 'solve']);
});

test('a running simulation makes room for a check, and runs again after it', async () => {
  const { worker, solve } = start();
  const order: string[] = [];
  const solved = solve('listen once').outcome.then((outcome) => order.push(`solve ${outcome.ok}`));
  const files = [{ uri: 'file:///1.yaml', text: 'y' }];
  const check = worker.check({ files, wantedUris: [], scope: 'cluster', options: {} });
  const checked = check.outcome.then((outcome) => order.push(`check ${outcome.ok}`));
  await Promise.all([solved, checked]);
  assert.deepEqual(order, ['check true', 'solve true']);
  assert.equal(worker.restartCount(), 0);
});

test('a simulation that was put off can still be cancelled', async () => {
  const { worker, solve } = start();
  const running = solve('listen');
  const files = [{ uri: 'file:///1.yaml', text: 'y' }];
  const check = worker.check({ files, wantedUris: [], scope: 'cluster', options: {} });
  running.cancel();
  assert.deepEqual(await running.outcome, { ok: false, isCancelled: true });
  assert.ok((await check.outcome).ok);
});

test('a thread that was started ahead does the first jobs, and can be told to stop', async () => {
  const ahead = threadAhead();
  const { worker, solve, clock } = start(ahead);
  assert.equal(clock.pendingCount, 1, 'the end of an idle thread');
  let isUsed = false;
  ahead.worker.on('message', () => (isUsed = true));
  assert.ok((await solve('a').outcome).ok);
  assert.ok(isUsed);
  assert.equal(clock.pendingCount, 0);
  const running = solve('listen');
  running.cancel();
  assert.deepEqual(await running.outcome, { ok: false, isCancelled: true });
  assert.equal(worker.restartCount(), 0);
});

test('one that nobody has work for is ended, and the next job has a new one', async () => {
  const ahead = threadAhead();
  const { worker, solve, clock, errors } = start(ahead);
  const ended = once(ahead.worker, 'exit');
  clock.pass(60_000);
  await ended;
  assert.ok((await solve('a').outcome).ok);
  assert.deepEqual(errors, []);
  assert.equal(worker.restartCount(), 0);
});

test('it does a large first job, too', async () => {
  const ahead = threadAhead();
  const { worker, solve } = start(ahead);
  let hasEnded = false;
  ahead.worker.on('exit', () => (hasEnded = true));
  const large = ' '.repeat(2_000_000);
  assert.deepEqual(valueOf(await solve(large).outcome), { changed: ['file:///0.yaml'], texts: [large] });
  assert.ok((await solve('small').outcome).ok);
  assert.equal(hasEnded, false);
  assert.equal(worker.restartCount(), 0);
});

test('one that is ended in the middle of a job gives up the job', async () => {
  const { worker, solve, errors } = start();
  const running = solve('deaf');
  await worker.dispose();
  assert.deepEqual(await running.outcome, { ok: false, isCancelled: true });
  assert.deepEqual(errors, []);
});
