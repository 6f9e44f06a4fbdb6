/** How nodes end before consolidation would end them: by age, by having to be emptied in time, by the loss of spot capacity. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Timeline, TimelineRequest } from '../../../server/src/api';
import { changed, PINNED, played, timesOf } from '../../support/timelines';

const POOL = readFileSync('examples/spike/nodepool.yaml', 'utf8');
const CHECKOUT = readFileSync('examples/spike/checkout.yaml', 'utf8');
const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;

/** The example with another pool, by default calm: 100 requests a second, 4 pods, one node. */
function play(pool: string, more: Partial<TimelineRequest> = {}, workloads: string = CHECKOUT): Timeline {
  return played({
    files: [
      { uri: 'file:///pool.yaml', text: pool },
      { uri: 'file:///workloads.yaml', text: workloads },
    ],
    load: { kind: 'constant', value: 100 },
    podCapacity: 50,
    ...more,
  });
}

const expiring = (after: string, pool: string = POOL): string =>
  changed(pool, 'expireAfter: 336h', `expireAfter: ${after}`);

/** Generations of nodes that live for half an hour. Evicted at 1800, looked at by the scheduler at 1801, Karpenter's window closes
 *  at 1802: launched, and gone 1800 s later. */
const generations = (count: number): number[] =>
  Array.from({ length: count }, (_, generation) => 1800 + generation * 1802);

test('each node expires by its own age: the next one was decided on two seconds after the last one left', () => {
  const timeline = play(expiring('30m'), { durationSeconds: 6 * HOUR });
  assert.deepEqual(timesOf(timeline, 'expire'), generations(11));
  assert.deepEqual(
    timesOf(timeline, 'launch'),
    generations(11).map((at) => at + 2),
  );
  assert.equal(timeline.series.ready.at(-1), 4);
});

test('disruption budgets do not hold expiry back', () => {
  const closed = changed(expiring('30m'), 'nodes: 50%', 'nodes: "0"');
  assert.deepEqual(timesOf(play(closed, { durationSeconds: 2 * HOUR }), 'expire'), generations(3));
});

test('a node that expires and cannot be emptied counts against the budgets for good', () => {
  const consolidated = (nodes: string): number[] => {
    const pool = changed(expiring('20m'), 'nodes: 50%', `nodes: "${nodes}"`);
    const load = { kind: 'spike', base: 100, peak: 900, atSeconds: 2400, forSeconds: 300 } as const;
    return timesOf(play(pool, { load }, `${CHECKOUT}---\n${PINNED}`), 'consolidate');
  };
  assert.deepEqual(consolidated('1'), []);
  assert.notDeepEqual(consolidated('2'), []);
});

test('without consolidateAfter nothing is consolidated, empty or not; nodes expire all the same', () => {
  const never = changed(POOL, 'consolidateAfter: 1m', 'consolidateAfter: Never');
  const load = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
  const kept = play(never, { load, durationSeconds: 3 * HOUR });
  assert.deepEqual(timesOf(kept, 'consolidate'), []);
  assert.deepEqual([Math.max(...kept.series.nodes), kept.series.nodes.at(-1)], [3, 3]);
  assert.equal(timesOf(play(POOL, { load, durationSeconds: 3 * HOUR }), 'consolidate').length, 2);
  assert.deepEqual(timesOf(play(expiring('30m', never)), 'expire'), [1800]);
});

/** The pods of the example with the annotation. */
const protectedFor = (text: string): string =>
  changed(
    CHECKOUT,
    '      labels:\n        app: checkout\n',
    `      labels:\n        app: checkout\n      annotations:\n        karpenter.sh/do-not-disrupt: "${text}"\n`,
  );

test('pods that must not be disrupted keep a node that expired, until its terminationGracePeriod is over', () => {
  const stuck = play(expiring('30m'), { durationSeconds: 3 * HOUR }, protectedFor('true'));
  assert.deepEqual([timesOf(stuck, 'expire'), timesOf(stuck, 'node-gone')], [[1800], []]);
  assert.deepEqual([Math.min(...stuck.series.ready), stuck.series.nodes.at(-1)], [4, 1]);
  const graced = changed(
    expiring('30m'),
    'expireAfter: 30m',
    'expireAfter: 30m\n      terminationGracePeriod: 10m',
  );
  const timeline = play(graced, {}, protectedFor('true'));
  assert.deepEqual(timesOf(timeline, 'node-gone'), [2400]);
  assert.deepEqual(timesOf(timeline, 'launch'), [2402]);
});

