import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectId } from '../../../server/src/manifest/objectId';
import { decodeDaemonSet, decodeWorkload } from '../../../server/src/manifest/workload';

function workload(apiVersion: string, kind: string, spec: object, metadata: object = {}) {
  const value = { apiVersion, kind, metadata: { name: 'a', ...metadata }, spec };
  const id = objectId(value);
  assert.ok(id);
  return decodeWorkload(value, id);
}

test('pods of each kind', () => {
  assert.equal(workload('apps/v1', 'Deployment', { replicas: 4 })?.replicas, 4);
  assert.equal(workload('apps/v1', 'Deployment', {})?.replicas, undefined);
  assert.equal(workload('apps/v1', 'StatefulSet', { replicas: 0 })?.replicas, 0);
  assert.equal(workload('apps/v1', 'ReplicaSet', { replicas: 2 })?.replicas, 2);
  assert.equal(workload('batch/v1', 'Job', {})?.replicas, 1);
  assert.equal(workload('batch/v1', 'Job', { parallelism: 5 })?.replicas, 5);
  assert.equal(workload('batch/v1', 'Job', { parallelism: 5, completions: 3 })?.replicas, 3);
  assert.equal(workload('batch/v1', 'Job', { completions: 3 })?.replicas, 1);
  assert.equal(workload('v1', 'Pod', {})?.replicas, 1);
});

test('kinds whose pods come later, or from elsewhere, are none', () => {
  assert.equal(workload('batch/v1', 'CronJob', {}), undefined);
  assert.equal(workload('keda.sh/v1alpha1', 'ScaledJob', {}), undefined);
  assert.equal(workload('example.com/v1', 'Deployment', {}), undefined);
});

test('the pod of a DaemonSet has no labels, as in upstream', () => {
  const value = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'ops' },
    spec: {
      template: { metadata: { labels: { app: 'agent' } }, spec: { tolerations: [{ operator: 'Exists' }] } },
    },
  };
  const id = objectId(value);
  assert.ok(id);
  const pod = decodeDaemonSet(value, id);
  assert.deepEqual(pod?.template.labels, {});
  assert.deepEqual(pod?.template.tolerations, [{ operator: 'Exists' }]);
  assert.equal(pod?.template.namespace, 'ops');
});

test('the API server completes a pod', () => {
  const spec = {
    hostNetwork: true,
    containers: [
      {
        ports: [
          { containerPort: 80 },
          { containerPort: 90, hostPort: 9090, hostIP: '10.0.0.1', protocol: 'UDP' },
        ],
      },
    ],
    initContainers: [{ ports: [{ containerPort: 1, hostPort: 1 }] }],
    topologySpreadConstraints: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
  };
  const template = workload('v1', 'Pod', spec)?.pod.template;
  assert.deepEqual(template?.hostPorts, [
    { ip: '0.0.0.0', port: 80, protocol: 'TCP' },
    { ip: '10.0.0.1', port: 9090, protocol: 'UDP' },
  ]);
  assert.deepEqual(template.topologySpread, [
    {
      maxSkew: 2,
      topologyKey: 'zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: undefined,
      minDomains: undefined,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
      matchLabelKeys: [],
    },
  ]);
});

test('label keys are joined into selectors where the pod has the label', () => {
  const selector = { matchLabels: { app: 'a' } };
  const spec = {
    template: {
      metadata: { labels: { app: 'a', rev: '7' } },
      spec: {
        topologySpreadConstraints: [
          { topologyKey: 'z', labelSelector: selector, matchLabelKeys: ['rev', 'none'] },
        ],
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'z', labelSelector: selector, mismatchLabelKeys: ['rev'] },
            ],
          },
        },
      },
    },
  };
  const template = workload('apps/v1', 'Deployment', spec)?.pod.template;
  assert.deepEqual(template?.topologySpread[0]?.labelSelector?.matchExpressions, [
    { key: 'rev', operator: 'In', values: ['7'] },
  ]);
  assert.deepEqual(template.podAntiAffinity[0]?.labelSelector?.matchExpressions, [
    { key: 'rev', operator: 'NotIn', values: ['7'] },
  ]);
});
