/** Nodes of static pools in a simulation. Karpenter keeps as many as a pool's `replicas` says, whatever pods there are, and plans
 *  no node for pods before it knows what these became: pods find them there as nodes that are starting.
 *  @source kubernetes-sigs/karpenter pkg/controllers/static/provisioning/controller.go@v1.14.1
 *  @source kubernetes-sigs/karpenter pkg/controllers/state/cluster.go Synced@v1.14.1 */
import type { NodePool } from '../model/nodePool';
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
import { keptPools, staticNodeCount } from '../solver/staticPools';
import { asked, lessen, runsOn } from './nodeRoom';

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

interface KeptNode {
  readonly claim: NodeClaimPlan;
  readonly daemons: readonly DaemonSetPod[];
  /** Absent where nothing is launched. */
  readonly node?: RunningNode;
}

/** Those that do not run yet, by pool. */
const keptNodes = (input: SolveInput, control: SolveControl): readonly KeptNode[] =>
  keptPools(input.pools).flatMap((own) => nodesOf(own, input, control));

function nodesOf(own: SolvePool, input: SolveInput, control: SolveControl): readonly KeptNode[] {
  const { name } = own.pool;
  const there = (input.running ?? []).filter(({ nodePool, role }) => nodePool === name && role !== 'leaving');
  const count = staticNodeCount(own.pool) - there.length;
  if (count <= 0) return [];
  const launch = staticLaunch(own, input.minValuesPolicy, control);
  return Array.from({ length: count }, (_, index) => keptNode(launch, own.pool, input.daemons, index));
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
