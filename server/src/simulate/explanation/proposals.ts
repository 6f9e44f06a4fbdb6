/** Single changes that might place a pod, drawn from what stands between it and each pool; whether one does is for a
 *  solve to say. The weight is how much a person gives up by it: the search tries light ones first. */
import type { PodTemplate } from '../../model/pod';
import { newRequirement, operatorOf } from '../../model/requirement';
import type { Toleration } from '../../model/taints';
import type { PoolReason } from '../../solver/reasons';
import { compareNumber, compareText } from '../../util/sort';
import { taintText } from '../explainPool';
import { podRequirements, podTakes } from './constraints';
import type { PoolView } from './poolView';
import type { Change, NearestMiss } from './types';

export interface Proposal {
  readonly change: Change;
  readonly weight: number;
  readonly tolerations?: readonly Toleration[];
  /** The amount in the change is the farthest that is worth trying; the search looks for the nearest that does. */
  readonly searchesAmount?: boolean;
}

/** More than any limit that a person means. */
const LIMIT_FACTOR = 1024;

export interface Obstacles {
  readonly view: PoolView;
  readonly reason: PoolReason | undefined;
  readonly miss: NearestMiss | undefined;
}

/** Lightest first; equal changes once. */
export function proposalsFor(template: PodTemplate, obstacles: readonly Obstacles[]): readonly Proposal[] {
  const proposals = new Map<string, Proposal>();
  for (const obstacle of obstacles) {
    for (const proposal of proposalsForPool(template, obstacle)) {
      const key = JSON.stringify(proposal.change);
      if (!proposals.has(key)) proposals.set(key, proposal);
    }
  }
  return [...proposals]
    .sort(([keyA, a], [keyB, b]) => compareNumber(a.weight, b.weight) || compareText(keyA, keyB))
    .map(([, proposal]) => proposal);
}

function proposalsForPool(template: PodTemplate, { view, reason, miss }: Obstacles): Proposal[] {
  const nodePool = view.pool.name;
  switch (reason?.code) {
    case 'taints':
      return [tolerating(nodePool, reason.taints)];
    case 'node-limit':
      return [raising(nodePool, 'nodes', view.pool.limits?.['nodes'] ?? 0)];
    case 'limits':
      return Object.keys(reason.remaining).map((name) =>
        raising(nodePool, name, view.pool.limits?.[name] ?? 0),
      );
    case 'undefined-label':
      return forLabel(template, nodePool, reason.key);
    case 'conflict':
      return forConflict(template, view, reason.key);
    case 'topology':
      return reason.byOthers ? [] : forTopology(template, reason.key);
    case 'min-values':
    case 'no-instance-types':
      return [
        ...reason.unmet.map(({ key, wanted, found }) => loweringMinValues(nodePool, key, wanted, found)),
        ...(reason.unmet.length === 0 ? droppingPoolRequirements(view) : []),
      ];
    case 'no-type-fits':
      return [
        ...(miss ? loweringRequests(template, miss) : []),
        ...Object.entries(view.pool.limits ?? {}).map(([name, from]) => raising(nodePool, name, from)),
        ...droppingPoolRequirements(view),
        ...podRequirements(template).map(({ key }) => droppingPodRequirement(key)),
      ];
    default:
      return [];
  }
}

type Taints = Extract<PoolReason, { code: 'taints' }>['taints'];

const tolerating = (nodePool: string, taints: Taints): Proposal => ({
  change: { kind: 'tolerate-taints', nodePool, taints: taints.map(taintText) },
  weight: 1,
  tolerations: taints.map(({ key, value, effect }) => ({ key, operator: 'Equal' as const, value, effect })),
});

const raising = (nodePool: string, resource: string, from: number): Proposal => ({
  change: { kind: 'raise-limit', nodePool, resource, from, to: Math.max(from, 1) * LIMIT_FACTOR },
  weight: 0.9,
  searchesAmount: true,
});

const droppingPodRequirement = (key: string): Proposal => ({
  change: { kind: 'drop-pod-requirement', key },
  weight: 2,
});

function loweringMinValues(nodePool: string, key: string, from: number, to: number): Proposal {
  return { change: { kind: 'lower-min-values', nodePool, key, from, to }, weight: 1 };
}

/** A label that the pool does not set: set it there, or do not ask for it. */
function forLabel(template: PodTemplate, nodePool: string, key: string): Proposal[] {
  const [value] = wantedValues(template, key);
  const adding: Proposal[] =
    value === undefined ? [] : [{ change: { kind: 'add-pool-label', nodePool, key, value }, weight: 1 }];
  return [...adding, droppingPodRequirement(key)];
}

function forConflict(template: PodTemplate, { pool }: PoolView, key: string): Proposal[] {
  const adds = wantedValues(template, key);
  const isListed = pool.requirements.some(
    (spec) => newRequirement(spec).key === key && spec.operator === 'In',
  );
  const widening: Proposal[] =
    isListed && adds.length > 0
      ? [{ change: { kind: 'widen-requirement', nodePool: pool.name, key, adds }, weight: 1.1 }]
      : [];
  const dropping = droppingPoolRequirements({ pool }).filter(
    ({ change }) => change.kind === 'drop-pool-requirement' && newRequirement(change.requirement).key === key,
  );
  return [...widening, droppingPodRequirement(key), ...dropping];
}

const wantedValues = (template: PodTemplate, key: string): readonly string[] =>
  podRequirements(template)
    .filter((requirement) => requirement.key === key && operatorOf(requirement) === 'In')
    .flatMap(({ values }) => [...values]);

function forTopology(template: PodTemplate, key: string): Proposal[] {
  const has = (terms: readonly { readonly topologyKey: string }[]): boolean =>
    terms.some(({ topologyKey }) => topologyKey === key);
  return [
    ...(has(template.topologySpread)
      ? [{ change: { kind: 'relax-spread' as const, key }, weight: 1.5 }]
      : []),
    ...(has(template.podAffinity)
      ? [{ change: { kind: 'drop-pod-affinity' as const, key }, weight: 2 }]
      : []),
    ...(has(template.podAntiAffinity)
      ? [{ change: { kind: 'drop-pod-anti-affinity' as const, key }, weight: 2 }]
      : []),
  ];
}

const droppingPoolRequirements = ({ pool }: Pick<PoolView, 'pool'>): Proposal[] =>
  pool.requirements.map((requirement) => ({
    change: { kind: 'drop-pool-requirement' as const, nodePool: pool.name, requirement },
    weight: 2.5,
  }));

/** To what the nearest type has; only when that type lacks nothing but one resource. The weight grows with the share. */
function loweringRequests(template: PodTemplate, { lacks, fails }: NearestMiss): Proposal[] {
  const [only, ...more] = Object.entries(lacks);
  if (!only || more.length > 0 || fails.length > 0) return [];
  const [resource, lacking] = only;
  const from = podTakes(template)[resource] ?? 0;
  const to = from - lacking;
  if (resource === 'pods' || to <= 0) return [];
  return [{ change: { kind: 'lower-request', resource, from, to }, weight: (lacking / from) * 4 }];
}
