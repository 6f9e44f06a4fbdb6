// What Karpenter 1.14.1's provisioner decided on a sample of clusters, and on random ones of our own, against the
// simulation. A case agrees when nodes,
// pods on them, requests, zones, capacity types, types left open, launch and dollars are equal; where upstream's own
// answers vary from run to run, when the simulation's lies within them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { simulate, type SimulateOptions, type SimulateResult } from '../../server/src/api';
import { parseQuantity, scaledValue } from '../../server/src/util/quantity';
import { compareText } from '../../server/src/util/sort';
import { recordedCases } from '../support/recordedCases';

/** Cases that must agree, of all in the sample. */
const FLOOR = 365;
/** Past this many types upstream cuts by price, ties in no defined order. */
const CUT = 600;

interface ExpectedClaim {
  readonly nodePool: string;
  readonly pods: Record<string, number>;
  readonly requests: Record<string, string>;
  readonly capacityTypes: readonly string[];
  readonly zones: readonly string[];
  readonly instanceTypes: { readonly count: number; readonly sha256: string };
  readonly launch?: SimulateResult['nodeClaims'][number]['launch'];
}

interface Case {
  readonly id: string;
  readonly yaml: string;
  readonly options: SimulateOptions;
  readonly expect: {
    readonly stable: 'exact' | 'zones' | 'range';
    readonly outcome: {
      readonly nodeClaims: readonly ExpectedClaim[] | null;
      readonly unschedulable?: Record<string, number>;
      readonly usdPerHour: number;
    };
    readonly nodes: readonly [number, number];
    readonly usdPerHour: readonly [number, number];
  };
}

type Claim = Omit<ExpectedClaim, 'instanceTypes'> & { readonly types: string };

const cases = recordedCases<Case>('scheduling');

test(`at least ${FLOOR} of ${cases.length} scheduling cases agree with Karpenter`, () => {
  const failed = cases.filter((one) => !agrees(one)).map(({ id }) => id);
  const agreed = cases.length - failed.length;
  assert.ok(agreed >= FLOOR, `${agreed} agree, fewer than ${FLOOR}; these do not: ${failed.join(' ')}`);
});

const own = recordedCases<Case>('scheduling-own');

test(`all ${own.length} random clusters of our own agree with Karpenter`, () => {
  assert.deepEqual(
    own.filter((one) => !agrees(one)).map(({ id }) => id),
    [],
  );
});

function agrees({ id, yaml, options, expect }: Case): boolean {
  const got = simulate([{ uri: `file:///${id}.yaml`, text: yaml }], options);
  const { stable, outcome } = expect;
  if (stable === 'range') return isWithinRange(got, expect);
  const view = stable === 'exact' ? exactView : coarseView;
  const want = (outcome.nodeClaims ?? []).map(({ instanceTypes: { count, sha256 }, ...claim }) =>
    view({ ...claim, types: count >= CUT ? 'cut' : sha256 }),
  );
  const mine = got.nodeClaims.map((claim) => view({ ...claim, types: digest(claim.instanceTypes) }));
  const sameNodes = mine.sort(compareText).join('\n') === want.sort(compareText).join('\n');
  const sameLeft = sortedText(unplacedOf(got)) === sortedText(outcome.unschedulable ?? {});
  return sameNodes && sameLeft && Math.abs(got.cost.usdPerHour - outcome.usdPerHour) < 2e-6;
}

function isWithinRange(got: SimulateResult, { outcome, nodes, usdPerHour }: Case['expect']): boolean {
  const near = 1e-6;
  const nodeCount = got.nodeClaims.length;
  const usd = got.cost.usdPerHour;
  const isNodes = nodeCount >= nodes[0] && nodeCount <= nodes[1];
  const isUsd = usd >= usdPerHour[0] - near && usd <= usdPerHour[1] + near;
  const want = podsOf(outcome.nodeClaims ?? []) + total(outcome.unschedulable ?? {});
  return isNodes && isUsd && podsOf(got.nodeClaims) + total(unplacedOf(got)) === want;
}

const coarseView = ({ nodePool, pods, requests, launch, zones }: Claim): string =>
  JSON.stringify([
    nodePool,
    sortedText(pods),
    requestsText(requests),
    launch ? [launch.instanceType, launch.usdPerHour.toFixed(6), launch.capacityType] : null,
    zones.length,
  ]);

const exactView = (claim: Claim): string =>
  JSON.stringify([
    coarseView(claim),
    claim.zones,
    claim.capacityTypes,
    claim.types,
    claim.launch?.zones ?? [],
    claim.launch?.typeCount ?? 0,
  ]);

function digest(names: readonly string[]): string {
  if (names.length >= CUT) return 'cut';
  return createHash('sha256').update([...names].sort(compareText).join('\n')).digest('hex').slice(0, 16);
}

function unplacedOf({ unschedulable }: SimulateResult): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { workload, count } of unschedulable) counts[workload] = (counts[workload] ?? 0) + count;
  return counts;
}

const sortedText = (map: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(map).sort(([a], [b]) => compareText(a, b)));

function requestsText(requests: Readonly<Record<string, string>>): string {
  const milli = Object.entries(requests).map(([name, text]) => [name, milliOf(text)] as const);
  return sortedText(Object.fromEntries(milli.filter(([, amount]) => amount !== 0)));
}

function milliOf(text: string): number {
  const quantity = parseQuantity(text.replace(/ki$/, 'Ki'));
  assert.ok(quantity, text);
  return scaledValue(quantity, 3);
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const podsOf = (claims: readonly { readonly pods: Readonly<Record<string, number>> }[]): number =>
  claims.reduce((sum, { pods }) => sum + total(pods), 0);
