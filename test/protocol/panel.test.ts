/** The panel's questions over the wire. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  BudgetWeekResult,
  CompareResult,
  ExplainResult,
  SimulateResult,
  WhatIfResult,
} from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool, staticPool, stream } from '../support/manifests';

const POOL = nodePool('general');
const disk = {
  'pool.yaml': stream(POOL, nodeClass()),
  'web.yaml': deployment('web', { replicas: 3, cpu: '1' }),
};
const MONDAY = Date.UTC(2026, 7, 3) / 1000;
const WEEK = { cluster: 'ws', fromSecond: MONDAY, toSecond: MONDAY + 7 * 86_400 };

async function ready<R extends { readonly state: string }>(
  client: TestClient,
  method: string,
  params: object,
) {
  const result = await client.request<R>(method, params);
  if (result.state !== 'ready') assert.fail(JSON.stringify(result));
  return result as Extract<R, { readonly state: 'ready' }>;
}

async function started(files: Readonly<Record<string, string>> = disk): Promise<TestClient> {
  const client = await TestClient.start({ disk: files });
  await client.scanned();
  return client;
}

describe('what if', () => {
  test('before and after side by side; the files stay as they are', async () => {
    const client = await started();
    const change = { replicas: { 'default/web': 12 } };
    const { before, after } = await ready<WhatIfResult>(client, 'dryfit/whatIf', { cluster: 'ws', change });
    assert.deepEqual([before.totals.podCount, after.totals.podCount], [3, 12]);
    assert.ok(after.totals.usdPerHour > before.totals.usdPerHour);
    const again = await ready<WhatIfResult>(client, 'dryfit/whatIf', { cluster: 'ws', change: {} });
    assert.deepEqual({ ...again.after, totals: 0 }, { ...again.before, totals: 0 });
    await client.stop();
  });

  test('a discount is taken off the bill, and changes no node', async () => {
    const client = await started();
    const change = { discountPercent: 50 };
    const { before, after } = await ready<WhatIfResult>(client, 'dryfit/whatIf', { cluster: 'ws', change });
    assert.deepEqual(after.nodes, before.nodes);
    const controlPlane = ({ cost }: typeof before) =>
      cost.bill.terms.find(({ id }) => id === 'control-plane')?.usdPerHour ?? NaN;
    assert.equal(controlPlane(after), controlPlane(before) / 2);
    await client.stop();
  });

  test('types and families that the region has not are named', async () => {
    const client = await started();
    const asked = async (...typesUnavailable: string[]) =>
      ready<WhatIfResult>(client, 'dryfit/whatIf', { cluster: 'ws', change: { typesUnavailable } });
    const { before, after, unknownTypes } = await asked('m5.larg', 'm5.large', 'm5.*', 'm9z.*', 'm.*');
    assert.deepEqual(unknownTypes, ['m5.larg', 'm9z.*', 'm.*']);
    assert.notDeepEqual(after.nodes, before.nodes);
    assert.equal('unknownTypes' in (await asked('m5.large')), false);
    await client.stop();
  });

  test('a question that is taken back is answered as cancelled, and the server lives on', async () => {
    const client = await started();
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const params = { cluster: 'ws', change: { spotShare: 1 } };
    const pending = client.connection.sendRequest('dryfit/whatIf', params, source.token);
    source.cancel();
    await assert.rejects(pending, /cancelled/i);
    await ready<WhatIfResult>(client, 'dryfit/whatIf', params);
    await client.stop();
  });

  test('a cluster that is no more is said', async () => {
    const client = await started();
    const result = await client.request<WhatIfResult>('dryfit/whatIf', { cluster: 'gone', change: {} });
    assert.equal(result.state, 'none');
    await client.stop();
  });
});

describe('compare', () => {
  const since = { cluster: 'ws', fromSecond: MONDAY, secondsPerNode: 300 };

  test('with a revision: files changed, new and gone since', async () => {
    const client = await started();
    const files = [
      { uri: uri('web.yaml'), text: null },
      { uri: uri('api.yaml'), text: deployment('api', { replicas: 40, cpu: '1' }) },
    ];
    const { before, after, drift } = await ready<CompareResult>(client, 'dryfit/compare', {
      ...since,
      files,
    });
    assert.deepEqual([before.totals.podCount, after.totals.podCount], [40, 3]);
    assert.deepEqual(
      drift.pools.map(({ name, replacedCount }) => [name, replacedCount]),
      [['general', 0]],
    );
    await client.stop();
  });

  test('drift: which nodes of the revision are replaced, why, and how long that takes', async () => {
    const client = await started();
    const before = stream(
      POOL.replace(
        'limits:',
        'disruption:\n    consolidateAfter: 0s\n    budgets: [{nodes: "1"}]\n  limits:',
      ),
      nodeClass(),
    );
    client.open('pool.yaml', before.replace('nodeClassRef:', 'expireAfter: 24h\n      nodeClassRef:'));
    const files = [{ uri: uri('pool.yaml'), text: before }];
    const { drift } = await ready<CompareResult>(client, 'dryfit/compare', { ...since, files });
    const [pool] = drift.pools;
    assert.ok(pool && pool.nodeCount > 0);
    assert.equal(pool.replacedCount, pool.nodeCount);
    assert.deepEqual(pool.causes, [
      {
        reason: 'NodePoolDrifted',
        fields: ['spec.template.spec.expireAfter'],
        nodeCount: pool.nodeCount,
      },
    ]);
    assert.equal(pool.rollout?.seconds, pool.nodeCount * 300);
    await client.stop();
  });

  test('drift: a static pool starts the replacement first, as far as its limit on nodes lets', async () => {
    const rolloutWith = async (limits: string) => {
      const client = await started();
      const budgets = '  disruption: { consolidateAfter: 0s, budgets: [{ nodes: 100% }] }\n';
      const before = stream(`${staticPool('base', 2)}${budgets}${limits}`, nodeClass());
      client.open('pool.yaml', before.replace('nodeClassRef:', 'expireAfter: 24h\n      nodeClassRef:'));
      const files = [{ uri: uri('pool.yaml'), text: before }];
      const { drift } = await ready<CompareResult>(client, 'dryfit/compare', { ...since, files });
      await client.stop();
      const [pool] = drift.pools;
      assert.deepEqual([pool?.nodeCount, pool?.replacedCount], [2, 2]);
      return pool?.rollout;
    };
    assert.deepEqual(await rolloutWith('  limits: { nodes: 2 }\n'), {
      ...{ replacedCount: 0, atOnceCount: 0, isAtNodeLimit: true },
    });
    const oneByOne = { seconds: 600, waitSeconds: 0, replacedCount: 2, atOnceCount: 1 };
    assert.deepEqual(await rolloutWith('  limits: { nodes: 3 }\n'), oneByOne);
    assert.deepEqual(await rolloutWith(''), { ...oneByOne, seconds: 300, atOnceCount: 2 });
  });

  test('defaults of the API server are no change', async () => {
    const client = await started();
    const written = disk['pool.yaml'].replace('nodeClassRef:', 'expireAfter: 720h\n      nodeClassRef:');
    const files = [{ uri: uri('pool.yaml'), text: written }];
    const { drift } = await ready<CompareResult>(client, 'dryfit/compare', { ...since, files });
    assert.equal(drift.pools[0]?.replacedCount, 0);
    await client.stop();
  });

  test('another capacity type replaces what does not suit', async () => {
    const client = await started();
    client.open('pool.yaml', disk['pool.yaml'].replace('["on-demand", "spot"]', '["on-demand"]'));
    const files = [{ uri: uri('pool.yaml'), text: disk['pool.yaml'] }];
    const { drift } = await ready<CompareResult>(client, 'dryfit/compare', { ...since, files });
    assert.deepEqual(
      drift.pools[0]?.causes.map(({ reason, fields }) => [reason, fields]),
      [['RequirementsDrifted', ['karpenter.sh/capacity-type']]],
    );
    await client.stop();
  });
});

test('the week of the budgets: when each holds, and what they allow together', async () => {
  const budgets =
    'disruption:\n    budgets:\n      - nodes: "3"\n      - {nodes: "0", schedule: "0 9 * * 1-5", duration: 8h}\n  limits:';
  const client = await started({
    ...disk,
    'pool.yaml': stream(POOL.replace('limits:', budgets), nodeClass()),
  });
  const { pools } = await ready<BudgetWeekResult>(client, 'dryfit/budgetWeek', WEEK);
  const [pool] = pools;
  assert.ok(pool);
  assert.equal(pool.budgets[0]?.spans?.length, 1);
  assert.deepEqual(
    pool.budgets[1]?.spans?.map(({ from, to }) => [(from - MONDAY) / 3600, (to - MONDAY) / 3600]),
    [0, 1, 2, 3, 4].map((day) => [day * 24 + 9, day * 24 + 17]),
  );
  assert.deepEqual(pool.allowed[0]?.nodeCounts, { Drifted: 3, Empty: 3, Underutilized: 3 });
  assert.deepEqual(pool.allowed[1]?.nodeCounts, { Drifted: 0, Empty: 0, Underutilized: 0 });
  assert.equal(pool.budgets[1]?.location?.uri, uri('pool.yaml'));
  await client.stop();
});

test('a pool of which half a line is typed, its kind among it, stays in the cluster; a cluster that is gone is told of', async () => {
  const client = await started({ ...disk, 'b/pool.yaml': nodePool('other'), 'b/class.yaml': nodeClass() });
  const text = stream(POOL, nodeClass());
  client.open('pool.yaml', text);
  await ready<SimulateResult>(client, 'dryfit/simulate', { cluster: 'ws' });
  for (const line of ['kind: NodePool: [', 'kind: [', 'kind: "NodePool'] as const) {
    client.open('pool.yaml', text.replace('kind: NodePool', line));
    const { preview } = await ready<SimulateResult>(client, 'dryfit/simulate', { cluster: 'ws' });
    assert.deepEqual([preview.nodePools.length, preview.skipped[0]?.uri], [0, uri('pool.yaml')], line);
  }
  client.open('pool.yaml', nodeClass());
  const gone = await client.request<SimulateResult>('dryfit/simulate', { cluster: 'ws' });
  assert.deepEqual(gone, { state: 'none', message: 'No file of cluster ws has a NodePool as it stands.' });
  await client.stop();
});

test('how full nodes are is told of each resource that pods ask for', async () => {
  const web = deployment('web').replace('requests:', 'requests:\n              ephemeral-storage: 9Gi');
  const client = await started({ ...disk, 'web.yaml': web });
  const { preview } = await ready<SimulateResult>(client, 'dryfit/simulate', {});
  const { usedShare = {} } = preview.nodes[0] ?? {};
  assert.deepEqual(Object.keys(usedShare).sort(), ['cpu', 'ephemeral-storage', 'memory', 'pods']);
  assert.ok((usedShare['ephemeral-storage'] ?? 0) > 0.5);
  await client.stop();
});

test('why pods are pending, step by step', async () => {
  const client = await started({ ...disk, 'huge.yaml': deployment('huge', { replicas: 2, cpu: '500' }) });
  const { workloads } = await ready<ExplainResult>(client, 'dryfit/explain', { cluster: 'ws' });
  const [huge] = workloads;
  assert.equal(huge?.workload, 'default/huge');
  const [funnel] = huge?.funnels ?? [];
  assert.equal(funnel?.nodePool, 'general');
  assert.equal(funnel?.steps.at(-1)?.leftCount, 0);
  assert.match(huge?.nearestMiss ?? '', /comes closest/);
  await client.stop();
});
