/** Everything that stands between a pool's instance types and a pod, as one list: each entry knows which types pass it
 *  by itself. Funnel and nearest miss are two readings of this list. */
import type { PodTemplate } from '../../model/pod';
import { newRequirement, type Requirement } from '../../model/requirement';
import { formatAmount } from '../../model/resources';
import { untolerated } from '../../model/taints';
import { emptyBits, fullBits, keep, setBit, unite, type Bits } from '../../solver/bitset';
import { conflicts } from '../../solver/hostPorts';
import type { PoolReason } from '../../solver/reasons';
import { suitsKind, withinLimits } from '../../solver/typeIndex';
import { compareText } from '../../util/sort';
import { requirementText, taintText } from '../explainPool';
import type { PoolView, PoolViews } from './poolView';
import type { Stage } from './types';

export interface Constraint {
  readonly stage: Stage;
  readonly key?: string;
  readonly requirementIndex?: number;
  /** What is asked for, in a few words. */
  readonly asks?: string;
  /** The types that pass it, whatever the others say. */
  readonly passing: Bits;
}

export interface ConstraintContext {
  readonly views: PoolViews;
  /** Types of the region without a price there. */
  readonly unpriced: ReadonlySet<string>;
}

/** What the pool alone asks of a type. */
export function poolConstraints(view: PoolView, { unpriced }: ConstraintContext): Constraint[] {
  return [
    ...classConstraints(view, unpriced),
    ...requirementConstraints(view),
    offeringConstraint(view, view.requirements.byKey),
    ...limitConstraints(view, undefined),
  ];
}

/** What pool and pod ask of a type together.
 *  @param reason  what the solver found to stand between them at the end of the pass */
export function podConstraints(
  view: PoolView,
  template: PodTemplate,
  context: ConstraintContext,
  reason: PoolReason | undefined,
): Constraint[] {
  const wanted = podRequirements(template);
  const { table } = context.views;
  const together = table.add(view.requirements, table.setOf(wanted)).byKey;
  return [
    ...classConstraints(view, context.unpriced),
    ...requirementConstraints(view),
    ...taintConstraints(view, template),
    ...wanted.map((requirement) => podRequirementConstraint(view, requirement, context)),
    ...volumeConstraints(view, template, context),
    ...hostPortConstraints(view, template),
    ...resourceConstraints(view, template, context),
    offeringConstraint(view, together),
    ...limitConstraints(view, reason),
    ...topologyConstraints(view, reason),
  ];
}

/** The node selector and the last required term, which is the one that Karpenter tries last; one per label. */
export function podRequirements({ nodeSelector, requiredNodeTerms }: PodTemplate): readonly Requirement[] {
  const selector = Object.entries(nodeSelector).map(([key, value]) =>
    newRequirement({ key, operator: 'In', values: [value] }),
  );
  const required = (requiredNodeTerms.at(-1)?.matchExpressions ?? []).map(newRequirement);
  return [...selector, ...required].sort((a, b) => compareText(a.key, b.key));
}

function requirementConstraints({ pool, index }: PoolView): Constraint[] {
  const own = pool.requirements.map((spec, requirementIndex) => {
    const requirement = newRequirement(spec);
    const { key } = requirement;
    const asks = requirementText(requirement);
    const passing = index.meeting(requirement);
    return { stage: 'pool-requirement' as const, key, requirementIndex, asks, passing };
  });
  const labels = Object.entries(pool.labels).map(([key, value]) => {
    const requirement = newRequirement({ key, operator: 'In', values: [value] });
    const asks = requirementText(requirement);
    return { stage: 'pool-label' as const, key, asks, passing: index.meeting(requirement) };
  });
  return [...own, ...labels];
}

/** First what does not depend on the pool: what they leave is the whole that "types left" are told of everywhere else. */
const classConstraints = (view: PoolView, unpriced: ReadonlySet<string>): Constraint[] => [
  nodeClassConstraint(view, unpriced),
  priceConstraint(view, unpriced),
];

/** A type with a price but without any offering is one that the class rules out, or that its zones do not have. */
const nodeClassConstraint = ({ pool, index }: PoolView, unpriced: ReadonlySet<string>): Constraint => ({
  stage: 'node-class',
  key: pool.nodeClassRef.name,
  passing: where(index, (type) => unpriced.has(type.name) || type.offerings.length > 0),
});

const priceConstraint = ({ index }: PoolView, unpriced: ReadonlySet<string>): Constraint => ({
  stage: 'price',
  passing: where(index, (type) => !unpriced.has(type.name)),
});

