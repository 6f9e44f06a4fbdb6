// The words of lenses, for previews that the test says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lensTitle } from '../../../server/src/analysis/shown/lenses';
import { previewModel, previewNode } from '../../support/preview';

const POSITION = { line: 0, character: 0 };
const mark = (kind: 'pool' | 'workload' | 'scaler', name: string) => ({
  ...{ uri: 'file:///a.yaml', range: { start: POSITION, end: POSITION } },
  ...{ kind, name },
});

test('a pool tells which of its nodes cannot launch', () => {
  const preview = previewModel();
  assert.equal(lensTitle(mark('pool', 'general'), preview, undefined), '$51/mo · 2 nodes · 12 types');
  const { nodePool, zones, pods, requests, requested } = previewNode();
  const failed = {
    nodePool,
    zones,
    pods,
    requests,
    requested,
    count: 1,
    typesOpenCount: 0,
    launchError: 'none',
  };
  const nodes = [previewNode({ count: 1 }), failed];
  assert.equal(
    lensTitle(mark('pool', 'general'), { ...preview, nodes }, undefined),
    '$51/mo · 2 nodes (1 cannot launch) · 12 types',
  );
});

test('a lower bound says so, and what is wholly unknown is no number', () => {
  const preview = previewModel();
  const withWorkload = (usdPerMonth: number) => {
    const workloads = [{ workload: 'shop/web', podCount: 6, usdPerHour: 0, usdPerMonth, isLowerBound: true }];
    return { ...preview, cost: { ...preview.cost, workloads } };
  };
  const titleOf = (usdPerMonth: number) =>
    lensTitle(mark('workload', 'shop/web'), withWorkload(usdPerMonth), undefined);
  assert.equal(titleOf(412.4), '≥ $412/mo · 6 pods');
  assert.equal(titleOf(4), '≥ $4.00/mo · 6 pods');
  assert.equal(titleOf(0), 'cost not known · 6 pods');
});

test('what is not in the simulation has no lens', () => {
  for (const kind of ['pool', 'workload', 'scaler'] as const)
    assert.equal(lensTitle(mark(kind, 'other/one'), previewModel(), undefined), undefined);
});
