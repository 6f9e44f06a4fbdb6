/** Jobs under Kueue: admitted as a whole by quota, then packed on nodes by Karpenter; and those that cannot ever run. */
import { place } from '../../consolidation/carryOut';
import { NodeNames } from '../../consolidation/launches';
import { podFactory, priorityOf } from '../../consolidation/pods';
import type { ClusterNode, RunningPod } from '../../consolidation/state';
import { admit } from '../../dynamics/kueue/admission';
import type { Decision, Gang } from '../../dynamics/kueue/gang';
import { decodeEviction } from '../../manifest/eviction';
import { integerAt, textAt, valueAt } from '../../manifest/fields';
import {
  decodeClusterQueue,
  decodeCohort,
  decodeLocalQueue,
  decodeResourceFlavor,
  leastPodsOf,
  type ClusterQueue,
  type LocalQueue,
  type ResourceFlavor,
} from '../../manifest/kueue';
import { groupKind } from '../../manifest/objectId';
import { decodeWorkload } from '../../manifest/workload';
import type { SourceFile } from '../../model/finding';
import type { PodGroup } from '../../model/pod';
import { podGroup } from '../../simulate/input';
import { finishSimulation } from '../../simulate/simulate';
import { solve } from '../../solver/solve';
import { admittedSentence, refusalSentence } from './gangSentences';
import {
  clusterWorld,
  type ClusterWorld,
  type ConsolidationOptions,
  type KnownObject,
  type Resources,
} from './clusterWorld';

export interface GangsRequest {
  readonly files: readonly SourceFile[];
  readonly options?: ConsolidationOptions;
}

export interface GangReport {
  /** "namespace/name" of the Job. */
  readonly workload: string;
  readonly queue: string;
  readonly clusterQueue?: string;
  readonly pods: number;
  /** `admitted`: it runs. `waits`: others hold its quota. `never`: it cannot run, whatever others do. */
  readonly verdict: 'admitted' | 'waits' | 'never';
  /** In one sentence. */
  readonly reason: string;
  /** Pods that were admitted, fewer than `pods` with partial admission. */
  readonly admittedPods?: number;
  readonly flavors?: readonly string[];
  /** New nodes that its pods start, beside those of gangs before it. */
  readonly nodes?: readonly {
    readonly name: string;
    readonly instanceType: string;
    readonly capacityType: string;
    readonly usdPerHour: number;
    readonly pods: number;
  }[];
}

const QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';
const NO_QUEUE: Decision = { kind: 'never', reason: 'no-queue' };

interface Candidate {
  readonly gang: Gang;
  readonly group: PodGroup;
  readonly queue: string;
  readonly podOf: (index: number) => RunningPod;
}

/** In document order. */
export function gangsOfFiles(
  { files, options = {} }: GangsRequest,
  resources: Resources,
): readonly GangReport[] {
  const cluster = clusterWorld(files, options, resources, { seconds: 0 });
  const { objects } = cluster;
  const flavors = objects.flatMap(({ id, value }) => decodeResourceFlavor(value, id) ?? []);
  const queues = objects.flatMap(({ id, value }) => decodeClusterQueue(value, id) ?? []);
  const localQueues = objects.flatMap(({ id, value }) => decodeLocalQueue(value, id) ?? []);
  const candidates = objects.flatMap((object) => candidateOf(cluster, object, localQueues));
  const cohorts = objects.flatMap(({ id, value }) => decodeCohort(value, id) ?? []);
  const decisions = admit(
    { queues, cohorts, flavors },
    candidates.map(({ gang }) => gang),
  );
  const admitted = candidates
    .map(({ gang }) => gang)
    .filter(({ key }) => decisions.get(key)?.kind === 'admitted');
  const names = new NodeNames();
  let nodes: readonly ClusterNode[] = [];
  const reports = new Map<string, GangReport>();
  const byPriority = [...candidates].sort((a, b) => b.gang.priority - a.gang.priority);
  for (const candidate of byPriority) {
    const decision = decisions.get(candidate.gang.key) ?? NO_QUEUE;
    const evictable = mayEvict(candidate.gang, queues, admitted);
    const packed = pack(cluster, candidate, { decision, flavors, nodes, names, evictable });
    nodes = packed.nodes;
    reports.set(candidate.gang.key, packed.report);
  }
  return candidates.flatMap(({ gang }) => reports.get(gang.key) ?? []);
}

/** Whether its queue may take back quota that an admitted gang of another queue of a cohort holds. Within a queue nobody is
 *  evicted here: of Jobs that come at once the higher priority goes first. */
function mayEvict(gang: Gang, queues: readonly ClusterQueue[], admitted: readonly Gang[]): boolean {
  const named = (name: string): ClusterQueue | undefined => queues.findLast((queue) => queue.name === name);
  const queue = named(gang.clusterQueue);
  if (queue?.cohort === undefined || !(queue.reclaims || queue.reclaimsFromLower)) return false;
  return admitted.some(
    ({ priority, clusterQueue }) =>
      clusterQueue !== gang.clusterQueue &&
      named(clusterQueue)?.cohort !== undefined &&
      (queue.reclaims || priority < gang.priority),
  );
}

