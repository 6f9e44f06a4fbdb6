/** Pools as the scheduler uses them: requirements of every node of the pool, the types these leave, what daemons take.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go@v1.14.1 */
import { NODE_POOL } from '../model/labels';
import type { NodePool } from '../model/nodePool';
import { inRequirement, newRequirement } from '../model/requirement';
import { compareText } from '../util/sort';
import { isEmpty } from './bitset';
import { daemonGroups, type DaemonGroup, type DaemonState, type PoolTypes } from './daemons';
import type { SolveInput, SolvePool } from './input';
import { InstanceFilter, unmetMinValues } from './instanceFilter';
import { PoolLimits } from './limits';
import type { RequirementSet, RequirementTable } from './requirementTable';
import type { ResourceNames } from './resourceVector';
import type { TypeIndex } from './typeIndex';

export interface NodeTemplate extends PoolTypes {
  readonly id: number;
  /** In the order of their keys; together they hold every type. */
  readonly daemonGroups: readonly DaemonGroup[];
  readonly limits: PoolLimits;
}

/** A pool whose own requirements leave no type: no pod ever goes there. */
export interface BarrenPool {
  readonly pool: NodePool;
  readonly requirements: RequirementSet;
  readonly filter: InstanceFilter;
}

export interface Templates {
  readonly usable: readonly NodeTemplate[];
  readonly barren: readonly BarrenPool[];
}

export interface TemplateContext {
  readonly table: RequirementTable;
  readonly resources: ResourceNames;
  readonly indexOf: (pool: SolvePool) => TypeIndex;
  readonly daemons: readonly DaemonState[];
}

/** In the order in which they are tried. */
export function makeTemplates(input: SolveInput, context: TemplateContext): Templates {
  const filters = new Map<TypeIndex, InstanceFilter>();
  const usable: NodeTemplate[] = [];
  const barren: BarrenPool[] = [];
  for (const solvePool of orderPools(input.pools)) {
    const { pool } = solvePool;
    const index = context.indexOf(solvePool);
    const filter = filters.get(index) ?? new InstanceFilter(index, context.resources.names);
    filters.set(index, filter);
    const requirements = poolRequirements(pool, context.table);
    const types = filter.select(requirements).allowed;
    const isShort = input.minValuesPolicy === 'Strict' && unmetMinValues(index, requirements, types).size > 0;
    if (isEmpty(types) || isShort) barren.push({ pool, requirements, filter });
    else usable.push(makeTemplate({ id: usable.length, pool, requirements, filter, types }, context));
  }
  return { usable, barren };
}

const makeTemplate = (
  base: Omit<NodeTemplate, 'daemonGroups' | 'limits'>,
  { table, resources, daemons }: TemplateContext,
): NodeTemplate => ({
  ...base,
  daemonGroups: daemonGroups(base, daemons, table, resources),
  limits: limitsOf(base),
});

const limitsOf = ({ pool, types, filter }: Pick<NodeTemplate, 'pool' | 'types' | 'filter'>): PoolLimits =>
  new PoolLimits(pool.limits, types, filter.index);

/** The same for another solve: all but the limits is never written to. */
export const withFreshLimits = ({ usable, barren }: Templates): Templates => ({
  usable: usable.map((template) => ({ ...template, limits: limitsOf(template) })),
  barren,
});

/** Heaviest first, then by name, last name first. Static pools take no part.
 *  @source kubernetes-sigs/karpenter pkg/utils/nodepool/nodepool.go OrderByWeight@v1.14.1 */
const orderPools = (pools: readonly SolvePool[]): readonly SolvePool[] =>
  dynamicPools(pools).sort((a, b) => b.pool.weight - a.pool.weight || compareText(b.pool.name, a.pool.name));

export const dynamicPools = (pools: readonly SolvePool[]): SolvePool[] =>
  pools.filter(({ pool }) => pool.staticReplicas === undefined);

/** What holds for every node of the pool. Nodes count as registered and initialized, for daemons that select on it.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/nodeclaimtemplate.go NewNodeClaimTemplate@v1.14.1 */
function poolRequirements({ name, nodeClassRef, labels, requirements }: NodePool, table: RequirementTable) {
  const { group, kind } = nodeClassRef;
  const fixed = {
    ...labels,
    [NODE_POOL]: name,
    [`${group}/${kind.toLowerCase()}`]: nodeClassRef.name,
    'karpenter.sh/registered': 'true',
    'karpenter.sh/initialized': 'true',
  };
  return table.setOf([
    ...requirements.map(newRequirement),
    ...Object.entries(fixed).map(([key, value]) => inRequirement(key, [value])),
  ]);
}
