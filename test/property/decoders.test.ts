// Whatever a manifest holds, decoding and preparing a simulation neither throw nor lose a pod.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from '../support/fastCheck';
import { podRequests } from '../../server/src/manifest/resourceList';
import { gatherCluster } from '../../server/src/simulate/cluster';
import { solveInput } from '../../server/src/simulate/input';

const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'ReplicaSet'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'List'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolume'],
  ['v1', 'PersistentVolumeClaim'],
  ['storage.k8s.io/v1', 'StorageClass'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['keda.sh/v1alpha1', 'ScaledObject'],
  ['karpenter.sh/v1', 'NodePool'],
  ['karpenter.k8s.aws/v1', 'EC2NodeClass'],
] as const;

/** Trees of the field names that decoders look for, with anything at their leaves. */
const FIELDS = (
  'spec template metadata labels annotations name namespace items containers initContainers resources requests limits ' +
  'overhead volumes persistentVolumeClaim ephemeral volumeClaimTemplate volumeClaimTemplates affinity nodeAffinity ' +
  'podAffinity podAntiAffinity requiredDuringSchedulingIgnoredDuringExecution nodeSelectorTerms matchExpressions ' +
  'preferredDuringSchedulingIgnoredDuringExecution topologySpreadConstraints labelSelector tolerations nodeSelector ' +
  'ports hostPort requirements taints key operator values replicas parallelism completions scaleTargetRef maxReplicas ' +
  'allowedTopologies matchLabelExpressions nodeClassRef weight cpu memory'
).split(' ');

const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom('1', '500m', '1Gi', 'In', 'Exists', 'a', 'default', 'Always'),
    fc.jsonValue({ maxDepth: 1 }),
    fc.integer(),
  ),
  tree: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    tie('leaf'),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('tree'), { maxKeys: 6 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}));

const manifest = fc
  .tuple(fc.constantFrom(...KINDS), fc.constantFrom('a', 'b'), tree, tree)
  .map(([[apiVersion, kind], name, spec, template]) => ({
    apiVersion,
    kind,
    metadata: { name },
    spec: typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? { template, ...spec } : spec,
  }));

test('anything decodes', () => {
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 6 }), (values) => {
      const documents = values.map((value, index) => ({ uri: 'file:///p.yaml', index, value }));
      const cluster = gatherCluster(documents, new Set());
      const options = { preferencePolicy: 'Respect', minValuesPolicy: 'Strict', replicas: 'max' } as const;
      const input = solveInput(cluster, () => [], options);
      assert.ok(input.groups.every(({ podCount }) => Number.isInteger(podCount) && podCount > 0));
      assert.ok(input.groups.length <= cluster.workloads.length);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('requests are never less with one container more', () => {
  const amount = fc.integer({ min: 0, max: 64_000 }).map((milli) => `${milli}m`);
  const container = fc.record({
    restartPolicy: fc.constantFrom(undefined, 'Always'),
    resources: fc.record({ requests: fc.record({ cpu: amount, memory: amount }, { requiredKeys: [] }) }),
  });
  fc.assert(
    fc.property(fc.array(container), fc.array(container), container, (containers, initContainers, more) => {
      const before = podRequests({ containers, initContainers });
      const asMain = podRequests({ containers: [...containers, more], initContainers });
      const asInit = podRequests({ containers, initContainers: [...initContainers, more] });
      for (const name of ['cpu', 'memory']) {
        assert.ok((asMain[name] ?? 0) >= (before[name] ?? 0));
        assert.ok((asInit[name] ?? 0) >= (before[name] ?? 0));
      }
    }),
    { seed: 7 },
  );
});