function candidateOf(
  cluster: ClusterWorld,
  { id, value }: KnownObject,
  localQueues: readonly LocalQueue[],
): readonly Candidate[] {
  const queue = textAt(value, 'metadata', 'labels', QUEUE_LABEL);
  if (groupKind(id) !== 'batch/Job' || queue === undefined) return [];
  const workload = decodeWorkload(value, id);
  if (!workload) return [];
  const podCount = workload.replicas ?? 1;
  const group = podGroup(workload, podCount, cluster.prepared.cluster.storage);
  const wishes = decodeEviction(valueAt(value, 'spec', 'template'));
  const localQueue = localQueues.findLast(
    ({ namespace, name }) => namespace === id.namespace && name === queue,
  );
  const gang: Gang = {
    ...{ key: group.workload, podCount, template: group.template },
    ...{ clusterQueue: localQueue?.clusterQueue ?? '', isHeld: localQueue?.isHeld === true },
    namespaceLabels: {
      ...cluster.prepared.cluster.namespaces[id.namespace],
      'kubernetes.io/metadata.name': id.namespace,
    },
    priority: workloadPriority(cluster, value) ?? priorityOf(wishes, cluster.context),
    leastPods: leastPodsOf(value, podCount),
  };
  return [{ gang, group, queue, podOf: podFactory(group, wishes, cluster.context) }];
}

function workloadPriority({ objects }: ClusterWorld, job: unknown): number | undefined {
  const name = textAt(job, 'metadata', 'labels', 'kueue.x-k8s.io/priority-class');
  const found = objects.findLast(
    ({ id }) => groupKind(id) === 'kueue.x-k8s.io/WorkloadPriorityClass' && id.name === name,
  );
  return found && integerAt(found.value, 'value');
}

interface Packing {
  readonly decision: Decision;
  readonly flavors: readonly ResourceFlavor[];
  readonly nodes: readonly ClusterNode[];
  readonly names: NodeNames;
  readonly evictable: boolean;
}

function pack(
  cluster: ClusterWorld,
  candidate: Candidate,
  { decision, flavors, nodes, names, evictable }: Packing,
): { readonly report: GangReport; readonly nodes: readonly ClusterNode[] } {
  const { gang, queue } = candidate;
  const base = {
    ...{ workload: gang.key, queue, pods: gang.podCount },
    ...(gang.clusterQueue === '' ? {} : { clusterQueue: gang.clusterQueue }),
  };
  if (decision.kind !== 'admitted') {
    const verdict = decision.kind === 'never' ? 'never' : 'waits';
    return { report: { ...base, verdict, reason: refusalSentence(decision, gang, evictable) }, nodes };
  }
  const pods = placedPods(candidate, decision, flavors);
  const misfit = misfitOf(cluster, candidate, pods);
  if (misfit !== undefined) return { report: { ...base, verdict: 'never', reason: misfit }, nodes };
  const grown = place(cluster.world, nodes, pods, names);
  const left = pods.length - grown.flatMap((node) => node.pods).filter((pod) => pods.includes(pod)).length;
  const before = new Set(nodes.map(({ name }) => name));
  const started = grown.filter(({ name }) => !before.has(name));
  const report: GangReport = {
    ...{
      ...base,
      verdict: left > 0 ? 'waits' : 'admitted',
      admittedPods: decision.podCount,
      flavors: decision.flavors,
    },
    reason: admittedSentence(decision, gang, left),
    nodes: started.map(({ name, type, capacityType, usdPerHour, pods: on }) => ({
      ...{ name, instanceType: type.name, capacityType, usdPerHour, pods: on.length },
    })),
  };
  return { report, nodes: grown };
}

/** Admission gives pods the labels of their flavors as a selector, and the flavors' tolerations. */
function placedPods(
  { podOf }: Candidate,
  decision: Extract<Decision, { kind: 'admitted' }>,
  flavors: readonly ResourceFlavor[],
): readonly RunningPod[] {
  const chosen = flavors.filter(({ name }) => decision.flavors.includes(name));
  const labels = Object.assign({}, ...chosen.map(({ nodeLabels }) => nodeLabels)) as Record<string, string>;
  const tolerations = chosen.flatMap((flavor) => flavor.tolerations);
  const { template } = podOf(0);
  const placed = {
    ...template,
    nodeSelector: { ...template.nodeSelector, ...labels },
    tolerations: [...template.tolerations, ...tolerations],
  };
  return Array.from({ length: decision.podCount }, (_, index) => ({ ...podOf(index), template: placed }));
}

/** Why the whole gang finds no place even on a cluster of its own; undefined when it does. */
function misfitOf(
  cluster: ClusterWorld,
  { gang, group }: Candidate,
  pods: readonly RunningPod[],
): string | undefined {
  const { prepared, world } = cluster;
  const template = pods[0]?.template ?? group.template;
  const input = { ...prepared.input, groups: [{ ...group, template, podCount: pods.length }] };
  const result = solve(input, world.control);
  const { unschedulable } = finishSimulation({ ...prepared, input }, result, {
    parseMs: 0,
    solveMs: 0,
  }).summary;
  const left = unschedulable.reduce((sum, { count }) => sum + count, 0);
  if (left === 0) return undefined;
  const why = unschedulable[0]?.reason.message ?? '';
  return `Quota admits ${pods.length} pods, but ${left} of them find no node even when ${gang.key} is alone: ${why}`;
}
