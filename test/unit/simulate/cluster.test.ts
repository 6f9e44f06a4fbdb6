// Which objects take part in a simulation: the table of the public interface.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';
import { documentKey, gatherCluster } from '../../../server/src/simulate/cluster';

const URI = 'file:///c.yaml';

function gather(text: string, refusedDocuments: readonly number[] = []) {
  const refused = new Set(refusedDocuments.map((index) => documentKey(URI, index)));
  return gatherCluster(parseFile({ uri: URI, text }), refused);
}

const pool = (name: string, more = ''): string => `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: ${name}}
spec:
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
${more}`;

const deployment = (name: string, podSpec = '{}', namespace = 'default'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  template:
    spec: ${podSpec}
`;

test('a static pool takes no part and is not called skipped', () => {
  const { nodePools, skipped } = gather([pool('a'), pool('b', '  replicas: 2')].join('---'));
  assert.deepEqual(
    nodePools.map(({ name }) => name),
    ['a'],
  );
  assert.deepEqual(skipped, []);
});

test("another provider's pool is skipped", () => {
  const { nodePools, skipped } = gather(pool('a').replace('karpenter.k8s.aws', 'example.com'));
  assert.deepEqual(nodePools, []);
  assert.deepEqual(skipped, [{ uri: URI, document: 0, kind: 'NodePool', name: 'a' }]);
});

test('refused and unreadable documents are skipped', () => {
  const { workloads, skipped } = gather([deployment('a'), deployment('b'), '\n"unclosed\n'].join('---'), [1]);
  assert.deepEqual(
    workloads.map(({ id }) => id.name),
    ['a'],
  );
  assert.deepEqual(skipped, [
    { uri: URI, document: 1, kind: 'Deployment', name: 'b' },
    { uri: URI, document: 2 },
  ]);
});

test('the same object twice: the later document counts, unless it is refused', () => {
  const text = [deployment('a', '{nodeName: n1}'), deployment('a'), deployment('a', '{}', 'other')].join(
    '---',
  );
  assert.deepEqual(
    gather(text).workloads.map(({ id }) => `${id.namespace}/${id.name}`),
    ['default/a', 'other/a'],
  );
  assert.deepEqual(gather(text).skipped, []);
  assert.deepEqual(
    gather(text, [1]).skipped.map(({ document }) => document),
    [0, 1],
  );
});

test('pods that do not wait for Karpenter are skipped', () => {
  const text = [
    deployment('gated', '{schedulingGates: [{name: g}]}'),
    deployment('bound', '{nodeName: n1}'),
    deployment('other', '{schedulerName: volcano}'),
    '\napiVersion: batch/v1\nkind: Job\nmetadata: {name: later}\nspec: {suspend: true}\n',
    '\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: rs, ownerReferences: [{kind: Deployment, name: a}]}\n',
    '\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: own}\n',
  ].join('---');
  const { workloads, skipped } = gather(text);
  assert.deepEqual(
    skipped.map(({ name }) => name),
    ['gated', 'bound', 'later', 'rs'],
  );
  assert.deepEqual(
    workloads.map(({ id }) => id.name),
    ['other', 'own'],
  );
});

test('storage, namespaces and scalers are found', () => {
  const cluster = gather(`
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: gp3}
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec: {storageClassName: gp3}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: s, namespace: shop}
spec: {scaleTargetRef: {name: w}}
`);
  assert.deepEqual(cluster.namespaces, { shop: { team: 'a' } });
  assert.equal(cluster.storage.classes.get('gp3')?.bindsImmediately, false);
  assert.equal(cluster.storage.claims.get('shop/data')?.storageClassName, 'gp3');
  assert.deepEqual(cluster.scalers, [
    {
      target: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'w' },
      minReplicas: 0,
      maxReplicas: 100,
    },
  ]);
});
