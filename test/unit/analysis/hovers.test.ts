// What hovers tell of budgets, lifetimes and images, for a time and a cluster that the test says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterState, WallTime } from '../../../server/src/analysis/shown/hovers/ask';
import { factsAt } from '../../../server/src/analysis/shown/hovers/facts';
import { parseFile } from '../../../server/src/manifest/document';
import { positionOf } from '../../../server/src/model/textPosition';
import { previewModel, previewNode } from '../../support/preview';

/** Monday, 30 November 2026, 10:00 UTC. */
const MONDAY: WallTime = { second: Date.UTC(2026, 10, 30, 10) / 1000, timeZone: 'Europe/Berlin' };

const BASIS = '_us-east-1 · on demand of 2026-07-20 · spot of 2025-06-28 · EBS of 2026-11-28_';

const READY: ClusterState = {
  state: 'ready',
  cluster: 'ws',
  preview: previewModel(),
  details: undefined,
  isStale: false,
};

function factsOn(
  text: string,
  word: string,
  time: WallTime | 'unknown' = MONDAY,
  state: ClusterState = READY,
): string {
  const manifests = parseFile({ uri: 'file:///a.yaml', text });
  const position = positionOf(text, text.indexOf(word) + 1);
  return (
    factsAt(manifests, position, { cluster: () => state, time: time === 'unknown' ? undefined : time })
      ?.markdown ?? ''
  );
}

const pool = (spec: string): string =>
  `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: general\nspec:\n${spec}\n`;

const budget = (fields: string): string => pool(`  disruption:\n    budgets:\n      - ${fields}`);

test('a budget with a schedule: its spans of the week in the zone of the user and in UTC', () => {
  const text = budget('{nodes: "0", schedule: "0 9 * * mon-tue", duration: 8h}');
  assert.equal(
    factsOn(text, 'schedule'),
    [
      '**Budget 1** · lets none of 2 nodes go',
      '',
      'Active in the next 7 days (Europe/Berlin, then UTC):',
      '',
      '- now, Mon 11:00 to 18:00 · Mon 10:00 to 17:00 UTC',
      '- Tue 10:00 to 18:00 · Tue 09:00 to 17:00 UTC',
      '- Mon 10:00 to 18:00 · Mon 09:00 to 17:00 UTC',
      '',
      BASIS,
    ].join('\n'),
  );
});

test('a span that goes on after the week has its own end, or none that a day could name', () => {
  const spans = (fields: string): string =>
    factsOn(budget(`{nodes: "0", ${fields}}`), 'nodes', { ...MONDAY, timeZone: 'UTC' });
  assert.match(spans('schedule: "0 22 * * sun", duration: 20h'), /- Sun 22:00 to Mon 18:00\n/);
  assert.match(spans('schedule: "0 9 5 * *", duration: 100h'), /- Sat 09:00 to Wed 13:00\n/);
  assert.match(spans('schedule: "0 9 5 * *", duration: 168h'), /- Sat 09:00 to a week later or more\n/);
});

test('a budget: percentages, reasons, zones, and when there is no schedule', () => {
  assert.equal(
    factsOn(budget('nodes: 50%'), 'nodes'),
    `**Budget 1** · lets 1 of 2 nodes go at a time\n\nActive always.\n\n${BASIS}`,
  );
  assert.match(
    factsOn(budget('{nodes: "5", reasons: [Drifted]}'), 'reasons'),
    /lets 2 of 2 nodes go at a time for Drifted/,
  );
  const utc = { ...MONDAY, timeZone: 'UTC' };
  assert.match(
    factsOn(budget('{nodes: "1", schedule: "@daily", duration: 1h}'), 'nodes', utc),
    /\(UTC\):\n\n- Tue 00:00 to 01:00\n/,
  );
  const zoned = (timeZone: string): string =>
    factsOn(budget('{nodes: "1", schedule: "@daily", duration: 1h}'), 'nodes', { ...MONDAY, timeZone });
  assert.match(zoned('Etc/UTC'), /\(UTC\):\n\n- Tue 00:00 to 01:00\n/);
  assert.match(zoned('Berlin'), /\(UTC; there is no time zone Berlin\):\n\n- Tue 00:00 to 01:00\n/);
  assert.match(factsOn(budget('{nodes: "1", schedule: "@daily", duration: 24h}'), 'nodes'), /throughout/);
  assert.match(
    factsOn(budget('{nodes: "1", schedule: "0 0 1 1 *", duration: 1h}'), 'nodes'),
    /no time in the next 7/,
  );
  assert.match(
    factsOn(budget('{nodes: "1", schedule: "0 99 * * *", duration: 1h}'), 'nodes'),
    /cannot be read/,
  );
});

