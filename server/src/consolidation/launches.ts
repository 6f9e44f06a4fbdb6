/** New nodes: what they are launched as, their labels, names and daemons. */
import { HOSTNAME } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { newRequirement, type RequirementSpec } from '../model/requirement';
import { incompatibility, joinRequirements, labelRequirements } from '../model/requirements';
import { untolerated } from '../model/taints';
import type { Launch } from '../solver/input';
import { nodeLabels } from '../solver/nodeLabels';
import type { Replacement } from '../solver/replacement';
import { compareText } from '../util/sort';
import { podKey, type ClusterNode, type RunningPod, type World } from './state';

/** A node that was decided on, with its launch. */
export interface Launched {
  readonly replacement: Replacement;
  readonly launch: Launch;
  readonly pods: readonly RunningPod[];
}

/** Counts nodes per pool: `<pool>-<5 digits>`, numbers are not used again. */
export class NodeNames {
  readonly #next = new Map<string, number>();

  next(pool: string): string {
    const number = this.#next.get(pool) ?? 0;
    this.#next.set(pool, number + 1);
    return `${pool}-${String(number).padStart(5, '0')}`;
  }
}

/** The nodes, named in the order of the smallest name of a pod on them. */
export function startNodes(
  world: World,
  launched: readonly Launched[],
  names: NodeNames,
): readonly ClusterNode[] {
  const smallest = (pods: readonly RunningPod[]): string => pods.map(podKey).sort(compareText)[0] ?? '';
  return [...launched]
    .sort((a, b) => compareText(smallest(a.pods), smallest(b.pods)))
    .flatMap((one) => startNode(world, one, names));
}

function startNode(world: World, { replacement, launch, pods }: Launched, names: NodeNames): ClusterNode[] {
  const { pool } = replacement;
  const types = world.input.pools.find((one) => one.pool === pool)?.instanceTypes ?? [];
  const type = types.find(({ name }) => name === launch.instanceType);
  const [zone] = launch.zones;
  if (!type || zone === undefined) return [];
  const { capacityType, usdPerHour } = launch;
  const labels = nodeLabels(replacement, type, { zone, capacityType });
  return [namedNode(world, { pool, type, zone, capacityType, usdPerHour, labels, pods }, names)];
}

/** The node with a name of its own, and its daemons. */
export function namedNode(
  world: World,
  node: Omit<ClusterNode, 'name' | 'daemons'>,
  names: NodeNames,
): ClusterNode {
  const name = names.next(node.pool.name);
  const labels = { ...node.labels, [HOSTNAME]: name };
  return { ...node, name, labels, daemons: daemonsOf(world, node.pool, labels) };
}

const daemonsOf = (
  world: World,
  pool: NodePool,
  labels: Readonly<Record<string, string>>,
): readonly RunningPod[] =>
  world.daemons.filter(({ template }) => {
    const hard = pool.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
    return untolerated(hard, template.tolerations).length === 0 && matchesLabels(template, labels);
  });

function matchesLabels(
  { nodeSelector, requiredNodeTerms }: RunningPod['template'],
  labels: Readonly<Record<string, string>>,
): boolean {
  const node = labelRequirements(labels);
  const meets = (specs: readonly RequirementSpec[]): boolean =>
    incompatibility(node, joinRequirements(new Map(), specs.map(newRequirement)), new Set()) === undefined;
  const selector = Object.entries(nodeSelector).map(([key, value]): RequirementSpec => ({
    key,
    operator: 'In',
    values: [value],
  }));
  if (!meets(selector)) return false;
  return (
    requiredNodeTerms.length === 0 ||
    requiredNodeTerms.some(({ matchExpressions }) => meets(matchExpressions))
  );
}
