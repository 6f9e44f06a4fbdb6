/** From a cluster's objects to what the solver takes. */
import type { ResolvedOptions } from '../model/options';
import type { PodGroup, PodTemplate } from '../model/pod';
import type { DecodedPod } from '../manifest/podTemplate';
import type { Workload } from '../manifest/workload';
import type { DaemonSetPod, SolveInput } from '../solver/input';
import { perObject } from '../util/perObject';
import type { Cluster, DaemonSet } from './cluster';
import type { NodeClassTypes } from './instanceTypes';
import { refusalOf } from './refusal';
import { podCountOf, type ReplicaChoice } from './replicas';
import { volumeAlternatives, type Storage } from './volumeTopology';

/** The solver's input for one pass over an empty cluster. Groups and pools are in document order.
 *  @param typesOf  instance types by node class name; empty for a class that is not among the files */
export function solveInput(
  cluster: Cluster,
  typesOf: NodeClassTypes,
  options: Pick<ResolvedOptions, 'preferencePolicy' | 'minValuesPolicy'> & {
    readonly replicas: ReplicaChoice;
    /** "namespace/workload" -> pods that count instead. */
    readonly podCounts?: Readonly<Record<string, number>>;
    /** Whether static pools are among the pools; no pods start nodes of theirs. */
    readonly withStaticPools?: boolean;
  },
): SolveInput {
  const { podCounts = {}, replicas, withStaticPools = false } = options;
  const pools = withStaticPools ? [...cluster.nodePools, ...cluster.staticPools] : cluster.nodePools;
  return {
    pools: pools.map((pool) => ({ pool, instanceTypes: typesOf(pool.nodeClassRef.name) })),
    groups: cluster.workloads
      .map((workload) =>
        podGroup(
          workload,
          podCounts[workloadName(workload)] ?? podCountOf(workload, cluster.scalers, replicas),
          cluster.storage,
        ),
      )
      .filter(({ podCount }) => podCount > 0),
    daemons: cluster.daemonSets.map(daemonPod),
    namespaces: cluster.namespaces,
    preferencePolicy: options.preferencePolicy,
    minValuesPolicy: options.minValuesPolicy,
  };
}

const workloadName = ({ id }: Workload): string => `${id.namespace}/${id.name}`;

/** So many pods of a workload, as the solver takes them. */
export function podGroup(workload: Workload, podCount: number, storage: Storage): PodGroup {
  const { id, pod, isBarePod } = workload;
  return {
    workload: workloadName(workload),
    kind: id.kind,
    template: podTemplate(pod, storage),
    podCount,
    bare: isBarePod,
  };
}

/** Of a pod without volume claims it depends on nothing else, and is the same from one simulation to the next. */
const podTemplate = (pod: DecodedPod, storage: Storage): PodTemplate =>
  pod.volumeClaims.length === 0 ? withoutVolumes(pod) : madeTemplate(pod, storage);

const madeTemplate = (pod: DecodedPod, storage: Storage): PodTemplate => ({
  ...pod.template,
  volumeRequirements: volumeAlternatives(pod, storage),
  refusal: refusalOf(pod, storage),
});

const NO_STORAGE: Storage = { classes: new Map(), claims: new Map(), volumes: new Map() };

const withoutVolumes = perObject((pod: DecodedPod) => madeTemplate(pod, NO_STORAGE));

const daemonPod = perObject(({ id, pod }: DaemonSet): DaemonSetPod => ({
  name: `${id.namespace}/${id.name}`,
  template: { ...pod.template, volumeRequirements: [], refusal: undefined },
}));
