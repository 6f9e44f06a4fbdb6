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

describe('the status item', () => {
  it('names the cluster, its nodes and cost, the region and the date of the prices', () => {
    const model = statusOf({
      state: 'simulated',
      cluster,
      result: { state: 'ready', preview: previewModel() },
    });
    assert.deepEqual(model, {
      text: 'Dryfit: staging',
      detail: '2 nodes at $0.0652/h · us-east-1, prices of 2026-07-20',
      isBusy: false,
      isError: false,
    });
  });

  it('tells of pods without a node and of files left out', () => {
    const totals = { ...previewModel().totals, unplacedPodCount: 1 };
    const result = { state: 'ready', preview: previewModel({ totals }) } as const;
    const { detail } = statusOf({ state: 'simulated', cluster: { ...cluster, isPartial: true }, result });
    assert.match(detail, /1 pod unplaced .* some files left out/);
  });

  it('shows a failure as an error', () => {
    const result = { state: 'failed', message: 'no prices of mars-1' } as const;
    const model = statusOf({ state: 'simulated', cluster, result });
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