function offeringConstraint({ index }: PoolView, byKey: ReadonlyMap<string, Requirement>): Constraint {
  const passing = emptyBits(index.size);
  for (const kind of index.kinds) if (suitsKind(byKey, kind)) unite(passing, kind.types);
  // What has no offering at all is told by the steps for node class and price.
  index.types.forEach(({ offerings }, type) => {
    if (offerings.length === 0) setBit(passing, type);
  });
  return { stage: 'offering', passing };
}

function taintConstraints({ pool, index }: PoolView, { tolerations }: PodTemplate): Constraint[] {
  const hard = pool.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  const missing = untolerated(hard, tolerations);
  if (hard.length === 0) return [];
  const asks = missing.length > 0 ? missing.map(taintText).join(', ') : undefined;
  return [
    { stage: 'taints', ...(asks ? { asks } : {}), passing: allOrNone(index.size, missing.length === 0) },
  ];
}

/** A label that types have is judged type by type; any other by what the pool says of it. */
function podRequirementConstraint(
  view: PoolView,
  requirement: Requirement,
  { views: { table } }: ConstraintContext,
): Constraint {
  const { index, requirements } = view;
  const { key } = requirement;
  const isOfTypes = index.types.some(({ labels }) => Object.hasOwn(labels, key));
  const agrees = table.compatibility(requirements, table.setOf([requirement])) === 'compatible';
  const passing = isOfTypes ? index.meeting(requirement) : allOrNone(index.size, agrees);
  return { stage: 'pod-requirement', key, asks: requirementText(requirement), passing };
}

function volumeConstraints(view: PoolView, template: PodTemplate, context: ConstraintContext): Constraint[] {
  const { volumeRequirements } = template;
  if (volumeRequirements.length === 0) return [];
  const passing = emptyBits(view.index.size);
  for (const alternative of volumeRequirements) {
    const types = fullBits(view.index.size);
    for (const spec of alternative) {
      keep(types, podRequirementConstraint(view, newRequirement(spec), context).passing);
    }
    unite(passing, types);
  }
  return [{ stage: 'volumes', passing }];
}

function hostPortConstraints({ index, daemonGroups }: PoolView, { hostPorts }: PodTemplate): Constraint[] {
  if (hostPorts.length === 0) return [];
  const passing = fullBits(index.size);
  for (const group of daemonGroups) {
    if (!conflicts(hostPorts, group.hostPorts)) continue;
    passing.forEach((word, place) => (passing[place] = word & ~(group.types[place] ?? 0)));
  }
  return [{ stage: 'host-ports', passing }];
}

/** What the pod takes of a node by itself: its requests and one of `pods`. */
export const podTakes = ({ requests }: PodTemplate): Readonly<Record<string, number>> => ({
  ...requests,
  pods: 1,
});

function resourceConstraints(
  { index, daemonGroups }: PoolView,
  template: PodTemplate,
  { views: { resources } }: ConstraintContext,
): Constraint[] {
  return Object.entries(podTakes(template))
    .filter(([, amount]) => amount > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, amount]) => {
      const number = resources.names.indexOf(name);
      const passing = index.fitTable(name).holding(amount).slice();
      for (const group of daemonGroups) {
        const withDaemons = index.fitTable(name).holding(amount + (group.overhead[number] ?? 0));
        passing.forEach((word, place) => {
          passing[place] = word & ((withDaemons[place] ?? 0) | ~(group.types[place] ?? 0));
        });
      }
      return { stage: 'resource', key: name, asks: `${formatAmount(name, amount)} ${name}`, passing };
    });
}

/** With what was left of the limits when that is what stopped the pod, else with the whole. */
function limitConstraints({ pool, index }: PoolView, reason: PoolReason | undefined): Constraint[] {
  if (reason?.code === 'node-limit')
    return [{ stage: 'limits', key: 'nodes', passing: emptyBits(index.size) }];
  const amounts = reason?.code === 'limits' ? reason.remaining : pool.limits;
  if (!amounts) return [];
  return Object.entries(amounts)
    .filter(([name]) => name !== 'nodes')
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, amount]) => ({
      stage: 'limits',
      key: name,
      asks: `${formatAmount(name, amount)} ${name}`,
      passing: withinLimits(index, fullBits(index.size), new Map([[name, amount]])),
    }));
}

const topologyConstraints = ({ index }: PoolView, reason: PoolReason | undefined): Constraint[] =>
  reason?.code === 'topology'
    ? [{ stage: 'topology', key: reason.key, asks: reason.type, passing: emptyBits(index.size) }]
    : [];

const allOrNone = (size: number, all: boolean): Bits => (all ? fullBits(size) : emptyBits(size));

function where(index: PoolView['index'], holds: (type: PoolView['index']['types'][number]) => boolean): Bits {
  const bits = emptyBits(index.size);
  index.types.forEach((type, place) => {
    if (holds(type)) setBit(bits, place);
  });
  return bits;
}
