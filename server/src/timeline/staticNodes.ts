/** Nodes of static pools: as many as the pool says, of the cheapest type that it allows, whatever pods there are.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1 */
import { startNodes } from '../consolidation/launches';
import { provision } from '../consolidation/moves';
import type { ClusterNode, RunningPod, World } from '../consolidation/state';
import type { NodePool } from '../model/nodePool';
import type { Engine } from './engine';
import type { StaticNodes } from './plan';

export function staticNodes({ world, names }: Engine, { pool, count }: StaticNodes): readonly ClusterNode[] {
  const asDynamic: NodePool = { ...pool, staticReplicas: undefined, limits: undefined };
  const types = world.input.pools.find((one) => one.pool === pool)?.instanceTypes ?? [];
  const alone: World = {
    ...world,
    input: { ...world.input, pools: [{ pool: asDynamic, instanceTypes: types }] },
  };
  const [replacement] = provision(alone, [], [anyPod(pool)]).replacements;
  const launch = replacement?.plan()?.launch;
  if (!replacement || !launch) return [];
  return Array.from({ length: count }).flatMap(() =>
    startNodes(alone, [{ replacement, launch, pods: [] }], names).map((node) => ({ ...node, pool })),
  );
}

/** A pod that asks for nothing and accepts everything: what a claim without pods comes to. */
const anyPod = ({ name }: NodePool): RunningPod => ({
  ...{ namespace: 'kube-system', name, workload: name, kind: 'Pod', isDaemon: false },
  ...{ evictionCost: 0, isProtected: false },
  template: {
    ...{ namespace: 'kube-system', labels: {}, requests: {}, nodeSelector: {} },
    ...{ requiredNodeTerms: [], preferredNodeTerms: [], podAffinity: [], preferredPodAffinity: [] },
    ...{ podAntiAffinity: [], preferredPodAntiAffinity: [], topologySpread: [], hostPorts: [] },
    ...{ volumeRequirements: [], refusal: undefined },
    tolerations: [{ operator: 'Exists' }],
  },
});
