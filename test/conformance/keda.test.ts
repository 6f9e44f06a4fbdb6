// What KEDA 2.21's cron scaler and scale executor did, against `keda`: activity and metric at instants, and every poll.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keda } from '../../server/src/api';
import { recordedCases } from '../support/recordedCases';

/** Cases that must agree, of all in the sample. */
const FLOOR = 69;

interface Expected {
  readonly error?: string;
  readonly metricName?: string;
  readonly cases?: readonly { readonly at: string; readonly active?: boolean; readonly metric?: number }[];
  readonly polls?: unknown;
  readonly hpaMinReplicas?: number;
  readonly hpaMaxReplicas?: number;
  readonly boundsError?: string;
}

interface Case {
  readonly id: string;
  readonly kind: 'cron' | 'activation';
  readonly expect: Expected;
}

const samples = recordedCases<Case>('keda');

const viewOf = ({ error, metricName, cases, polls, hpaMinReplicas, hpaMaxReplicas, boundsError }: Expected): unknown => ({
  ...{ metricName, polls, hpaMinReplicas, hpaMaxReplicas },
  ...{ isRefused: error !== undefined, isOutOfBounds: boundsError !== undefined },
  cases: cases?.map(({ at, active, metric }) => [at, active, metric]),
});

function difference({ expect, ...question }: Case): string | undefined {
  const at = expect.cases?.map((one) => one.at);
  try {
    assert.deepEqual(viewOf(keda({ ...question, at })), viewOf(expect));
    return undefined;
  } catch (error) {
    return `${question.id}: ${String(error)}`;
  }
}

test(`at least ${FLOOR} of ${samples.length} cases agree with KEDA`, () => {
  const differing = samples.flatMap((one) => difference(one) ?? []);
  assert.ok(samples.length - differing.length >= FLOOR, differing.join('\n'));
});
