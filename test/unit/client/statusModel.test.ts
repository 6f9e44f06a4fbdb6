import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusOf, type StatusModel, type StatusRow } from '../../../client/src/statusModel';
import type { ClusterSummary, SimulationSummary } from '../../../server/src/protocol/requests';

const cluster: ClusterSummary = {
  name: 'staging',
  origin: 'folder',
  fileCount: 3,
  nodePoolCount: 1,
  workloadCount: 1,
  isPartial: false,
};

const summaryWith = (change: Partial<SimulationSummary> = {}): SimulationSummary => ({
  version: 1,
  region: 'us-east-1',
  prices: {
    onDemandAsOf: '2026-07-20',
    spotAsOf: '2025-06-28',
    source: 'the snapshot',
    unpricedTypeCount: 0,
    isRefreshed: false,
  },
  ...{ nodeCount: 2, unplacedPodCount: 0, solveMs: 4.6, currencyLabel: '$' },
  bill: { usdPerMonth: 50.796, isLowerBound: false },
  pools: [],
  ...change,
});

const ready = (change?: Partial<SimulationSummary>) =>
  ({ state: 'ready', summary: summaryWith(change) }) as const;

/** Four months after the prices, three minutes after the simulation. */
const TIMES = { nowMs: Date.UTC(2026, 10, 28), solvedAtMs: Date.UTC(2026, 10, 28) - 200_000 };

const rowOf = ({ rows }: StatusModel, id: StatusRow['id']): StatusRow | undefined =>
  rows.find((row) => row.id === id);

describe('the status item', () => {
  it('names the cluster, its nodes and cost, the region and the date of the prices', () => {
    const model = statusOf({
      state: 'simulated',
      cluster,
      result: ready(),
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
    const prices = { ...summaryWith().prices, isRefreshed: true, onDemandAsOf: '2026-11-28' };
    const result = ready({ prices });
    const detailAt = (nowMs: number) =>
      rowOf(statusOf({ state: 'simulated', cluster, result, nowMs, solvedAtMs: nowMs }), 'prices')?.detail ??
      '';
    assert.match(detailAt(Date.UTC(2026, 10, 28, 9)), /^refreshed prices of today \(2026-11-28\)/);
    assert.match(detailAt(Date.UTC(2026, 11, 1)), /refreshed prices 3 days old \(2026-11-28\)/);
  });

  it('names one date where both kinds of prices have it', () => {
    const prices = { ...summaryWith().prices, spotAsOf: '2026-07-20' };
    const model = statusOf({ state: 'simulated', cluster, result: ready({ prices }), ...TIMES });
    assert.equal(rowOf(model, 'prices')?.detail, 'prices 4 months old (2026-07-20)');
  });

  it('names the pools of the file in front', () => {
    const pool = { name: 'general', nodeCount: 2, bill: { usdPerMonth: 50.796, isLowerBound: true } };
    const rowOfPools = (count: number) => {
      const result = ready({ pools: Array.from({ length: count }, () => pool) });
      return rowOf(statusOf({ state: 'simulated', cluster, result, ...TIMES }), 'pool');
    };
    const shown = rowOfPools(1);
    assert.deepEqual([shown?.text, shown?.detail], ['NodePool general', '2 nodes, at least $50.80 a month']);
    assert.match(rowOfPools(3)?.detail ?? '', / a month · 2 more pools here$/);
    assert.equal(rowOfPools(0), undefined);
  });

  it('does not say "at least nothing" where no cost is known', () => {
    const bill = { usdPerMonth: 0, isLowerBound: true };
    const result = ready({ pools: [{ name: 'general', nodeCount: 2, bill }] });
    const model = statusOf({ state: 'simulated', cluster, result, ...TIMES });
    assert.equal(rowOf(model, 'pool')?.detail, '2 nodes, cost not known');
  });

  it('tells of pods without a node and of files left out', () => {
    const result = ready({ unplacedPodCount: 1 });
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
