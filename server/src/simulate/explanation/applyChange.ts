/** A solve's input with one thing changed. Inputs are never mutated; pools keep their arrays of types, so that what the
 *  solver has cached for them still holds. */
import type { NodePool } from '../../model/nodePool';
import type { PodTemplate, TopologySpreadConstraint } from '../../model/pod';
import type { RequirementSpec } from '../../model/requirement';
import type { Toleration } from '../../model/taints';
import type { SolveInput } from '../../solver/input';
import type { Change } from './types';

export interface ChangeContext {
  /** The groups of the workload that is to be placed. */
  readonly groups: ReadonlySet<number>;
  readonly tolerations?: readonly Toleration[];
}

export function applyChange(input: SolveInput, change: Change, context: ChangeContext): SolveInput {
  return 'nodePool' in change && change.kind !== 'tolerate-taints'
    ? changePool(input, change.nodePool, (pool) => changedPool(pool, change))
    : changePods(input, context.groups, (template) => changedPod(template, change, context));
}

const changePool = (input: SolveInput, name: string, edit: (pool: NodePool) => NodePool): SolveInput => ({
  ...input,
  pools: input.pools.map((entry) =>
    entry.pool.name === name ? { ...entry, pool: edit(entry.pool) } : entry,
  ),
});

const changePods = (
  input: SolveInput,
  groups: ReadonlySet<number>,
  edit: (template: PodTemplate) => PodTemplate,
): SolveInput => ({
  ...input,
  groups: input.groups.map((group, index) =>
    groups.has(index) ? { ...group, template: edit(group.template) } : group,
  ),
});

function changedPool(pool: NodePool, change: Change): NodePool {
  switch (change.kind) {
    case 'raise-limit':
      return { ...pool, limits: { ...pool.limits, [change.resource]: change.to } };
    case 'add-pool-label':
      return { ...pool, labels: { ...pool.labels, [change.key]: change.value } };
    case 'drop-pool-requirement':
      return withRequirements(pool, (spec) => (spec === change.requirement ? undefined : spec));
    case 'widen-requirement':
      return withRequirements(pool, (spec) =>
        spec.key === change.key && spec.operator === 'In'
          ? { ...spec, values: [...spec.values, ...change.adds] }
          : spec,
      );
    case 'lower-min-values':
      return withRequirements(pool, (spec) =>
        spec.key === change.key && spec.minValues !== undefined ? { ...spec, minValues: change.to } : spec,
      );
    default:
      return pool;
  }
}

const withRequirements = (
  pool: NodePool,
  edit: (spec: RequirementSpec) => RequirementSpec | undefined,
): NodePool => ({
  ...pool,
  requirements: pool.requirements.map(edit).filter((spec) => spec !== undefined),
});

function changedPod(template: PodTemplate, change: Change, { tolerations = [] }: ChangeContext): PodTemplate {
  switch (change.kind) {
    case 'tolerate-taints':
      return { ...template, tolerations: [...template.tolerations, ...tolerations] };
    case 'lower-request':
      return { ...template, requests: { ...template.requests, [change.resource]: change.to } };
    case 'drop-pod-requirement':
      return withoutRequirement(template, change.key);
    case 'relax-spread':
      return { ...template, topologySpread: template.topologySpread.map(relaxing(change.key)) };
    case 'drop-pod-affinity':
      return {
        ...template,
        podAffinity: template.podAffinity.filter(({ topologyKey }) => topologyKey !== change.key),
      };
    case 'drop-pod-anti-affinity':
      return {
        ...template,
        podAntiAffinity: template.podAntiAffinity.filter(({ topologyKey }) => topologyKey !== change.key),
      };
    default:
      return template;
  }
}

const relaxing =
  (key: string) =>
  (constraint: TopologySpreadConstraint): TopologySpreadConstraint =>
    constraint.topologyKey === key ? { ...constraint, whenUnsatisfiable: 'ScheduleAnyway' } : constraint;

function withoutRequirement(template: PodTemplate, key: string): PodTemplate {
  const nodeSelector = Object.fromEntries(
    Object.entries(template.nodeSelector).filter(([own]) => own !== key),
  );
  const requiredNodeTerms = template.requiredNodeTerms.map(({ matchExpressions }) => ({
    matchExpressions: matchExpressions.filter((spec) => spec.key !== key),
  }));
  return { ...template, nodeSelector, requiredNodeTerms };
}
