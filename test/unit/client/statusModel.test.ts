import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusOf, type StatusModel, type StatusRow } from '../../../client/src/statusModel';
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

const rowOf = ({ rows }: StatusModel, id: StatusRow['id']): StatusRow | undefined =>
  rows.find((row) => row.id === id);

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
      detail: '2 nodes, $50.80 a month',
      isBusy: false,
      isError: false,
      rows: [
        {
          ...{ id: 'prices', name: 'Dryfit: Prices', text: 'us-east-1' },
          detail: 'prices 4 months old (2026-07-20), spot 17 months old',
        },
        {
          ...{ id: 'simulation', name: 'Dryfit: Last Simulation', text: 'Simulated' },
          detail: '3 minutes ago, in 5 ms',
        },
      ],
    });
  });

  it('says when prices are refreshed, and how old they are', () => {
    const prices = { ...previewModel().prices, isRefreshed: true, onDemandAsOf: '2026-11-28' };
    const result = { state: 'ready', preview: previewModel({ prices }) } as const;
    const detailAt = (nowMs: number) =>
      rowOf(statusOf({ state: 'simulated', cluster, result, nowMs, solvedAtMs: nowMs }), 'prices')?.detail ??
      '';
    assert.match(detailAt(Date.UTC(2026, 10, 28, 9)), /^refreshed prices of today \(2026-11-28\)/);
    assert.match(detailAt(Date.UTC(2026, 11, 1)), /refreshed prices 3 days old \(2026-11-28\)/);
  });

  it('names one date where both kinds of prices have it', () => {
    const prices = { ...previewModel().prices, spotAsOf: '2026-07-20' };
    const result = { state: 'ready', preview: previewModel({ prices }) } as const;
    const model = statusOf({ state: 'simulated', cluster, result, ...TIMES });
    assert.equal(rowOf(model, 'prices')?.detail, 'prices 4 months old (2026-07-20)');
  });

  it('names the pools of the file in front', () => {
    const [pool] = previewModel().nodePools;
    assert.ok(pool);
    const location = { uri: 'file:///pool.yaml', line: 3, character: 8 };
    const rowIn = (uri: string, count: number) => {
      const nodePools = Array.from({ length: count }, () => ({ ...pool, location }));
      const result = { state: 'ready', preview: previewModel({ nodePools }) } as const;
      return rowOf(statusOf({ state: 'simulated', cluster, result, uri, ...TIMES }), 'pool');
    };
    const shown = rowIn('file:///pool.yaml', 1);
    assert.deepEqual([shown?.text, shown?.detail], ['NodePool general', '2 nodes, $50.80 a month']);
    assert.match(rowIn('file:///pool.yaml', 3)?.detail ?? '', / a month · 2 more pools here$/);
    assert.equal(rowIn('file:///web.yaml', 1), undefined);
  });

  it('tells of pods without a node and of files left out', () => {
    const totals = { ...previewModel().totals, unplacedPodCount: 1 };
    const result = { state: 'ready', preview: previewModel({ totals }) } as const;
    const { detail } = statusOf({
      ...{ state: 'simulated', cluster: { ...cluster, isPartial: true }, result },
      ...TIMES,
    });
    assert.match(detail, /1 pod unplaced · some files left out$/);
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
