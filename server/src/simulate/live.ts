/** A running cluster as the solver's starting point: its nodes with what is left on them, and the pods that wait. Objects that
 *  manifests define as well count as the manifests say; pods that run already are not asked for again.
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/statenode.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/provisioner.go Schedule, GetPendingPods@v1.14.1 */
import { listAt, textAt, textMapAt, valueAt } from '../manifest/fields';
import { decodePod, type DecodedPod } from '../manifest/podTemplate';
import { decodeResources } from '../manifest/resourceList';
import { decodeTaints } from '../manifest/taint';
import type { LiveObjects } from '../model/liveObjects';
import { NODE_POOL } from '../model/labels';
import type { PodGroup } from '../model/pod';
import type { Resources } from '../model/resources';
import type { Taint } from '../model/taints';
import type { DaemonSetPod, RunningNode, RunningPods, SolveInput } from '../solver/input';
import { compareText } from '../util/sort';
import type { Cluster, ClusterDocument } from './cluster';
import { podGroup } from './input';
import { asked, lessen, runsOn, type Asking } from './nodeRoom';

/** Where documents of the running cluster come from. */
const LIVE_URI = 'cluster:///';

/** Before the files' documents, which count where both define an object. */
export const liveDocuments = ({ manifests }: LiveObjects): readonly ClusterDocument[] =>
  manifests.map((value, index) => ({ uri: LIVE_URI, index, value }));

/** A pod of the cluster. */
interface LivePod {
  readonly pod: DecodedPod;
  readonly nodeName: string | undefined;
  /** "namespace/name" and kind of what owns it; of a bare pod its own. */
  readonly workload: string;
  readonly kind: string;
  readonly isDaemon: boolean;
  /** Neither bound nor finished nor held back, and Karpenter's to place. */
  readonly isPending: boolean;
}

/** The input with the cluster's nodes and pending pods; workloads of the files ask for what does not run yet. */
export function onRunningCluster(input: SolveInput, cluster: Cluster, live: LiveObjects): SolveInput {
  const pods = live.pods.flatMap((value) => livePod(value) ?? []);
  const nodes = liveNodes(live);
  const leaving = new Set(nodes.filter(({ isLeaving }) => isLeaving).map(({ name }) => name));
  const moving = (pod: LivePod): boolean => pod.nodeName !== undefined && leaving.has(pod.nodeName);
  const written = new Set(input.groups.map(keyOf));
  const bound = countBy(pods.filter((pod) => pod.nodeName !== undefined && !moving(pod)));
  const waiting = pods.filter(
    (pod) => (pod.isPending || (moving(pod) && !pod.isDaemon)) && !written.has(keyOf(pod)),
  );
  return {
    ...input,
    groups: [
      ...input.groups
        .map((group) => ({ ...group, podCount: group.podCount - (bound.get(keyOf(group)) ?? 0) }))
        .filter(({ podCount }) => podCount > 0),
      ...groupsOf(waiting, cluster),
    ],
    running: nodes.map((node) => runningNode(node, pods, input.daemons)),
  };
}

const keyOf = ({ workload, kind }: Pick<LivePod, 'workload' | 'kind'>): string => `${kind} ${workload}`;

function countBy(pods: readonly LivePod[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pod of pods) counts.set(keyOf(pod), (counts.get(keyOf(pod)) ?? 0) + 1);
  return counts;
}

/** Pods of one owner with the same spec are one group; by name. */
function groupsOf(pods: readonly LivePod[], { storage }: Cluster): readonly PodGroup[] {
  const groups = new Map<string, { first: LivePod; count: number }>();
  for (const pod of pods) {
    const key = `${keyOf(pod)} ${JSON.stringify(pod.pod.template)} ${JSON.stringify(pod.pod.volumeClaims)}`;
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { first: pod, count: 1 });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { first, count }]) => podGroup(workloadOf(first), count, storage));
}

function workloadOf({ workload, kind, pod }: LivePod) {
  const slash = workload.indexOf('/');
  return {
    id: { group: '', kind, namespace: workload.slice(0, slash), name: workload.slice(slash + 1) },
    ...{ pod, replicas: undefined, isSuspended: false, isOwned: false },
    isBarePod: kind === 'Pod',
  };
}

