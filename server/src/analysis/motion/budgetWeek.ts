/** When each pool's budgets hold over a span of time, and what they allow together. */
import { decodeBudgets, UNBOUNDED, type Budget } from '../../dynamics/budgets/budget';
import { activeSpans, allowedSpans, type Span } from '../../dynamics/budgets/intervals';
import type { AllowedByReason } from '../../dynamics/budgets/reasons';
import { decodeDisruption } from '../../manifest/disruption';
import type { Manifest } from '../../manifest/document';
import { listAt, textAt } from '../../manifest/fields';
import { objectsIn } from '../../manifest/list';
import { compareText } from '../../util/sort';
import { isNodePool } from '../poolPlaces';
import type { Place } from '../shown/preview';
import { namePlace } from '../shown/previewOf';

export interface WeekQuestion extends Span {
  /** Pool -> its nodes: what percentages are of. */
  readonly nodeCounts: Readonly<Record<string, number>>;
}

export interface PoolWeek {
  readonly name: string;
  readonly location: Place;
  readonly nodeCount: number;
  readonly budgets: readonly BudgetWeek[];
  /** Ascending, without gaps; a reason without a limit is absent. */
  readonly allowed: readonly AllowedWeek[];
  /** Why the budgets could not be read. */
  readonly problem?: string;
}

export interface BudgetWeek {
  readonly nodes: string;
  readonly schedule?: string;
  readonly duration?: string;
  readonly reasons?: readonly string[];
  readonly location?: Place;
  /** In which it holds; absent when its schedule cannot be read. */
  readonly spans?: readonly Span[];
  readonly problem?: string;
}

export interface AllowedWeek extends Span {
  readonly nodeCounts: Readonly<Partial<Record<keyof AllowedByReason, number>>>;
}

/** By pool name; of two pools of one name the later. */
export function budgetWeek(manifests: readonly Manifest[], question: WeekQuestion): PoolWeek[] {
  const objects = manifests.flatMap(objectsIn);
  const pools = new Map(objects.filter(isNodePool).map((pool) => [pool.name ?? '', pool] as const));
  return [...pools.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, pool]) => poolWeek(name, pool, question));
}

function poolWeek(name: string, pool: Manifest, { nodeCounts, from, to }: WeekQuestion): PoolWeek {
  const nodeCount = nodeCounts[name] ?? 0;
  const head = { name, location: namePlace(pool), nodeCount };
  const decoded = decodeBudgets(decodeDisruption(pool.value).budgets);
  if (!decoded.ok) return { ...head, budgets: [], allowed: [], problem: decoded.failure.message };
  const span = { from, to };
  return {
    ...head,
    budgets: decoded.value.map((budget, index) => budgetOf(budget, index, pool, span)),
    allowed: allowedSpans(decoded.value, nodeCount, span).map((step) => ({
      ...{ from: step.from, to: step.to },
      nodeCounts: bounded(step.allowed),
    })),
  };
}

function budgetOf(budget: Budget, index: number, pool: Manifest, span: Span): BudgetWeek {
  const path = ['spec', 'disruption', 'budgets', index];
  const duration = textAt(listAt(pool.value, 'spec', 'disruption', 'budgets')[index], 'duration');
  const spans = activeSpans(budget, span);
  const { nodes, schedule, reasons } = budget;
  return {
    nodes,
    ...(schedule === undefined ? {} : { schedule }),
    ...(duration === undefined ? {} : { duration }),
    ...(reasons === undefined ? {} : { reasons }),
    ...(pool.has(path) ? { location: { ...namePlace(pool), ...pool.rangeOf(path, 'value').start } } : {}),
    ...(spans.ok ? { spans: spans.value } : { problem: spans.failure.message }),
  };
}

const bounded = (allowed: AllowedByReason): AllowedWeek['nodeCounts'] =>
  Object.fromEntries(Object.entries(allowed).filter(([, count]) => count < UNBOUNDED));