test('a budget before the cluster is simulated, and without a clock', () => {
  const text = budget('{nodes: 10%, schedule: "@daily", duration: 1h}');
  assert.equal(
    factsOn(text, 'nodes', 'unknown', { state: 'running' }),
    '**Budget 1** · lets `10%` of the nodes go at a time',
  );
});

test('expireAfter and consolidateAfter are told for the nodes that the pool has', () => {
  const expire = (value: string) => pool(`  template:\n    spec:\n      expireAfter: ${value}`);
  assert.match(
    factsOn(expire('720h'), 'expireAfter'),
    /^Each of its 2 nodes is replaced after 30 days: one every 15 days/,
  );
  const { preview } = READY;
  const pools = preview.cost.pools.map((one) => ({ ...one, nodeCount: 1 }));
  const single = { ...READY, preview: { ...preview, cost: { ...preview.cost, pools } } } as ClusterState;
  assert.equal(
    factsOn(expire('720h'), 'expireAfter', MONDAY, single),
    `Its node is replaced after 30 days.\n\n${BASIS}`,
  );
  assert.match(factsOn(expire('Never'), 'Never'), /^Its 2 nodes are never replaced for age/);
  const consolidate = (value: string) => pool(`  disruption:\n    consolidateAfter: ${value}`);
  assert.match(
    factsOn(consolidate('30m'), 'consolidateAfter'),
    /^A node that falls idle stays 30 minutes longer, about \$0\.02 each time\.\n\n_us-east-1 · on demand of 2026-07-20 · spot of 2025-06-28 · EBS of 2026-11-28_$/,
  );
  assert.match(factsOn(consolidate('10m'), 'consolidateAfter'), /, less than a cent each time\./);
  assert.match(factsOn(consolidate('Never'), 'Never'), /^Its 2 nodes are never consolidated/);
  assert.equal(factsOn(consolidate('soon'), 'soon'), '');
  assert.match(factsOn(consolidate('0s'), '0s'), /^A node is looked at as soon as a pod has come or gone\./);
});

test('expireAfter and consolidateAfter where the pool has no node, and before it is simulated', () => {
  const { preview } = READY;
  const pools = preview.cost.pools.map((one) => ({ ...one, nodeCount: 0, bill: { ...one.bill, terms: [] } }));
  const empty = { ...READY, preview: { ...preview, cost: { ...preview.cost, pools } } } as ClusterState;
  for (const state of [empty, { state: 'running' } as const]) {
    const on = (spec: string, word: string): string => factsOn(pool(spec), word, MONDAY, state);
    const expire = (value: string): string =>
      on(`  template:\n    spec:\n      expireAfter: ${value}`, value);
    assert.equal(expire('48h'), 'A node is replaced after 2 days.');
    assert.equal(expire('Never'), 'No node is replaced for age.');
    assert.equal(
      on('  disruption:\n    consolidateAfter: 30m', '30m'),
      'A node that falls idle stays 30 minutes longer.',
    );
    assert.match(on('  disruption:\n    consolidateAfter: Never', 'Never'), /^No node is consolidated/);
  }
});

