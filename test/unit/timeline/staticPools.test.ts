/** Static pools over time: their nodes are up from the start, are never consolidated, and are replaced when they end. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Timeline, TimelineRequest } from '../../../server/src/api';
import { changed, PINNED, played, timesOf } from '../../support/timelines';

const POOL = readFileSync('examples/spike/nodepool.yaml', 'utf8');
const CHECKOUT = readFileSync('examples/spike/checkout.yaml', 'utf8');

/** The pool of the example as a static one, named base. */
function staticPool(
  replicas: number,
  { nodes, expireAfter = '336h' }: { nodes?: number; expireAfter?: string } = {},
) {
  const named = changed(POOL.replace(/---[\s\S]*/, ''), '\n  name: checkout\n', '\n  name: base\n');
  const sized = changed(named, 'spec:\n  template:', `spec:\n  replicas: ${replicas}\n  template:`);
  const aged = changed(sized, 'expireAfter: 336h', `expireAfter: ${expireAfter}`);
  return nodes === undefined
    ? changed(aged, '  limits:\n    cpu: "80"\n', '')
    : changed(aged, 'cpu: "80"', `nodes: ${nodes}`);
}

/** By default calm: 100 requests a second, 4 pods, for which one node is enough. */
const play = (texts: readonly string[], more: Partial<TimelineRequest> = {}): Timeline =>
  played({
    files: [POOL, CHECKOUT, ...texts].map((text, index) => ({ uri: `file:///${index}.yaml`, text })),
    load: { kind: 'constant', value: 100 },
    podCapacity: 50,
    ...more,
  });

const FEATURE = 'Nodes of static pools are there only where Karpenter runs with the feature StaticCapacity.';

test('their nodes are there from the start, take what a peak brings, and stay', () => {
  const load = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
  const timeline = play([staticPool(3)], { load });
  assert.deepEqual([...new Set(timeline.series.nodes)], [3]);
  assert.deepEqual(timesOf(timeline, 'launch'), []);
  assert.deepEqual(timesOf(timeline, 'consolidate'), []);
  assert.ok(timeline.assumptions.includes(FEATURE));
  assert.ok(!play([], { load }).assumptions.includes(FEATURE));
});

test('nodes that were started beside them go, once their pods fit on them', () => {
  const load = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
  const timeline = play([staticPool(1)], { load });
  assert.ok(Math.max(...timeline.series.nodes) > 1);
  assert.equal(timeline.series.nodes.at(-1), 1);
  const gone = timeline.events.filter(({ kind }) => kind === 'node-gone').map(({ text }) => text);
  assert.deepEqual([...new Set(gone.map((name) => name.split('-')[0]))], ['checkout']);
});

test('as many as the limit on nodes lets be', () => {
  assert.deepEqual([...new Set(play([staticPool(5, { nodes: 2 })]).series.nodes)], [2]);
});

test('more than are simulated are left out, which is said', () => {
  const { assumptions, series } = play([staticPool(3000)]);
  assert.deepEqual([...new Set(series.nodes)], [1]);
  assert.ok(assumptions.includes('Static NodePool base: 3,000 nodes, too many to simulate.'));
  assert.ok(!assumptions.includes(FEATURE));
});

test('for a node that expires another comes at once', () => {
  const timeline = play([staticPool(2, { expireAfter: '30m' })], { durationSeconds: 7000 });
  assert.deepEqual(timesOf(timeline, 'expire'), [1800, 1800, 3600, 3600, 5400, 5400]);
  const launches = timeline.events.filter(({ kind }) => kind === 'launch');
  assert.deepEqual(
    launches.map(({ t, text }) => `${t} ${text.split(':')[0]}`),
    [1800, 1800, 3600, 3600, 5400, 5400].map((t, index) => `${t} base-0000${index + 2}`),
  );
  assert.equal(timeline.series.ready.at(-1), 4);
});

test('nodes that cannot leave count against the limit', () => {
  const launched = (nodes?: number): number =>
    timesOf(
      play([staticPool(2, { expireAfter: '50m', ...(nodes === undefined ? {} : { nodes }) }), PINNED]),
      'launch',
    ).length;
  assert.equal(launched(), 2);
  assert.equal(launched(3), 2);
  assert.equal(launched(2), 1);
});
