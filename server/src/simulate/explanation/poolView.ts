/** The pools of a solve as its solver sees them, kept for questions after the fact. */
import type { NodePool } from '../../model/nodePool';
import type { SolveInput } from '../../solver/input';
import { daemonStates, type DaemonGroup } from '../../solver/daemons';
import { makeTemplates } from '../../solver/nodeTemplate';
import { RequirementTable, type RequirementSet } from '../../solver/requirementTable';
import { ResourceNames } from '../../solver/resourceVector';
import type { SolverCache } from '../../solver/groundwork';
import type { TypeIndex } from '../../solver/typeIndex';

export interface PoolView {
  readonly pool: NodePool;
  readonly index: TypeIndex;
  /** What holds for every node of the pool. */
  readonly requirements: RequirementSet;
  /** Empty for a pool that leaves no type. */
  readonly daemonGroups: readonly DaemonGroup[];
}

export interface PoolViews {
  readonly table: RequirementTable;
  readonly resources: ResourceNames;
  /** In the order in which Karpenter tries them, those without any type last. */
  readonly pools: readonly PoolView[];
}

export function viewPools(input: SolveInput, cache: SolverCache): PoolViews {
  const table = new RequirementTable();
  const resources = new ResourceNames();
  for (const { template } of [...input.groups, ...input.daemons]) resources.learn(template.requests);
  const { usable, barren } = makeTemplates(input, {
    table,
    resources,
    indexOf: ({ instanceTypes }) => cache.indexOf(instanceTypes),
    daemons: daemonStates(input.daemons, table),
  });
  const pools = [
    ...usable.map(({ pool, filter, requirements, daemonGroups }) => ({
      ...{ pool, requirements, daemonGroups },
      index: filter.index,
    })),
    ...barren.map(({ pool, filter, requirements }) => ({
      ...{ pool, requirements, daemonGroups: [] },
      index: filter.index,
    })),
  ];
  return { table, resources, pools };
}
