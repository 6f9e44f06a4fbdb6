import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { driftOf } from '../../../server/src/dynamics/drift/drift';
import { playRollout } from '../../../server/src/dynamics/drift/rollout';

const pool = (spec: object, metadata: object = {}) => ({
  kind: 'NodePool',
  spec: { template: { metadata, spec: { nodeClassRef: { name: 'default' }, requirements: [], ...spec } } },
});
const nodeClass = (spec: object) => ({
  apiVersion: 'karpenter.k8s.aws/v1',
  kind: 'EC2NodeClass',
  metadata: { name: 'default' },
  spec: { amiFamily: 'AL2023', ...spec },
});
const labels = { 'karpenter.sh/capacity-type': 'spot', 'kubernetes.io/arch': 'amd64', team: 'a' };
const stored = (spec: object, classSpec: object = {}) => ({
  pool: pool(spec),
  nodeClass: nodeClass(classSpec),
});
const requirement = (key: string, operator: string, values: readonly string[] = []) => ({
  requirements: [{ key, operator, values }],
});

describe('drift of a node', () => {
  it('a field of the template that is hashed replaces it, and is named', () => {
    assert.deepEqual(driftOf(labels, stored({}), stored({ expireAfter: '24h' })), {
      reason: 'NodePoolDrifted',
      fields: ['spec.template.spec.expireAfter'],
    });
  });

  it('a requirement that its labels no longer meet replaces it', () => {
    const after = stored(requirement('karpenter.sh/capacity-type', 'In', ['on-demand']));
    assert.deepEqual(driftOf(labels, stored({}), after), {
      reason: 'RequirementsDrifted',
      fields: ['karpenter.sh/capacity-type'],
    });
  });

  it('a requirement that they meet, or that is content without the label, does not', () => {
    for (const spec of [
      requirement('kubernetes.io/arch', 'In', ['arm64', 'amd64']),
      requirement('tier', 'DoesNotExist'),
      requirement('tier', 'NotIn', ['gold']),
      requirement('team', 'Exists'),
    ])
      assert.equal(driftOf(labels, stored({}), stored(spec)), undefined);
  });

  it('a label that the node does not have replaces it, well known or not', () => {
    for (const key of ['tier', 'karpenter.k8s.aws/instance-gpu-name'])
      assert.deepEqual(driftOf(labels, stored({}), stored(requirement(key, 'Exists'))), {
        reason: 'RequirementsDrifted',
        fields: [key],
      });
  });

  it('a hashed field of the class replaces it; AMIs and subnets are not asked', () => {
    assert.deepEqual(driftOf(labels, stored({}), stored({}, { role: 'other' })), {
      reason: 'NodeClassDrift',
      fields: ['spec.role'],
    });
    const selectors = { amiSelectorTerms: [{ alias: 'al2023@latest' }], subnetSelectorTerms: [{ id: 's' }] };
    assert.equal(driftOf(labels, stored({}), stored({}, selectors)), undefined);
  });

  it('the pool comes before the class, and a pool that is gone takes its nodes along', () => {
    const after = stored({ terminationGracePeriod: '1h' }, { role: 'other' });
    assert.equal(driftOf(labels, stored({}), after)?.reason, 'NodePoolDrifted');
    assert.equal(driftOf(labels, stored({}), undefined)?.reason, 'NodePoolDeleted');
  });
});

describe('how long replacements take', () => {
  const MONDAY = Date.UTC(2026, 7, 3) / 1000;
  const HOUR = 3600;
  const question = { nodeCount: 10, driftedCount: 10, fromSecond: MONDAY, secondsPerNode: 300 };

  it('one after the other with a budget of one', () => {
    const { seconds, atOnceCount } = playRollout({ ...question, budgets: [{ nodes: '1' }] });
    assert.deepEqual([seconds, atOnceCount], [3000, 1]);
  });

  it('all at once without a limit for drift', () => {
    const budgets = [{ nodes: '0', reasons: ['Empty', 'Underutilized'] }];
    assert.deepEqual(playRollout({ ...question, budgets }), {
      seconds: 300,
      replacedCount: 10,
      waitSeconds: 0,
      atOnceCount: 10,
    });
  });

  it('percentages are of all nodes of the pool, rounded up', () => {
    const counts = { nodeCount: 25, driftedCount: 6 };
    const { seconds, atOnceCount } = playRollout({ ...question, ...counts, budgets: [{ nodes: '10%' }] });
    assert.deepEqual([seconds, atOnceCount], [600, 3]);
  });

  it('waits for the end of a window that blocks', () => {
    const eight = BigInt(8 * HOUR) * 1_000_000_000n;
    const budgets = [{ nodes: '2' }, { nodes: '0', schedule: '0 0 * * 1', durationNanos: eight }];
    const { seconds, waitSeconds } = playRollout({ ...question, budgets });
    assert.equal(waitSeconds, 8 * HOUR);
    assert.equal(seconds, 8 * HOUR + 1500);
  });

  it('no more at once than the pool may have nodes beside its own', () => {
    const budgets = [{ nodes: '50%' }];
    const played = (surgeCount: number) => {
      const { seconds, atOnceCount, replacedCount } = playRollout({ ...question, budgets, surgeCount });
      return [seconds, atOnceCount, replacedCount];
    };
    assert.deepEqual(played(2), [1500, 2, 10]);
    assert.deepEqual(played(7), [600, 5, 10]);
    assert.deepEqual(played(0), [undefined, 0, 0]);
  });

  it('says so when the budgets never let a node go', () => {
    assert.deepEqual(playRollout({ ...question, budgets: [{ nodes: '0' }] }), {
      seconds: undefined,
      replacedCount: 0,
      waitSeconds: undefined,
      atOnceCount: 0,
    });
  });
});
