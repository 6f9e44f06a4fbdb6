/** When a simulation is started, what is told of it, and who gets an answer when: with a worker that the test plays. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClusterJob, ClusterResult } from '../../../server/src/analysis/jobs/jobs';
import type { AnalysisWorker, JobOutcome } from '../../../server/src/analysis/jobs/ports';
import type { ClusterPreview } from '../../../server/src/analysis/shown/preview';
import type { Finding } from '../../../server/src/model/finding';
import { Workspace } from '../../../server/src/analysis/workspace';
import { Solves, type SolveHost } from '../../../server/src/protocol/solves';
import { deployment, nodeClass, nodePool, stream } from '../../support/manifests';

const URI = 'file:///ws/all.yaml';
const textOf = (replicas: number): string =>
  stream(nodePool('general'), nodeClass(), deployment('web', { replicas, cpu: '1' }));
// Neither is looked into here.
const PREVIEW = { drawn: true } as unknown as ClusterPreview;
const RESULT = { preview: PREVIEW, solveFindings: [] as readonly Finding[] } as unknown as ClusterResult;

class Run {
  isCancelled = false;
  readonly outcome: Promise<JobOutcome<ClusterResult>>;
  private settle: (outcome: JobOutcome<ClusterResult>) => void = () => undefined;

  constructor(readonly draw: () => void) {
    this.outcome = new Promise((resolve) => (this.settle = resolve));
  }

  async finish(): Promise<void> {
    this.settle({ ok: true, value: RESULT });
    await new Promise(setImmediate);
  }

  cancel(): void {
    this.isCancelled = true;
    this.settle({ ok: false, isCancelled: true });
  }
}

function start(judge: SolveHost['judge'] = () => Promise.resolve(undefined)) {
  const workspace = new Workspace();
  workspace.open(URI, 1, textOf(1));
  const [cluster] = workspace.clusters();
  assert.ok(cluster);
  const runs: Run[] = [];
  const told: string[] = [];
  const delays: number[] = [];
  const overCount = { value: 0 };
  const clock = { ms: 0, timer: (): void => undefined };
  const worker = {
    solve: (_job: ClusterJob, onDrawn?: (preview: ClusterPreview) => void) => {
      const run = new Run(() => onDrawn?.(PREVIEW));
      runs.push(run);
      return { outcome: run.outcome, cancel: () => run.cancel() };
    },
  } as Partial<AnalysisWorker> as AnalysisWorker;
  const solves = new Solves({
    ...{ workspace, worker },
    clock: {
      now: () => clock.ms,
      after: (delayMs, callback) => {
        delays.push(delayMs);
        clock.timer = callback;
        return () => (clock.timer = () => undefined);
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    optionsOfCluster: () => ({}),
    judge,
    onStarted: () => told.push('running'),
    onDrawn: ({ version }) => told.push(`drawn ${version}`),
    onSolved: ({ version }) => told.push(`solved ${version}`),
    onRunning: (_cluster, done) => void done.then(() => overCount.value++),
  });
  return { workspace, solves, runs, told, delays, overCount, clock, name: cluster.name };
}

const never = (): boolean => false;

describe('a simulation whose rules still run', () => {
  it('is told, and answers those who only draw; the whole result follows', async () => {
    const { solves, runs, told, name } = start();
    const whole = solves.solve(name, 'spec');
    const drawing = solves.draw(name, never);
    await new Promise(setImmediate);
    runs[0]?.draw();
    const drawn = await drawing;
    assert.ok(drawn && 'preview' in drawn);
    assert.deepEqual(told, ['running', 'drawn 1']);
    await runs[0]?.finish();
    const solved = await whole;
    assert.deepEqual(told, ['running', 'drawn 1', 'solved 2']);
    assert.equal(solved?.pictureVersion, drawn.pictureVersion);
    const again = await solves.draw(name, never);
    assert.equal(again, solved);
    assert.equal(runs.length, 1);
  });

  it('answers nobody once its text has changed', async () => {
    const { workspace, solves, runs, told, name } = start();
    const drawing = solves.draw(name, never);
    await new Promise(setImmediate);
    workspace.open(URI, 2, textOf(5));
    runs[0]?.draw();
    solves.schedule(name);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.deepEqual([runs[0]?.isCancelled, told], [true, ['running', 'running']]);
    runs[1]?.draw();
    assert.ok(await drawing);
    assert.deepEqual(told.at(-1), 'drawn 1');
  });
});

describe('while a picture that was asked for is drawn', () => {
  async function drawn() {
    const run = start();
    run.solves.schedule(run.name);
    run.clock.timer();
    const drawing = run.solves.draw(run.name, never);
    await new Promise(setImmediate);
    run.runs[0]?.draw();
    await drawing;
    run.clock.ms += 30;
    await run.runs[0]?.finish();
    return run;
  }

  it('what follows it waits', async () => {
    const { told, delays, clock, overCount } = await drawn();
    assert.deepEqual([told.at(-1), delays.at(-1)], ['drawn 1', 120]);
    // Nobody is told that work lasts.
    assert.equal(overCount.value, 1);
    clock.timer();
    await new Promise(setImmediate);
    assert.equal(told.at(-1), 'solved 2');
  });

  it('an edit does not, and nothing follows of the older text', async () => {
    const { workspace, solves, name, told, runs } = await drawn();
    workspace.open(URI, 2, textOf(5));
    solves.schedule(name);
    await new Promise(setImmediate);
    assert.deepEqual([told.at(-1), runs.length], ['running', 2]);
  });

  it('whoever wants the whole does not', async () => {
    const { solves, name, told } = await drawn();
    const solved = await solves.solve(name, 'spec');
    assert.deepEqual([told.at(-1), solved?.version], ['solved 2', 2]);
  });

  it('nothing waits for a picture that nobody asked for', async () => {
    const { solves, runs, told, clock, name } = start();
    solves.schedule(name);
    clock.timer();
    await new Promise(setImmediate);
    runs[0]?.draw();
    await runs[0]?.finish();
    assert.deepEqual(told, ['running', 'drawn 1', 'solved 2']);
  });
});

describe('the edit stage of a cluster', () => {
  it('is looked through when the worker has done its part, and is in the result', async () => {
    const finding = { message: 'of the edit stage' } as Finding;
    let lookCount = 0;
    const findings = (): Promise<readonly Finding[]> => {
      lookCount++;
      return Promise.resolve([finding]);
    };
    const { solves, runs, name } = start(() => Promise.resolve({ refused: [], findings }));
    const whole = solves.solve(name, 'spec');
    await new Promise(setImmediate);
    runs[0]?.draw();
    assert.deepEqual([runs.length, lookCount], [1, 0]);
    await runs[0]?.finish();
    const solved = await whole;
    assert.ok(solved?.outcome.ok);
    assert.deepEqual(solved.outcome.value.editFindings, [finding]);
  });
});

describe('the quiet time before a simulation', () => {
  const edit = ({ workspace, solves, name }: ReturnType<typeof start>, version: number): void => {
    workspace.open(URI, version, textOf(version));
    solves.schedule(name);
  };

  it('is next to nothing after a picture, also while its rules still run', async () => {
    const run = start();
    edit(run, 2);
    run.clock.timer();
    await new Promise(setImmediate);
    run.clock.ms += 30;
    run.runs[0]?.draw();
    edit(run, 3);
    assert.equal(run.runs[0]?.isCancelled, true);
    assert.deepEqual(run.delays, [80, 0]);
  });

  it('is as long as the last picture took where keys come faster, within bounds', async () => {
    const run = start();
    for (const [index, ms] of [30, 500, 1].entries()) {
      edit(run, 3 * index + 2);
      run.clock.timer();
      await new Promise(setImmediate);
      run.clock.ms += ms;
      run.runs[index]?.draw();
      await run.runs[index]?.finish();
      edit(run, 3 * index + 3);
      edit(run, 3 * index + 4);
    }
    // Of each three the second comes after a picture, the others while a timer still runs.
    assert.deepEqual(run.delays, [80, 0, 30, 30, 0, 80, 80, 0, 1]);
  });

  it('is as long as that after a run that was stopped before its picture', async () => {
    const run = start();
    edit(run, 2);
    run.clock.timer();
    await new Promise(setImmediate);
    run.clock.ms += 40;
    run.runs[0]?.draw();
    await run.runs[0]?.finish();
    edit(run, 3);
    run.clock.timer();
    await new Promise(setImmediate);
    edit(run, 4);
    assert.equal(run.runs[1]?.isCancelled, true);
    assert.deepEqual(run.delays, [80, 0, 40]);
  });
});
