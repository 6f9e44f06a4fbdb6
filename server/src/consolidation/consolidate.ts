/** What Karpenter's consolidation makes of a cluster that was provisioned and then scaled down, command by command.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/controller.go@v1.14.1 */
import { formatAmount } from '../model/resources';
import type { Launch } from '../solver/input';
import { compareText } from '../util/sort';
import { carryOut, place } from './carryOut';
import { savingsOf, type Command } from './command';
import { NodeNames } from './launches';
import { nextCommand } from './methods';
import { PodBudgets } from './podBudgets';
import { scaleDown, type Change } from './scaleDown';
import type { ClusterNode, RunningPod, World } from './state';
import { startStaticNodes } from './staticNodes';
import { rounded } from '../util/rounded';

export interface ConsolidatedNode {
  readonly name: string;
  readonly nodePool: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly capacityType: string;
  readonly usdPerHour: number;
  /** "namespace/workload" -> its pods on this node, without daemons. */
  readonly pods: Readonly<Record<string, number>>;
}

/** A node that starts in the place of others: fields as in `simulate`. */
export interface ReplacementReport {
  readonly nodePool: string;
  readonly pods: Readonly<Record<string, number>>;
  /** Kubernetes quantities, daemons and the `pods` resource included. */
  readonly requests: Readonly<Record<string, string>>;
  readonly capacityTypes: readonly string[];
  readonly zones: readonly string[];
  readonly instanceTypes: readonly string[];
  readonly launch?: Launch;
}

export interface CommandReport {
  readonly method: Command['method'];
  readonly reason: 'Empty' | 'Underutilized';
  readonly candidates: readonly string[];
  readonly replacements: readonly ReplacementReport[];
  readonly savingsUsdPerHour: number;
}

export interface ClusterReport {
  readonly nodes: readonly ConsolidatedNode[];
  readonly usdPerHour: number;
}

export interface Consolidation {
  /** Why nothing was played. */
  readonly error?: string;
  readonly initial: ClusterReport;
  readonly commands: readonly CommandReport[];
  readonly final: ClusterReport;
}

/** Where eviction costs are below zero, a node is emptied and filled again for ever. */
const MAX_COMMANDS = 50;

/** @param pods  of the workloads, before anything runs but nodes of static pools */
export function consolidateCluster(world: World, pods: readonly RunningPod[], change: Change): Consolidation {
  const names = new NodeNames();
  const started = place(world, startStaticNodes(world, names), pods, names);
  let nodes = scaleDown(started, change);
  const podBudgets = new PodBudgets(world.podBudgets, nodes);
  const commands: CommandReport[] = [];
  while (commands.length < MAX_COMMANDS) {
    const command = nextCommand(world, nodes, podBudgets);
    if (!command) break;
    commands.push(reportOf(command));
    nodes = carryOut(world, nodes, command, names);
  }
  return { initial: clusterReport(started), commands, final: clusterReport(nodes) };
}

function reportOf(command: Command): CommandReport {
  const { method, candidates } = command;
  const named = candidates.map(({ node }) => node.name);
  return {
    method,
    reason: method === 'empty' ? 'Empty' : 'Underutilized',
    candidates: method === 'empty' ? named.sort(compareText) : named,
    replacements: replacementsOf(command),
    savingsUsdPerHour: rounded(savingsOf(command)),
  };
}

function replacementsOf({ replacement, candidates }: Command): ReplacementReport[] {
  const plan = replacement?.plan();
  if (!replacement || !plan) return [];
  const { nodePool, capacityTypes, zones, instanceTypes, launch } = plan;
  const displaced = candidates.flatMap(({ node }) => node.pods);
  const pods = replacement.groups.flatMap((group) => displaced[group] ?? []);
  const requests = Object.entries(plan.requests)
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, amount]): [string, string] => [name, formatAmount(name, amount)]);
  return [
    {
      ...{ nodePool, pods: countByWorkload(pods), requests: Object.fromEntries(requests) },
      ...{ capacityTypes, zones, instanceTypes },
      ...(launch ? { launch } : {}),
    },
  ];
}

function clusterReport(nodes: readonly ClusterNode[]): ClusterReport {
  const sorted = [...nodes].sort((a, b) => compareText(a.name, b.name));
  return {
    nodes: sorted.map((node) => ({
      name: node.name,
      nodePool: node.pool.name,
      instanceType: node.type.name,
      zone: node.zone,
      capacityType: node.capacityType,
      usdPerHour: node.usdPerHour,
      pods: countByWorkload(node.pods),
    })),
    usdPerHour: rounded(sorted.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0)),
  };
}

function countByWorkload(pods: readonly RunningPod[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { workload } of [...pods].sort((a, b) => compareText(a.workload, b.workload)))
    counts[workload] = (counts[workload] ?? 0) + 1;
  return counts;
}
