// What a change does, as numbers: every figure is that of the two simulations, and only what changed is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, cost, diff, simulate } from '../../../server/src/api';
import { POOL, web } from '../../support/smallCluster';

const file = (path: string, text: string) => ({ uri: `file:///repo/${path}`, text });
const prod = (text: string) => [file('prod/pool.yaml', POOL), file('prod/web.yaml', text)];
const staging = [file('staging/pool.yaml', POOL), file('staging/web.yaml', web(1))];

test('the figures are those of simulating both sides', () => {
  const [before, after] = [prod(web(2)), prod(web(20))];
  const result = diff({ before, after });
  const [old, now] = [simulate(before), simulate(after)];
  assert.deepEqual(result.totals.nodes, { before: old.nodeClaims.length, after: now.nodeClaims.length });
  const [oldCost, nowCost] = [cost(before), cost(after)];
  assert.deepEqual(result.totals.usdPerMonth, {
    before: oldCost.bill.usdPerMonth,
    after: nowCost.bill.usdPerMonth,
  });
  const usdOf = ({ workloads }: typeof oldCost) => workloads[0]?.usdPerMonth;
  assert.deepEqual(result.clusters[0]?.workloads, [
    {
      workload: 'shop/web',
      placedPods: { before: 2, after: 20 },
      pendingPods: { before: 0, after: 0 },
      usdPerMonth: { before: usdOf(oldCost), after: usdOf(nowCost) },
    },
  ]);
  const launches = result.clusters[0]?.nodePools[0]?.launches ?? [];
  const more = launches.reduce((sum, { nodes }) => sum + nodes.after - nodes.before, 0);
  assert.equal(more, now.nodeClaims.length - old.nodeClaims.length);
});

test('clusters whose files are the same are counted, not told', () => {
  const { clusters, unchangedClusterCount } = diff({
    before: [...prod(web(2)), ...staging],
    after: [...prod(web(3)), ...staging],
  });
  assert.deepEqual(
    clusters.map(({ name, status }) => [name, status]),
    [['file:///repo/prod', 'changed']],
  );
  assert.equal(unchangedClusterCount, 1);
});

test('nothing differs: no cluster, all figures 0', () => {
  const result = diff({ before: staging, after: staging });
  assert.deepEqual(result.clusters, []);
  assert.equal(result.unchangedClusterCount, 1);
  assert.deepEqual(result.totals.usdPerMonth, { before: 0, after: 0 });
});

test('a cluster that comes or goes has one empty side', () => {
  const added = diff({ before: staging, after: [...staging, ...prod(web(2))] });
  assert.equal(added.clusters[0]?.status, 'added');
  assert.equal(added.totals.nodes.before, 0);
  assert.ok(added.totals.usdPerMonth.after > 0);
  const removed = diff({ before: [...staging, ...prod(web(2))], after: staging });
  assert.equal(removed.clusters[0]?.status, 'removed');
  assert.equal(removed.totals.nodes.after, 0);
});

test('a cluster that gets a file in a deeper folder is still the same one', () => {
  const { clusters } = diff({
    before: [file('a/pools/pool.yaml', POOL), file('a/pools/web.yaml', web(1))],
    after: [file('a/pools/pool.yaml', POOL), file('a/pools/x/web.yaml', web(2))],
  });
  assert.deepEqual(
    clusters.map(({ status }) => status),
    ['changed'],
  );
});

test('pods that lose their place come with the reason, and the rules speak of it as new', () => {
  const { clusters, totals } = diff({ before: prod(web(2)), after: prod(web(2, '900')) });
  const [workload] = clusters[0]?.workloads ?? [];
  assert.deepEqual(workload?.pendingPods, { before: 0, after: 2 });
  assert.ok(workload?.reason);
  assert.deepEqual(totals.pendingPods, { before: 0, after: 2 });
  assert.ok(clusters[0]?.appeared.some(({ rule }) => rule === 'pods/placeable'));
});

test('a finding that only moved, or whose numbers changed, is neither new nor gone', () => {
  const bad = (weight: number): string =>
    POOL.replace('spec:\n  limits', `spec:\n  weight: ${weight}\n  limits`);
  const before = [file('prod/pool.yaml', bad(0))];
  assert.ok(check(before).findings.some(({ path }) => path === 'spec.weight'));
  const moved = diff({ before, after: [file('prod/pool.yaml', `# a comment\n${bad(0)}`)] });
  assert.deepEqual([moved.totals.appearedCount, moved.totals.vanishedCount], [0, 0]);
  const other = diff({ before, after: [file('prod/pool.yaml', bad(-1))] });
  assert.deepEqual([other.totals.appearedCount, other.totals.vanishedCount], [0, 0]);
  const mended = diff({ before, after: [file('prod/pool.yaml', bad(1))] });
  assert.ok(mended.clusters[0]?.vanished.some(({ path }) => path === 'spec.weight'));
});

test('the same change gives the same object, byte for byte', () => {
  const once = (): string => JSON.stringify(diff({ before: prod(web(2)), after: prod(web(9)) }));
  assert.equal(once(), once());
});