test('a do-not-disrupt with a duration keeps the node for as long after the start of its pods', () => {
  const timeline = play(expiring('30m'), { durationSeconds: 5000 }, protectedFor('45m'));
  // Pods of the start are old enough. Those of the second node are bound at 1802 + 45, and may go 2700 s later.
  assert.deepEqual(timesOf(timeline, 'expire'), [1800, 3602]);
  assert.deepEqual(timesOf(timeline, 'node-gone'), [1800, 1847 + 2700]);
});

const SPOT = [
  ['values: [on-demand]', 'values: [spot]'],
  ['values: [m6i.xlarge]', 'values: [m5.xlarge]'],
  ['cpu: "80"', 'cpu: "400"'],
].reduce((pool, [from = '', to = '']) => changed(pool, from, to), POOL);

// docs/dynamics.md has the calculation.
test('a spot node goes when its seed says, two minutes at most after the notice, as the hand calculation says', () => {
  const load = { kind: 'constant', value: 400 } as const;
  const timeline = play(SPOT, { load, durationSeconds: WEEK, seed: 1 });
  assert.deepEqual(
    timeline.events.map(({ t, kind, text }) => `${t} ${kind} ${text}`),
    [
      '25026 interrupt checkout-00001',
      '25026 node-gone checkout-00001',
      '25028 launch checkout-00003: m5.xlarge spot in us-east-1a',
      '25073 node-ready checkout-00003',
    ],
  );
  assert.equal(timeline.slo.unservedUnits, 0);
  const usdPerHour = 0.06528;
  const usd = usdPerHour * (3 * 168 - 2 / HOUR);
  assert.ok(Math.abs(timeline.cost.usd - usd) < 1e-5, String(timeline.cost.usd));
  const stuck = play(SPOT, { load, durationSeconds: 8 * HOUR, seed: 1 }, protectedFor('true'));
  assert.deepEqual(timesOf(stuck, 'interrupt'), [25_026]);
  assert.deepEqual(timesOf(stuck, 'node-gone'), [25_026 + 120]);
});

const FIXED = `apiVersion: apps/v1
kind: Deployment
metadata: { name: fixed, namespace: shop }
spec:
  replicas: 40
  selector: { matchLabels: { app: fixed } }
  template:
    metadata: { labels: { app: fixed } }
    spec:
      containers: [{ name: w, image: w:1, resources: { requests: { cpu: "3", memory: 1Gi } } }]
`;

test('over many weeks as many spot nodes are taken back as the advisor’s rate says', () => {
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  const counts = seeds.map((seed) => {
    const timeline = play(SPOT, { load: { kind: 'constant', value: 1 }, durationSeconds: WEEK, seed }, FIXED);
    assert.equal(Math.max(...timeline.series.nodes), 40);
    return timesOf(timeline, 'interrupt').length;
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  // The class above 20 % counts as 25 % a month: 53 in 20 weeks of 40 nodes, give or take the root of it.
  const expected = (20 * 40 * 168 * -Math.log(1 - 0.25)) / 730;
  assert.ok(Math.abs(total - expected) < 2 * Math.sqrt(expected), `${total}, ${expected}`);
  assert.ok(new Set(counts).size > 3, 'weeks differ by seed');
});

const ONE_AT_A_TIME = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: checkout, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: checkout } } }
`;

test('consolidation goes on after a node whose pods a budget let go one by one', () => {
  const spikes = { base: 150, peak: 600, atSeconds: 600, forSeconds: 600, everySeconds: HOUR };
  const timeline = play(
    POOL,
    { load: { kind: 'spike', ...spikes }, durationSeconds: 6 * HOUR },
    CHECKOUT + ONE_AT_A_TIME,
  );
  const hours = timesOf(timeline, 'consolidate').map((t) => Math.floor(t / HOUR));
  assert.deepEqual(hours, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
});

test('a pod that no node could hold does not keep nodes from being consolidated', () => {
  const load = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
  const giant = changed(changed(PINNED, 'name: pinned', 'name: giant'), 'cpu: 3500m', 'cpu: "500"');
  const times = timesOf(play(POOL, { load }), 'consolidate');
  assert.equal(times.length, 2);
  assert.deepEqual(timesOf(play(POOL, { load }, `${CHECKOUT}---\n${giant}`), 'consolidate'), times);
});
