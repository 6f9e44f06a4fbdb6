/** What a node of a static pool is launched as. Its NodeClaim has the pool's requirements and no more: no pod, no daemon and no
 *  list of types narrows it, and the provider chooses among all that meet them.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go ToNodeClaim@v1.14.1 */
import type { InstanceType } from '../model/instanceType';
import { HOSTNAME } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import type { PodGroup } from '../model/pod';
import { perObject } from '../util/perObject';
import { Groundwork } from './groundwork';
import type { Launch, NodeClaimPlan, SolveInput, SolvePool } from './input';
import { simulateMove } from './move';
import { nodeLabels } from './nodeLabels';
import type { SolveControl } from './solve';

export interface StaticLaunch {
  /** Without pods and requests; `launch` may be absent. */
  readonly claim: NodeClaimPlan;
  /** Absent where nothing is launched. */
  readonly started?: {
    readonly type: InstanceType;
    /** The first by name among those with the lowest price. */
    readonly zone: string;
    readonly launch: Launch;
    /** Without a host name. */
    readonly labels: Readonly<Record<string, string>>;
  };
}

const launches = perObject((_: NodePool) =>
  perObject((_: readonly InstanceType[]) => new Map<string, StaticLaunch>()),
);

/** It depends on nothing else: an editor asks with each key. */
export function staticLaunch(
  own: SolvePool,
  minValuesPolicy: SolveInput['minValuesPolicy'],
  control: SolveControl,
): StaticLaunch {
  const known = launches(own.pool)(own.instanceTypes);
  const launch = known.get(minValuesPolicy) ?? launchOf(own, minValuesPolicy, control);
  known.set(minValuesPolicy, launch);
  return launch;
}

function launchOf(
  { pool, instanceTypes }: SolvePool,
  minValuesPolicy: SolveInput['minValuesPolicy'],
  control: SolveControl,
): StaticLaunch {
  const asDynamic = { ...pool, staticReplicas: undefined, limits: undefined };
  const alone: SolveInput = {
    ...{ pools: [{ pool: asDynamic, instanceTypes }], groups: [ANY_POD], daemons: [], namespaces: {} },
    ...{ preferencePolicy: 'Respect', minValuesPolicy },
  };
  // A groundwork of its own: that of the control is known by the pools of the whole cluster.
  const [replacement] = simulateMove(alone, { ...control, groundwork: new Groundwork() }).replacements;
  const plan = replacement?.plan();
  if (!replacement || !plan) return { claim: unlaunchable(pool.name) };
  const claim = { ...plan, isStatic: true, pods: [], requests: {} } as const;
  const { launch } = plan;
  const type = instanceTypes.find(({ name }) => name === launch?.instanceType);
  const [zone] = launch?.zones ?? [];
  if (!launch || !type || zone === undefined) return { claim };
  const place = { zone, capacityType: launch.capacityType };
  const labels = withoutHost(nodeLabels(replacement, type, place));
  return { claim, started: { type, zone, launch, labels } };
}

const withoutHost = ({ [HOSTNAME]: _, ...labels }: Record<string, string>): Record<string, string> => labels;

const unlaunchable = (nodePool: string): NodeClaimPlan => ({
  ...{ nodePool, isStatic: true, pods: [], requests: {}, capacityTypes: [], zones: [], instanceTypes: [] },
  launch: undefined,
  launchError: { code: 'launch-filtered-out', filter: 'compatible-available-filter' },
});

/** Asks for nothing and accepts everything. */
const ANY_POD: PodGroup = {
  ...{ workload: 'kube-system/any', kind: 'Pod', podCount: 1, bare: true },
  template: {
    ...{ namespace: 'kube-system', labels: {}, requests: {}, nodeSelector: {} },
    ...{ requiredNodeTerms: [], preferredNodeTerms: [], podAffinity: [], preferredPodAffinity: [] },
    ...{ podAntiAffinity: [], preferredPodAntiAffinity: [], topologySpread: [], hostPorts: [] },
    ...{ volumeRequirements: [], refusal: undefined },
    tolerations: [{ operator: 'Exists' }],
  },
};
