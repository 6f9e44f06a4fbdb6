/** What a pool would cost if it grew to its limits: an estimate by the nodes that it has, or by its cheapest type. */
import type { Bill } from '../../cost/bill';
import type { ClusterCost } from '../../cost/cluster';
import type { NodeLaunch } from '../../cost/nodes';
import type { InstanceType } from '../../model/instanceType';
import type { NodePool } from '../../model/nodePool';
import type { Resources } from '../../model/resources';
import type { Simulation } from '../../simulate/simulate';
import { compareNumber, compareText } from '../../util/sort';
import { rounded } from '../../util/rounded';

export interface LimitCost {
  readonly usdPerMonth: number;
  /** The type that all nodes are taken to have; absent: those that the pool has now, in their proportions. */
  readonly instanceType?: string;
  readonly capacityType?: string;
  readonly isLowerBound: boolean;
  /** Not even one node of the smallest type that is left fits into the limits. */
  readonly isTooLow?: true;
}

export type CostAtLimit = (pool: NodePool, poolTypes: readonly InstanceType[]) => LimitCost | undefined;
type NodeBill = (nodePool: string, launch: NodeLaunch) => Bill;

export function costAtLimit(
  { input, summary }: Pick<Simulation, 'input' | 'summary'>,
  cost: ClusterCost,
  nodeBill: NodeBill,
): CostAtLimit {
  return ({ name, limits }, poolTypes) => {
    if (!limits || Object.keys(limits).length === 0) return undefined;
    const types = input.pools.find(({ pool }) => pool.name === name)?.instanceTypes ?? [];
    const launched = summary.nodeClaims.flatMap(({ nodePool, launch }) =>
      nodePool === name && launch ? [types.find((type) => type.name === launch.instanceType)] : [],
    );
    const factor = growth(limits, capacityOf(launched));
    const bill = cost.pools.find(({ nodePool }) => nodePool === name)?.bill;
    if (!bill || factor === undefined) return costByCheapest(name, limits, poolTypes, nodeBill);
    return { usdPerMonth: rounded(bill.usdPerMonth * factor), isLowerBound: bill.isLowerBound };
  };
}

/** With as many nodes as fit into the limits, of the cheapest type of which one does. */
function costByCheapest(
  nodePool: string,
  limits: Resources,
  poolTypes: readonly InstanceType[],
  nodeBill: NodeBill,
): LimitCost | undefined {
  const fitting = poolTypes.filter(({ capacity }) => (growth(limits, oneNode(capacity)) ?? 1) >= 1);
  if (fitting.length === 0)
    return poolTypes.length === 0 ? undefined : { usdPerMonth: 0, isLowerBound: false, isTooLow: true };
  const [cheapest] = fitting
    .flatMap(({ name, capacity, offerings }) =>
      offerings.map((offering) => ({ ...offering, name, capacity })),
    )
    .sort((a, b) => compareNumber(a.usdPerHour, b.usdPerHour) || compareText(a.name, b.name));
  if (!cheapest) return undefined;
  const { name: instanceType, capacityType, usdPerHour, capacity } = cheapest;
  const nodeCount = growth(limits, oneNode(capacity));
  if (nodeCount === undefined) return undefined;
  const bill = nodeBill(nodePool, { instanceType, capacityType, usdPerHour });
  return {
    usdPerMonth: rounded(bill.usdPerMonth * Math.floor(nodeCount)),
    ...{ instanceType, capacityType },
    isLowerBound: bill.isLowerBound,
  };
}

const oneNode = (capacity: Resources): Resources => ({ ...capacity, nodes: 1 });

/** How often what is there fits into the limits; undefined when nothing is there that a limit bounds. */
function growth(limits: Resources, present: Resources): number | undefined {
  const factors = Object.entries(limits).flatMap(([resource, limit]) => {
    const amount = present[resource] ?? 0;
    return amount > 0 ? [limit / amount] : [];
  });
  return factors.length === 0 ? undefined : Math.min(...factors);
}

function capacityOf(types: readonly (InstanceType | undefined)[]): Resources {
  const total: Record<string, number> = types.length > 0 ? { nodes: types.length } : {};
  for (const type of types)
    for (const [resource, amount] of Object.entries(type?.capacity ?? {}))
      total[resource] = (total[resource] ?? 0) + amount;
  return total;
}