/** Undefined for a finished pod, and one that is about to be gone. */
function livePod(value: unknown): LivePod | undefined {
  const name = textAt(value, 'metadata', 'name');
  const namespace = textAt(value, 'metadata', 'namespace') ?? 'default';
  const phase = textAt(value, 'status', 'phase');
  if (name === undefined || phase === 'Succeeded' || phase === 'Failed') return undefined;
  const pod = decodePod(value, namespace);
  if (isDeleted(value) && pod.nodeName === undefined) return undefined;
  const owner = ownerOf(value);
  const isDaemon = owner?.kind === 'DaemonSet' || owner?.kind === 'Node';
  const isFree = pod.nodeName === undefined && !pod.isGated;
  const isWaiting = isFree && (pod.schedulerName === 'default-scheduler' || isUnschedulable(value));
  return {
    ...{ pod, nodeName: pod.nodeName, isDaemon, isPending: isWaiting && !isDaemon },
    workload: `${namespace}/${owner?.name ?? name}`,
    kind: owner?.kind ?? 'Pod',
  };
}

/** As Karpenter sees it. kube-scheduler says so within moments of what it cannot place; of other schedulers one has to look.
 *  @source kubernetes-sigs/karpenter pkg/utils/pod/scheduling.go FailedToSchedule@v1.14.1 */
const isUnschedulable = (pod: unknown): boolean =>
  listAt(pod, 'status', 'conditions').some(
    (one) => textAt(one, 'type') === 'PodScheduled' && textAt(one, 'reason') === 'Unschedulable',
  );

const isDeleted = (value: unknown): boolean => textAt(value, 'metadata', 'deletionTimestamp') !== undefined;

/** What people call the owner: the Deployment, not its ReplicaSet of the hour. */
function ownerOf(value: unknown): { readonly kind: string; readonly name: string } | undefined {
  const owners = listAt(value, 'metadata', 'ownerReferences');
  const owner = owners.find((one) => valueAt(one, 'controller') === true);
  const kind = textAt(owner, 'kind');
  const name = textAt(owner, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const hash = textAt(value, 'metadata', 'labels', 'pod-template-hash');
  const isOfDeployment = kind === 'ReplicaSet' && hash !== undefined && name.endsWith(`-${hash}`);
  return isOfDeployment ? { kind: 'Deployment', name: name.slice(0, -hash.length - 1) } : { kind, name };
}

/** A node, or a NodeClaim whose node is still to come. */
interface LiveNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly capacity: Resources;
  readonly allocatable: Resources;
  readonly isLeaving: boolean;
  /** Karpenter's, and not initialized yet. */
  readonly isStarting: boolean;
}

/** By name. */
function liveNodes({ nodes, nodeClaims }: LiveObjects): readonly LiveNode[] {
  const claims = new Map(nodeClaims.map((claim) => [textAt(claim, 'status', 'nodeName') ?? '', claim]));
  const present = new Set(nodes.map((node) => textAt(node, 'metadata', 'name')));
  const ofNodes = nodes.flatMap((node) => nodeOf(node, claims) ?? []);
  const ofClaims = nodeClaims
    .filter((claim) => !present.has(textAt(claim, 'status', 'nodeName')))
    .flatMap((claim) => claimNode(claim) ?? []);
  return [...ofNodes, ...ofClaims].sort((a, b) => compareText(a.name, b.name));
}

const DISRUPTED = 'karpenter.sh/disrupted';
const INITIALIZED = 'karpenter.sh/initialized';

