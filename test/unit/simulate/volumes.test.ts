// Volumes: where they let a pod run, and pods that Karpenter leaves alone because of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';
import { gatherCluster } from '../../../server/src/simulate/cluster';
import { refusalOf } from '../../../server/src/simulate/refusal';
import { volumeAlternatives } from '../../../server/src/simulate/volumeTopology';

function podWith(podSpec: string, objects: string) {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: ${podSpec}\n`;
  const cluster = gatherCluster(
    parseFile({ uri: 'file:///v.yaml', text: `${pod}---\n${objects}` }),
    new Set(),
  );
  const decoded = cluster.workloads[0]?.pod;
  assert.ok(decoded);
  return {
    refusal: refusalOf(decoded, cluster.storage)?.code,
    alternatives: volumeAlternatives(decoded, cluster.storage),
  };
}

const mount = (...claims: string[]): string =>
  `{volumes: [${claims.map((name) => `{name: ${name}, persistentVolumeClaim: {claimName: ${name}}}`).join(', ')}]}`;
const claim = (name: string, spec: string, metadata = ''): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}${metadata}}\nspec: ${spec}\n`;
const zonal = (
  name: string,
  zones: string,
  key = 'topology.kubernetes.io/zone',
  mode = 'WaitForFirstConsumer',
): string =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: ${name}}\nvolumeBindingMode: ${mode}\n` +
  `allowedTopologies: [{matchLabelExpressions: [{key: ${key}, values: [${zones}]}]}]\n`;

const inZone = (...values: string[]) => [{ key: 'topology.kubernetes.io/zone', operator: 'In', values }];

test("an unbound claim has the zones of its class; EBS's own zone key is read as the zone", () => {
  const objects = [
    claim('a', '{storageClassName: s}'),
    zonal('s', 'z1, z2', 'topology.ebs.csi.aws.com/zone'),
  ].join('---\n');
  assert.deepEqual(podWith(mount('a'), objects), { refusal: undefined, alternatives: [inZone('z1', 'z2')] });
});

test('two volumes: only pairs that can hold together, or all of them when none can', () => {
  const objects = (zones: string): string =>
    [
      claim('a', '{storageClassName: s}'),
      claim('b', '{storageClassName: t}'),
      zonal('s', 'z1, z2'),
      zonal('t', zones),
    ].join('---\n');
  const together = podWith(mount('a', 'b'), objects('z2')).alternatives;
  assert.deepEqual(together, [[...inZone('z1', 'z2'), ...inZone('z2')]]);
  const apart = podWith(mount('a', 'b'), objects('z3')).alternatives;
  assert.deepEqual(apart, [[...inZone('z1', 'z2'), ...inZone('z3')]]);
});

test('a bound claim has the terms of its volume, but for the host name of a local one', () => {
  const bound = claim('a', '{volumeName: v}', ', annotations: {pv.kubernetes.io/bind-completed: "yes"}');
  const volume = (kind: string): string =>
    'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec:\n' +
    `  ${kind}: {path: /x}\n` +
    '  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [' +
    '{key: topology.kubernetes.io/zone, operator: In, values: [z1]}, {key: kubernetes.io/hostname, operator: In, values: [h]}' +
    ']}, {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [h]}]}]}}\n';
  const hostname = { key: 'kubernetes.io/hostname', operator: 'In', values: ['h'] };
  assert.deepEqual(podWith(mount('a'), `${bound}---\n${volume('local')}`).alternatives, [inZone('z1'), []]);
  assert.deepEqual(podWith(mount('a'), `${bound}---\n${volume('nfs')}`).alternatives, [
    [...inZone('z1'), hostname],
    [hostname],
  ]);
});

test('claims for which Karpenter leaves the pod alone', () => {
  const refusal = (objects: string): string | undefined => podWith(mount('a'), objects).refusal;
  assert.equal(refusal(''), 'claim-not-found');
  assert.equal(refusal(claim('a', '{}')), 'claim-without-class');
  assert.equal(refusal(claim('a', '{storageClassName: s}')), 'class-not-found');
  const immediate = zonal('s', 'z', 'topology.kubernetes.io/zone', 'Immediate');
  assert.equal(refusal(`${claim('a', '{storageClassName: s}')}---\n${immediate}`), 'immediate-binding');
  assert.equal(refusal(claim('a', '{volumeName: v}')), 'volume-not-found');
  const volume = 'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec: {}\n';
  assert.equal(refusal(`${claim('a', '{volumeName: v}')}---\n${volume}`), 'claim-unbound');
});

test('a claim that a controller will make never holds the pod back', () => {
  const ephemeral = (name: string): string =>
    `{volumes: [{name: e, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: ${name}}}}}]}`;
  assert.deepEqual(podWith(ephemeral('none'), ''), { refusal: undefined, alternatives: [] });
  assert.deepEqual(podWith(ephemeral('s'), zonal('s', 'z1')), {
    refusal: undefined,
    alternatives: [inZone('z1')],
  });
});

test('selectors for which Karpenter leaves the pod alone', () => {
  const refusal = (podSpec: string): string | undefined => podWith(podSpec, '').refusal;
  const affinity = (term: string): string =>
    `{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${term}]}}}}`;
  const expression = (text: string): string => affinity(`{matchExpressions: [${text}]}`);
  assert.equal(refusal('{nodeSelector: {karpenter.sh/capacity-type: spot, team: a}}'), undefined);
  assert.equal(refusal('{nodeSelector: {karpenter.sh/capacity-type: ondemand}}'), 'unknown-value');
  assert.equal(refusal('{nodeSelector: {kubernetes.io/hostname: n1}}'), 'restricted-label');
  assert.equal(refusal('{nodeSelector: {karpenter.k8s.aws/gpu-name: t4}}'), 'restricted-label');
  assert.equal(refusal('{nodeSelector: {beta.kubernetes.io/arch: amd64}}'), undefined);
  assert.equal(
    refusal(expression('{key: karpenter.sh/nodepool, operator: DoesNotExist}')),
    'avoids-karpenter',
  );
  assert.equal(refusal(expression('{key: team, operator: Gt, values: [x]}')), 'not-a-number');
  assert.equal(
    refusal(affinity('{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}')),
    'match-fields',
  );
  assert.equal(refusal('{resourceClaims: [{name: gpu}]}'), 'resource-claims');
});
