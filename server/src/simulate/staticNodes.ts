/** Nodes of static pools in a simulation. Karpenter keeps as many as a pool's `replicas` says, whatever pods there are, and plans
 *  no node for pods before it knows what these became: pods find them there as nodes that are starting.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/cluster.go Synced@v1.14.1 */
import type { NodePool } from '../model/nodePool';
import type { InstanceType } from '../model/instanceType';
import { addResources, type Resources } from '../model/resources';
import type {
  DaemonSetPod,
  NodeClaimPlan,
  RunningNode,
  SolveInput,
  SolvePool,
  SolveResult,
} from '../solver/input';
import { solve, type SolveControl } from '../solver/solve';
import { staticLaunch, type StaticLaunch } from '../solver/staticLaunch';
import { perObject } from '../util/perObject';
import { compareText } from '../util/sort';
import { asked, lessen, runsOn } from './nodeRoom';

/** More nodes of static pools in one cluster are not simulated: each is looked at for each pod. */
const MAX_STATIC_NODES = 2000;

/** One pass of the provisioner, with the nodes of the input's static pools there before it. Their claims come first, by pool. */
export function solveWithStaticNodes(input: SolveInput, control: SolveControl = {}): SolveResult {
  const kept = keptNodes(input, control);
  if (kept.length === 0) return solve(input, control);
  const { running = [] } = input;
  const started = kept.flatMap(({ node }) => node ?? []);
  const result = solve({ ...input, running: [...running, ...started] }, control);
  const podsOn = new Map(result.onRunning?.map(({ node, pods }) => [node, pods]));
  const own = new Set(started.map(({ name }) => name));
  const { onRunning = [], ...others } = result;
  return {
    ...others,
    ...(input.running ? { onRunning: onRunning.filter(({ node }) => !own.has(node)) } : {}),
    nodeClaims: [
      ...kept.map((one) => claimWith(one, (one.node && podsOn.get(one.node.name)) ?? [], input)),
      ...result.nodeClaims,
    ],
  };
}

/** How many nodes a static pool comes to have; its limit counts nodes alone.
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/statenodepool.go ReserveNodeCount@v1.14.1 */
const staticNodeCount = ({ staticReplicas = 0, limits }: NodePool): number =>
  Math.max(0, Math.min(staticReplicas, limits?.nodes ?? Infinity));

/** Nodes of a static pool that are not simulated. */
export interface UnsimulatedNodes {
  readonly nodeCount: number;
  readonly why: 'no-class' | 'too-many';
}

/** By the names of their pools. */
export function unsimulatedNodes({
  pools,
}: Pick<SolveInput, 'pools'>): ReadonlyMap<string, UnsimulatedNodes> {
  const keeping = pools.filter(({ pool }) => staticNodeCount(pool) > 0);
  const hasTooMany = areTooMany(keeping.filter(hasClass));
  return new Map(
    keeping.flatMap((own) => {
      const why = !hasClass(own) ? 'no-class' : hasTooMany ? 'too-many' : undefined;
      return why ? [[own.pool.name, { nodeCount: staticNodeCount(own.pool), why }] as const] : [];
    }),
  );
}

/** A pool without types has no node class, and launches nothing. */
const hasClass = ({ instanceTypes }: SolvePool): boolean => instanceTypes.length > 0;

const areTooMany = (pools: readonly SolvePool[]): boolean =>
  pools.reduce((sum, { pool }) => sum + staticNodeCount(pool), 0) > MAX_STATIC_NODES;

interface KeptNode {
  readonly claim: NodeClaimPlan;
  readonly daemons: readonly DaemonSetPod[];
  /** Absent where nothing is launched. */
  readonly node?: RunningNode;
}

/** Those that do not run yet, by pool. */
function keptNodes(input: SolveInput, control: SolveControl): readonly KeptNode[] {
  const pools = input.pools
    .filter((own) => staticNodeCount(own.pool) > 0 && hasClass(own))
    .sort((a, b) => compareText(a.pool.name, b.pool.name));
  return areTooMany(pools) ? [] : pools.flatMap((own) => nodesOf(own, input, control));
}

function nodesOf(own: SolvePool, input: SolveInput, control: SolveControl): readonly KeptNode[] {
  const { name } = own.pool;
  const there = (input.running ?? []).filter(({ nodePool, role }) => nodePool === name && role !== 'leaving');
  const count = staticNodeCount(own.pool) - there.length;
  if (count <= 0) return [];
  const launch = knownLaunch(own, input, control);
  return Array.from({ length: count }, (_, index) => keptNode(launch, own.pool, input.daemons, index));
}

const launches = perObject((_: NodePool) =>
  perObject((_: readonly InstanceType[]) => new Map<string, StaticLaunch>()),
);

/** It depends on nothing else: an editor asks with each key. */
function knownLaunch(own: SolvePool, { minValuesPolicy }: SolveInput, control: SolveControl): StaticLaunch {
  const known = launches(own.pool)(own.instanceTypes);
  const launch = known.get(minValuesPolicy) ?? staticLaunch(own, minValuesPolicy, control);
  known.set(minValuesPolicy, launch);
  return launch;
}

function keptNode(
  { claim, started }: StaticLaunch,
  { name: nodePool, taints }: NodePool,
  daemons: readonly DaemonSetPod[],
  index: number,
): KeptNode {
  if (!started) return { claim, daemons: [] };
  // No name that a node of a running cluster may have.
  const name = `${nodePool}/${String(index).padStart(5, '0')}`;
  const { type, labels } = started;
  const own = daemons.filter((daemon) => runsOn(daemon, { name, labels, taints }));
  return {
    ...{ claim, daemons: own },
    node: {
      ...{ name, nodePool, labels, taints, capacity: type.capacity },
      available: lessen(type.allocatable, asked(own)),
      ...{ hostPorts: own.flatMap(({ template }) => template.hostPorts), pods: [] },
      ...{ role: 'open', isStarting: true },
    },
  };
}

/** The node with the pods that found room on it. */
function claimWith(
  { claim, daemons }: KeptNode,
  pods: NodeClaimPlan['pods'],
  { groups }: SolveInput,
): NodeClaimPlan {
  const requests = pods.reduce<Resources>(
    (sum, { group, count }) => addResources(sum, timesOf(groups[group]?.template.requests ?? {}, count)),
    asked(daemons),
  );
  return { ...claim, pods, requests };
}

const timesOf = (requests: Resources, count: number): Resources => ({
  ...Object.fromEntries(Object.entries(requests).map(([name, amount]) => [name, amount * count])),
  pods: count,
});
