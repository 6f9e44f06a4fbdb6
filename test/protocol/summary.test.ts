import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SimulateResult, SummaryResult } from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

describe('the summary of a simulation', () => {
  test('has the numbers of the picture, and the pools of the file', async () => {
    const client = await TestClient.start();
    client.open('pools.yaml', stream(nodePool('general'), nodePool('batch'), nodeClass()));
    client.open('web.yaml', deployment('web', { replicas: 3 }));
    const whole = await client.request<SimulateResult>('dryfit/simulate', { cluster: 'ws' });
    const ask = (file: string) =>
      client.request<SummaryResult>('dryfit/summary', { cluster: 'ws', uri: uri(file) });
    const result = await ask('pools.yaml');
    assert.ok(whole.state === 'ready' && result.state === 'ready');
    const { preview } = whole;
    const { totals, cost } = preview;
    const { usdPerMonth, isLowerBound } = cost.bill;
    assert.deepEqual(result.summary, {
      ...{ version: preview.version, region: preview.region, prices: preview.prices },
      ...{ nodeCount: totals.nodeCount, unplacedPodCount: 0, solveMs: totals.solveMs, currencyLabel: '$' },
      bill: { usdPerMonth, isLowerBound },
      pools: cost.pools.map(({ nodePool: name, nodeCount, bill }) => ({
        ...{ name, nodeCount },
        bill: { usdPerMonth: bill.usdPerMonth, isLowerBound: bill.isLowerBound },
      })),
    });
    assert.deepEqual(
      result.summary.pools.map(({ name }) => name),
      ['batch', 'general'],
    );
    const other = await ask('web.yaml');
    assert.deepEqual(other.state === 'ready' && other.summary.pools, []);
    await client.stop();
  });

  test('is none without a pool, and says why there is none where the simulation failed', async () => {
    const client = await TestClient.start();
    const ask = () => client.request<SummaryResult>('dryfit/summary', { cluster: 'ws' });
    assert.equal((await ask()).state, 'none');
    client.worker.failNext = 'the simulation ended unexpectedly';
    client.open('all.yaml', stream(nodePool('general'), nodeClass()));
    await client.solved('ws', 'failed');
    const failure = await ask();
    assert.deepEqual(
      [failure.state, 'message' in failure && failure.message],
      ['failed', 'the simulation ended unexpectedly'],
    );
    await client.stop();
  });
});
