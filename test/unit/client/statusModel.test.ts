import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusOf } from '../../../client/src/statusModel';
import type { ClusterSummary } from '../../../server/src/protocol/requests';
import { previewModel } from '../../support/preview';

const cluster: ClusterSummary = {
  name: 'staging',
  origin: 'folder',
  fileCount: 3,
  nodePoolCount: 1,
  workloadCount: 1,
  isPartial: false,
};

/** Four months after the prices, three minutes after the simulation. */
const TIMES = { nowMs: Date.UTC(2026, 10, 28), solvedAtMs: Date.UTC(2026, 10, 28) - 200_000 };

describe('the status item', () => {
  it('names the cluster, its nodes and cost, the region and the date of the prices', () => {
    const model = statusOf({
      state: 'simulated',
      cluster,
      result: { state: 'ready', preview: previewModel() },
      ...TIMES,
    });
    assert.deepEqual(model, {
      text: 'Dryfit: staging',
      detail:
        '2 nodes, $50.80 a month · us-east-1, prices 4 months old (2026-07-20), spot of 2025-06-28 · simulated in 5 ms, 3 minutes ago',
      isBusy: false,
      isError: false,
    });
  });

  it('says when prices are refreshed, and how old they are', () => {
    const prices = { ...previewModel().prices, isRefreshed: true, onDemandAsOf: '2026-11-28' };
    const result = { state: 'ready', preview: previewModel({ prices }) } as const;
    const detailAt = (nowMs: number) =>
      statusOf({ state: 'simulated', cluster, result, nowMs, solvedAtMs: nowMs }).detail;
    assert.match(detailAt(Date.UTC(2026, 10, 28, 9)), /us-east-1, refreshed prices of today \(2026-11-28\)/);
    assert.match(detailAt(Date.UTC(2026, 11, 1)), /refreshed prices 3 days old \(2026-11-28\)/);
  });

  it('names one date where both kinds of prices have it', () => {
    const prices = { ...previewModel().prices, spotAsOf: '2026-07-20' };
    const result = { state: 'ready', preview: previewModel({ prices }) } as const;
    const { detail } = statusOf({ state: 'simulated', cluster, result, ...TIMES });
    assert.match(detail, /prices 4 months old \(2026-07-20\) · simulated/);
  });

  it('names the pools of the file in front', () => {
    const [pool] = previewModel().nodePools;
    assert.ok(pool);
    const location = { uri: 'file:///pool.yaml', line: 3, character: 8 };
    const preview = previewModel({ nodePools: [{ ...pool, location }] });
    const detail = (uri: string) =>
      statusOf({ state: 'simulated', cluster, result: { state: 'ready', preview }, uri, ...TIMES }).detail;
    assert.match(detail('file:///pool.yaml'), /^NodePool general: 2 nodes, \$50\.80 a month · 2 nodes/);
    assert.match(detail('file:///web.yaml'), /^2 nodes/);
  });

  it('tells of pods without a node and of files left out', () => {
    const totals = { ...previewModel().totals, unplacedPodCount: 1 };
    const result = { state: 'ready', preview: previewModel({ totals }) } as const;
    const { detail } = statusOf({
      ...{ state: 'simulated', cluster: { ...cluster, isPartial: true }, result },
      ...TIMES,
    });
    assert.match(detail, /1 pod unplaced .* some files left out/);
  });

  it('shows a failure as an error', () => {
    const result = { state: 'failed', message: 'no prices of mars-1' } as const;
    const model = statusOf({ state: 'simulated', cluster, result, ...TIMES });
    assert.equal(model.isError, true);
    assert.equal(model.detail, 'no prices of mars-1');
  });

  it('says when a file belongs to no cluster, or to one without a pool', () => {
    assert.equal(statusOf({ state: 'idle', cluster: undefined }).detail, 'this file belongs to no cluster');
    assert.equal(statusOf({ state: 'idle', cluster }).detail, '3 files, no NodePool');
  });

  it('says when the server is not there', () => {
    assert.equal(statusOf({ state: 'starting' }).isBusy, true);
    assert.equal(statusOf({ state: 'stopped' }).isError, true);
  });
});
