// The programmatic interface: shapes, determinism, and that bad input never throws.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import { poolWith, web } from '../../support/smallCluster';

const cluster = `${poolWith('{key: karpenter.k8s.aws/instance-family, operator: In, values: [m7i]}')}---
${web(undefined, '1')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 9
---
apiVersion: batch/v1
kind: Job
metadata: {name: later}
spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}
`;
const files = [{ uri: 'file:///cluster.yaml', text: cluster }];

test('a simulation has the documented shape', () => {
  const result = api.simulate(files);
  assert.deepEqual(Object.keys(result), ['nodeClaims', 'unschedulable', 'skipped', 'cost', 'stats']);
  const [claim] = result.nodeClaims;
  assert.ok(claim?.launch);
  assert.equal(claim.nodePool, 'p');
  assert.deepEqual(claim.pods, { 'shop/web': 3 });
  assert.deepEqual(claim.requests, { cpu: '3', memory: '3Gi', pods: '3' });
  assert.deepEqual(claim.capacityTypes, ['on-demand', 'spot']);
  assert.equal(claim.instanceTypes[0], claim.launch.instanceType);
  assert.equal(result.cost.usdPerHour, claim.launch.usdPerHour);
  assert.equal(result.cost.usdPerMonth, Math.round(claim.launch.usdPerHour * 730 * 1e6) / 1e6);
  assert.deepEqual(result.skipped, [
    { uri: 'file:///cluster.yaml', document: 4, kind: 'Job', name: 'later' },
  ]);
  assert.deepEqual(result.stats, { podCount: 3, parseMs: 0, solveMs: 0 });
});

test("the scaler's bounds replace the replicas", () => {
  assert.equal(api.simulate(files, { replicas: 'min' }).stats.podCount, 3);
  assert.equal(api.simulate(files, { replicas: 'max' }).stats.podCount, 9);
});

test('what the API server refuses takes no part', () => {
  const { nodeClaims, unschedulable, skipped } = api.simulate([
    {
      uri: 'file:///cluster.yaml',
      text: cluster.replace('metadata: {name: p}', 'metadata: {name: p}\nbogus: 1'),
    },
  ]);
  assert.deepEqual(nodeClaims, []);
  assert.deepEqual(
    unschedulable.map(({ workload, count, reason }) => [workload, count, reason.code]),
    [['shop/web', 3, 'no-node-pools']],
  );
  assert.deepEqual(
    skipped.map(({ kind }) => kind),
    ['NodePool', 'Job'],
  );
});

test('the same input gives the same bytes', () => {
  for (const run of [api.check, api.simulate, api.instanceTypes]) {
    assert.equal(JSON.stringify(run(files)), JSON.stringify(run(files)));
  }
});

test('instance types are those under the first node class', () => {
  const types = api.instanceTypes(files);
  const one = types.find(({ name }) => name === 'm7i.large');
  assert.equal(one?.labels['karpenter.k8s.aws/instance-family'], 'm7i');
  assert.equal(one.capacity['cpu'], '2000m');
  assert.deepEqual(api.instanceTypes([]), []);
});

test('a region without offerings is bad usage, with a message', () => {
  for (const region of ['us-gov-west-1', 'cn-north-1', 'nowhere', '']) {
    for (const run of [api.check, api.simulate, api.instanceTypes]) {
      assert.throws(() => run(files, { region }), /no instance type offerings.*use one of af-south-1/);
    }
  }
  assert.throws(() => api.simulate(files, { vmMemoryOverheadPercent: 'x' }), /vmMemoryOverheadPercent/);
  assert.throws(() => api.simulate(files, { reservedENIs: '-1' }), /reservedENIs/);
});

test('bad manifests are findings, never exceptions', () => {
  const texts = [
    '',
    '\u0000',
    'null',
    '[]',
    '3',
    '{{ .Values.x }}',
    'kind: NodePool',
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: 3\nspec: []',
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: p}\nspec: {template: {spec: {requirements: [null, 3]}}}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: -4, template: {spec: {containers: 3}}}',
    'apiVersion: v1\nkind: List\nitems: [null, 3, {kind: Pod}]',
    'a: &a [*a]',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: {toString: 1}}\nspec: {nodeSelector: {__proto__: x}}',
    cluster.slice(0, 700),
  ];
  for (const text of texts) {
    const input = [{ uri: 'file:///bad.yaml', text }];
    assert.doesNotThrow(() => api.check(input), text);
    assert.doesNotThrow(() => api.simulate(input), text);
    assert.doesNotThrow(() => api.instanceTypes(input), text);
    assert.doesNotThrow(() => api.consolidate({ files: input }), text);
  }
});
