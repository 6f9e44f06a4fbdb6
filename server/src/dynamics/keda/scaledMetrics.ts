/** What the HPA of a ScaledObject gets from KEDA's metrics server: the triggers' values, the fallback's number in the place of
 *  one that failed too often, or the formula over all of them.
 *  @source kedacore/keda pkg/fallback/fallback.go, pkg/scaling/modifiers/formula.go,
 *  pkg/scaling/scale_handler.go GetScaledObjectMetrics, getScaledObjectState@v2.21.0 */
import { integerAt, mappingAt, optionalMappingAt, textAt } from '../../manifest/fields';
import { scalarText } from '../../manifest/fields';
import { compileFormula, type FormulaResult } from '../../formula/index';
import type { ExternalTrigger } from './triggers';

export interface Fallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: string;
}

export interface Modifiers {
  readonly formula: (values: ReadonlyMap<string, number | null>) => FormulaResult;
  /** Not above 0: there is no composite metric then. */
  readonly target: number;
  readonly activation: number;
  readonly targetType: 'AverageValue' | 'Value';
  /** A fallback needs a whole target above 0. */
  readonly isWholeTarget: boolean;
}

export const COMPOSITE_METRIC = 's0-composite-metric';

export function decodeFallback(spec: unknown): Fallback | undefined {
  const fallback = optionalMappingAt(spec, 'fallback');
  if (!fallback) return undefined;
  return {
    failureThreshold: integerAt(fallback, 'failureThreshold') ?? 0,
    replicas: integerAt(fallback, 'replicas') ?? 0,
    behavior: textAt(fallback, 'behavior') ?? 'static',
  };
}

/** Undefined when no formula is used. */
export function decodeModifiers(spec: unknown): Modifiers | undefined {
  const modifiers = mappingAt(spec, 'advanced', 'scalingModifiers');
  const formula = textAt(modifiers, 'formula') ?? '';
  if (formula === '') return undefined;
  const target = scalarText(modifiers.target) ?? '';
  return {
    formula: compileFormula(formula),
    target: Number(target) || 0,
    activation: Number(scalarText(modifiers.activationTarget) ?? '') || 0,
    targetType: textAt(modifiers, 'metricType') === 'Value' ? 'Value' : 'AverageValue',
    isWholeTarget: /^\+?\d+$/.test(target) && Number(target) > 0,
  };
}

/** What is asked for: the target's pods, for fallbacks that look at them. */
export interface Pods {
  readonly replicas: number;
  readonly readyCount: number;
}

/** A trigger's value, or undefined where its source failed. */
export type ReadTrigger = (trigger: ExternalTrigger) => number | undefined;

interface Reading {
  readonly trigger: ExternalTrigger;
  readonly value: number | undefined;
  readonly isFallback: boolean;
  /** It failed, and no fallback stands in for it. */
  readonly isError: boolean;
}

export interface Activity {
  readonly isActive: boolean;
  readonly isError: boolean;
}

/** Counts failures from one question to the next. Polls and the HPA's questions count alike. */
export class ScaledMetrics {
  readonly #failures = new Map<string, number>();

  constructor(
    private readonly triggers: readonly ExternalTrigger[],
    private readonly modifiers: Modifiers | undefined,
    private readonly fallback: Fallback | undefined,
  ) {}

  /** The metric that the HPA asks for, by its name there; undefined where KEDA answers with an error. */
  metric(name: string, read: ReadTrigger, pods: Pods): number | undefined {
    if (this.modifiers && name === COMPOSITE_METRIC) return this.#composite(this.#readAll(read, pods));
    const trigger = this.triggers.find(({ metricName }) => metricName === name);
    if (!trigger) return undefined;
    const { value, isError } = this.#read(trigger, read, pods);
    return isError ? undefined : value;
  }

  /** What a poll finds. A fallback keeps its trigger active. */
  activity(read: ReadTrigger, pods: Pods): Activity {
    const readings = this.#readAll(read, pods);
    const isError = readings.some((reading) => reading.isError);
    if (this.modifiers) {
      const value = isError ? undefined : this.#composite(readings);
      return { isActive: value !== undefined && value > this.modifiers.activation, isError };
    }
    const isActive = readings.some(
      ({ trigger, value = 0, isFallback }) => isFallback || value > trigger.activation,
    );
    return { isActive, isError };
  }

  #readAll(read: ReadTrigger, pods: Pods): readonly Reading[] {
    return this.triggers.map((trigger) => this.#read(trigger, read, pods));
  }

  #read(trigger: ExternalTrigger, read: ReadTrigger, pods: Pods): Reading {
    const value = read(trigger);
    const { metricName } = trigger;
    if (value !== undefined) {
      this.#failures.set(metricName, 0);
      return { trigger, value, isFallback: false, isError: false };
    }
    const { fallback } = this;
    if (!fallback || !this.#isValid(fallback)) return { trigger, value, isFallback: false, isError: true };
    const count = (this.#failures.get(metricName) ?? 0) + 1;
    this.#failures.set(metricName, count);
    if (count <= fallback.failureThreshold) return { trigger, value, isFallback: false, isError: true };
    // The formula sees nothing in the trigger's place, and `??` goes on from there.
    if (fallback.behavior === 'scalingModifiers')
      return { trigger, value, isFallback: false, isError: false };
    const number = fallbackNumber(fallback, pods, this.modifiers ?? trigger);
    return { trigger, value: number, isFallback: number !== undefined, isError: number === undefined };
  }

  #isValid({ failureThreshold, replicas }: Fallback): boolean {
    return failureThreshold >= 0 && replicas >= 0 && (!this.modifiers || this.modifiers.isWholeTarget);
  }

  #composite(readings: readonly Reading[]): number | undefined {
    const substitute = readings.find(({ isFallback }) => isFallback);
    if (substitute) return substitute.value;
    if (!this.modifiers || readings.some(({ isError }) => isError)) return undefined;
    const named = readings.flatMap(({ trigger, value }) =>
      trigger.name === undefined ? [] : [[trigger.name, value ?? null] as const],
    );
    const result = this.modifiers.formula(new Map(named));
    if (!result.ok) return undefined;
    if (result.value !== null) return milliFloor(result.value);
    return this.fallback && this.fallback.replicas * this.modifiers.target;
  }
}

/** Metrics travel in thousandths. */
const milliFloor = (value: number): number => Math.trunc(value * 1000) / 1000;

/** The value that makes the HPA want the fallback's replicas. Undefined where a target for the whole has no ready pod to be
 *  divided by. */
export function fallbackNumber(
  fallback: Fallback,
  pods: Pods,
  { target, targetType }: Pick<ExternalTrigger, 'target' | 'targetType'>,
): number | undefined {
  const replicas = fallbackReplicas(fallback, pods.replicas);
  if (targetType === 'AverageValue') return milliFloor(target * replicas);
  if (pods.readyCount === 0) return undefined;
  return milliFloor(target * (replicas / pods.readyCount));
}

function fallbackReplicas({ behavior, replicas }: Fallback, current: number): number {
  if (behavior === 'currentReplicas') return current;
  if (behavior === 'currentReplicasIfHigher') return Math.max(current, replicas);
  if (behavior === 'currentReplicasIfLower') return Math.min(current, replicas);
  return replicas;
}
