// What the HPA controller of Kubernetes 1.35.3 did under virtual time, against `hpa`: every scale event, and every tick with
// its proposal, conditions and metrics. A case of the data is a scenario with what was expected of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hpa } from '../../server/src/api';
import { recordedCases } from '../support/recordedCases';

/** Cases that must agree, of all in the sample. */
const FLOOR = 161;

interface Case {
  readonly id: string;
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly rejected?: true;
  readonly events?: readonly (readonly [t: number, from: number, to: number])[];
  /** Without their times: one every 15 seconds. */
  readonly ticks?: readonly (readonly unknown[])[];
}

const cases = recordedCases<Case>('hpa');

function agrees({ scenario, rejected, events, ticks }: Case): boolean {
  const run = hpa(scenario);
  if (rejected || run.rejected) return run.rejected === rejected;
  const got = [run.events.map(({ t, from, to }) => [t, from, to]), run.ticks.map((tick) => tick.slice(1))];
  return JSON.stringify(got) === JSON.stringify([events, ticks]);
}

test(`at least ${FLOOR} of ${cases.length} scenarios agree with the controller, tick by tick`, () => {
  const differing = cases.filter((one) => !agrees(one)).map(({ id }) => id);
  assert.ok(cases.length - differing.length >= FLOOR, `these do not: ${differing.join(' ')}`);
});
