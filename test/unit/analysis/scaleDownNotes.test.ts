// After a scale-down: what keeps consolidation from doing more is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import { deployment } from '../../support/manifests';

const WEB = `${deployment('web', { cpu: '1' })}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 12
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
`;

const pool = (disruption: string, more = '', type = 'm6i.xlarge'): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  role: nodes
  amiSelectorTerms: [{ alias: al2023@v20260101 }]
  subnetSelectorTerms: [{ tags: { a: b } }]
  securityGroupSelectorTerms: [{ tags: { a: b } }]
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  disruption: ${disruption}
  ${more}
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
        - { key: node.kubernetes.io/instance-type, operator: In, values: [${type}] }
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
`;

function notes(disruption: string, more?: string, type?: string): readonly string[] {
  const files = [pool(disruption, more, type), WEB].map((text, index) => ({
    uri: `file:///${index}.yaml`,
    text,
  }));
  const result = api.scaleDown({ files });
  assert.equal(result.error, undefined);
  assert.equal(result.change['default/web']?.from, 12);
  return result.notes;
}

test('a pool that lets its nodes go needs no word', () => {
  assert.deepEqual(notes('{ consolidateAfter: 1m, budgets: [{ nodes: 50% }] }'), []);
});

test('a pool that keeps its nodes says by what', () => {
  assert.deepEqual(notes('{ consolidateAfter: Never }'), [
    'NodePool general keeps its nodes: consolidateAfter is Never.',
  ]);
  assert.deepEqual(notes('{ consolidateAfter: 1m, budgets: [{ nodes: "0" }] }'), [
    'NodePool general keeps its nodes: its budgets allow none to go.',
  ]);
  assert.deepEqual(
    notes('{ consolidateAfter: 1m, budgets: [{ nodes: "0", reasons: [Underutilized] }, { nodes: 50% }] }'),
    ['The budgets of NodePool general let only empty nodes go.'],
  );
  assert.deepEqual(notes('{ consolidationPolicy: WhenEmpty, consolidateAfter: 1m }'), [
    'NodePool general lets only empty nodes go (WhenEmpty).',
  ]);
});

test('pods that find no node at the maximum are counted', () => {
  assert.deepEqual(notes('{ consolidateAfter: 1m }', 'limits: { cpu: 8 }'), [
    'At the maximum 6 of 12 pods of default/web find no node.',
  ]);
});

const FEATURE = 'Nodes of static pools are there only where Karpenter runs with the feature StaticCapacity.';

test('a static pool keeps its nodes, whatever its settings say', () => {
  assert.deepEqual(notes('{ consolidateAfter: Never }', 'replicas: 4'), [
    'NodePool general is static: consolidation leaves its 4 nodes alone.',
    FEATURE,
  ]);
  assert.deepEqual(notes('{ consolidateAfter: 0s }', 'replicas: 1'), [
    'At the maximum 9 of 12 pods of default/web find no node.',
    'NodePool general is static: consolidation leaves its node alone.',
    FEATURE,
  ]);
});

test('static pools that are left out are named first', () => {
  assert.deepEqual(notes('{ consolidateAfter: 0s }', 'replicas: 3000'), [
    'Static NodePool general: 3,000 nodes, too many to simulate.',
    'At the maximum 12 of 12 pods of default/web find no node.',
  ]);
});

test('a static pool that can launch nothing says so', () => {
  assert.deepEqual(notes('{ consolidateAfter: 0s }', 'replicas: 4', 'm1.none'), [
    'Static NodePool general has no nodes: no instance type can be launched under its requirements.',
    'At the maximum 12 of 12 pods of default/web find no node.',
  ]);
});