function nodeOf(node: unknown, claims: ReadonlyMap<string, unknown>): LiveNode | undefined {
  const name = textAt(node, 'metadata', 'name');
  if (name === undefined) return undefined;
  const claim = claims.get(name);
  const labels = textMapAt(node, 'metadata', 'labels');
  const isRegistered = labels['karpenter.sh/registered'] === 'true' || labels[INITIALIZED] === 'true';
  // Until it is registered, the node has nothing to say that counts.
  if (claim !== undefined && !isRegistered) return claimNode(claim);
  const taints = decodeTaints(valueAt(node, 'spec'), 'taints');
  const isStarting = claim !== undefined && labels[INITIALIZED] !== 'true';
  const status = (key: string): Resources => ({
    // A node that is starting has not told all of its resources yet; its claim has.
    ...(isStarting ? decodeResources(valueAt(claim, 'status', key)) : {}),
    ...withoutZeros(decodeResources(valueAt(node, 'status', key)), isStarting),
  });
  return {
    ...{ name, labels, isStarting, capacity: status('capacity'), allocatable: status('allocatable') },
    taints: isStarting ? lasting(taints, decodeTaints(valueAt(claim, 'spec'), 'startupTaints')) : taints,
    isLeaving: isDeleted(node) || isDeleted(claim) || taints.some(({ key }) => key === DISRUPTED),
  };
}

const withoutZeros = (resources: Resources, isStarting: boolean): Resources =>
  isStarting ? Object.fromEntries(Object.entries(resources).filter(([, amount]) => amount !== 0)) : resources;

/** Taints that are there while a node starts, by key and effect.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/taints.go KnownEphemeralTaints@v1.14.1 */
const EPHEMERAL: ReadonlySet<string> = new Set([
  'node.kubernetes.io/not-ready NoSchedule',
  'node.kubernetes.io/not-ready NoExecute',
  'node.kubernetes.io/unreachable NoSchedule',
  'node.cloudprovider.kubernetes.io/uninitialized NoSchedule',
  'karpenter.sh/unregistered NoExecute',
]);

const lasting = (taints: readonly Taint[], startup: readonly Taint[]): readonly Taint[] =>
  taints.filter(
    ({ key, effect }) =>
      !EPHEMERAL.has(`${key} ${effect}`) &&
      !key.startsWith('readiness.k8s.io/') &&
      !startup.some((one) => one.key === key && one.effect === effect),
  );

/** A machine that was asked for and has not joined: as large as the provider said. */
function claimNode(claim: unknown): LiveNode | undefined {
  const name = textAt(claim, 'metadata', 'name');
  const allocatable = decodeResources(valueAt(claim, 'status', 'allocatable'));
  if (name === undefined || Object.keys(allocatable).length === 0) return undefined;
  return {
    ...{ name, allocatable, capacity: decodeResources(valueAt(claim, 'status', 'capacity')) },
    labels: textMapAt(claim, 'metadata', 'labels'),
    taints: decodeTaints(valueAt(claim, 'spec'), 'taints'),
    isLeaving: isDeleted(claim),
    isStarting: true,
  };
}

function runningNode(
  node: LiveNode,
  pods: readonly LivePod[],
  daemons: readonly DaemonSetPod[],
): RunningNode {
  const own = pods.filter(({ nodeName }) => nodeName === node.name);
  const staying = node.isLeaving ? own.filter(({ isDaemon }) => isDaemon) : own;
  const coming = stillToCome(
    daemons.filter((daemon) => runsOn(daemon, node)),
    staying.filter(({ kind }) => kind === 'DaemonSet').map(({ pod }) => pod),
  );
  return {
    name: node.name,
    nodePool: node.labels[NODE_POOL] ?? '',
    labels: node.labels,
    taints: node.taints,
    capacity: node.capacity,
    available: lessen(lessen(node.allocatable, asked(staying.map(({ pod }) => pod))), coming),
    hostPorts: staying.flatMap(({ pod }) => pod.template.hostPorts),
    pods: staying.map(({ pod }) => residentOf(pod)),
    role: node.isLeaving ? 'leaving' : 'open',
    isStarting: node.isStarting,
  };
}

const residentOf = ({ template }: DecodedPod): RunningPods => ({
  namespace: template.namespace,
  labels: template.labels,
  count: 1,
  ...(template.podAntiAffinity.length > 0
    ? { template: { ...template, volumeRequirements: [], refusal: undefined } }
    : {}),
});

/** What daemons will ask for beyond those that are there: as upstream, the difference of the sums.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/existingnode.go NewExistingNode@v1.14.1 */
function stillToCome(expected: readonly Asking[], present: readonly Asking[]): Resources {
  const left = lessen(asked(expected), asked(present));
  return Object.fromEntries(Object.entries(left).map(([name, amount]) => [name, Math.max(0, amount)]));
}
