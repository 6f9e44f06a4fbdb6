/** A job asks whether it is still wanted so often that a newer edit never waits for long, in every part of the work. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { JobRunner } from '../../../server/src/analysis/jobs/jobRunner';
import { mixedManifests } from '../../bench/manifestLoad';
import { deployment, stream } from '../../support/manifests';

const POD_COUNT = 200;
const WORKLOAD_COUNT = POD_COUNT / 5;
const files = mixedManifests(POD_COUNT);
const catalog = loadCatalog();

/** Runs a fresh runner's solve that is wanted until the question of that number; says how many were asked. */
function solveUntil(lastQuestion: number) {
  const failures: string[] = [];
  const runner = new JobRunner(
    catalog,
    () => 0,
    (rule) => failures.push(rule),
  );
  let questions = 0;
  const isCancelled = (): boolean => ++questions >= lastQuestion;
  const outcome = runner.run({ kind: 'solve', replicas: 'spec' }, { files, options: {} }, isCancelled);
  return { outcome, questions, failures };
}

describe('a cancelled job', () => {
  const whole = solveUntil(Infinity);

  it('is asked about for each workload while it is decoded, sorted into classes and placed', () => {
    assert.ok(whole.outcome.ok);
    assert.ok(whole.questions > 4 * WORKLOAD_COUNT, `${whole.questions} questions`);
  });

  it('stops at the question that says so, wherever that is', () => {
    for (let last = 1; last <= whole.questions; last += 17) {
      const { outcome, questions, failures } = solveUntil(last);
      assert.deepEqual(outcome, { ok: false, isCancelled: true });
      assert.deepEqual(failures, []);
      assert.equal(questions, last);
    }
  });
});

describe('a check that is stopped while a file is read', () => {
  const text = stream(...Array.from({ length: 40 }, (_, at) => deployment(`app-${at}`)));
  const uri = 'file:///large.yaml';
  const check = (runner: JobRunner, isCancelled: () => boolean): ReturnType<JobRunner['run']> =>
    runner.run(
      { kind: 'check', wantedUris: [uri], scope: 'file' },
      { files: [{ uri, text }], options: {} },
      isCancelled,
    );
  const newRunner = (): JobRunner => new JobRunner(catalog, () => 0, assert.fail);

  it('stops between two documents, and goes on from there', () => {
    const runner = newRunner();
    let questions = 0;
    assert.deepEqual(
      check(runner, () => ++questions === 21),
      { ok: false, isCancelled: true },
    );
    let rest = 0;
    const outcome = check(runner, () => ++rest < 0);
    assert.deepEqual(
      outcome,
      check(newRunner(), () => false),
    );
    let all = 0;
    check(newRunner(), () => ++all < 0);
    // The first question is before the file, the others before a document each; the last one was stopped at.
    assert.equal(all - rest, 19);
  });
});