test('consolidateAfter: of a cost that is a lower bound, of nodes that do not launch, and of a static pool', () => {
  const { preview } = READY;
  const on = (value: string, change: object): string =>
    factsOn(pool(`  disruption:\n    consolidateAfter: ${value}`), 'consolidateAfter', MONDAY, {
      ...READY,
      preview: { ...preview, ...change },
    });
  const [own] = preview.cost.pools;
  const pools = [{ ...own, bill: { ...own?.bill, isLowerBound: true } }];
  const bounded = { cost: { ...preview.cost, pools } };
  assert.match(on('30m', bounded), /^A node that falls idle stays 30 minutes longer, at least \$0\.02 each/);
  assert.match(on('10m', bounded), /^A node that falls idle stays 10 minutes longer\.\n/);
  // Two nodes cost the dollars of four, of which two have no price.
  const { instanceType: _, ...unlaunched } = previewNode({ count: 2 });
  const four = {
    cost: { ...preview.cost, pools: [{ ...own, nodeCount: 4 }] },
    nodes: [...preview.nodes, { ...unlaunched, launchError: 'none' }],
  };
  assert.match(on('30m', four), /about \$0\.02 each time/);
  assert.match(
    factsOn(pool('  replicas: 3\n  disruption:\n    consolidateAfter: 30m'), 'consolidateAfter'),
    /^It has no effect: the nodes of a static pool are never consolidated\.$/,
  );
  assert.match(
    factsOn(pool('  replicas:\n  disruption:\n    consolidateAfter: 30m'), 'consolidateAfter'),
    /^A node that falls idle stays/,
  );
});

test('a budget of a pool without nodes tells the share, not a share of nothing', () => {
  const { preview } = READY;
  const nodePools = preview.nodePools.map((one) => ({ ...one, nodeCount: 0 }));
  const empty = { ...READY, preview: { ...preview, nodePools } } as ClusterState;
  assert.equal(
    factsOn(budget('nodes: 50%'), 'nodes', MONDAY, empty),
    '**Budget 1** · lets `50%` of the nodes go at a time\n\nActive always.',
  );
  for (const none of ['"0"', '0%'])
    assert.match(factsOn(budget(`nodes: ${none}`), 'nodes', MONDAY, empty), /\*\* · lets no node go\n/);
});

test('an AMI alias: its age, who follows it, the volumes of its family', () => {
  const nodeClass = (alias: string) =>
    `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: default}\nspec:\n  amiSelectorTerms:\n    - alias: ${alias}\n`;
  assert.equal(
    factsOn(nodeClass('al2023@v20261120'), 'al2023'),
    [
      'Pinned to the release of 2026-11-20, 10 days ago.',
      '2 nodes of [`general`](file:///w/pool.yaml#L4) start from it; a change of it replaces them.',
      'Volumes of a node: `/dev/xvda` 20 GiB gp3.',
      BASIS,
    ].join('\n\n'),
  );
  assert.match(
    factsOn(nodeClass('bottlerocket@latest'), 'alias'),
    /Follows every release.*\n\n.*\n\n.*xvda` 4 GiB gp3, `/,
  );
  assert.match(factsOn(nodeClass('bottlerocket@v1.55.0'), 'alias'), /^Pinned to `v1\.55\.0`\./);
});

test('the last line leads to the panel, and says when an edit has overtaken it', () => {
  const text = pool('  disruption:\n    consolidateAfter: 30m');
  const linkTo = ({ nodePool }: { readonly nodePool?: string }): string => `command:open?${nodePool ?? ''}`;
  assert.match(
    factsOn(text, 'consolidateAfter', MONDAY, { ...READY, linkTo, isStale: true }),
    /spot of 2025-06-28 · EBS of 2026-11-28 · before the last edit, being simulated again_ · \[Show in the simulation\]\(command:open\?general\)$/,
  );
});

test('nothing where nothing more is known', () => {
  assert.equal(factsOn(pool('  weight: 10'), 'weight'), '');
  assert.equal(factsOn('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', 'kind'), '');
});
