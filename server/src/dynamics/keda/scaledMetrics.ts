/** What the HPA of a ScaledObject gets from KEDA's metrics server: the triggers' values, the fallback's number in the place of
 *  one that failed too often, or the formula over all of them.
 *  @source kedacore/keda pkg/fallback/fallback.go, pkg/scaling/modifiers/formula.go,
 *  pkg/scaling/scale_handler.go GetScaledObjectMetrics, getScaledObjectState@v2.21.0 */
import { integerAt, mappingAt, optionalMappingAt, scalarText, textAt } from '../../manifest/fields';
import { compileFormula, unmodelledIn, type Formula } from '../../formula/index';
import { parseGoFloat } from '../../util/goFloat';
import { FailureCounts, type Counter } from './failureCounts';
import { asMetric, wholeThousandths } from './metricValue';
import type { ExternalTrigger } from './triggers';

export interface Fallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: string;
}

export interface Modifiers {
  readonly formula: Formula;
  /** What of it is not run here. */
  readonly unmodelled: readonly string[];
  /** Not above 0: there is no composite metric then. */
  readonly target: number;
  readonly activation: number;
  readonly targetType: 'AverageValue' | 'Value';
  /** A fallback needs a whole target above 0. */
  readonly isWholeTarget: boolean;
}

export const COMPOSITE_METRIC = 'composite-metric';

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
    unmodelled: unmodelledIn(formula),
    target: parseGoFloat(target) || 0,
    activation: parseGoFloat(scalarText(modifiers.activationTarget) ?? '') || 0,
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

interface Answer {
  /** As the HPA and formulas see it. */
  readonly value: number | undefined;
  readonly isActive: boolean;
}

interface Reading extends Answer {
  readonly trigger: ExternalTrigger;
  readonly isFallback: boolean;
  /** It failed, and no fallback stands in for it. */
  readonly isError: boolean;
}

export interface Activity {
  readonly isActive: boolean;
  readonly isError: boolean;
}

/** Asks the triggers for polls and for the HPA, and remembers what failed from one question to the next. */
export class ScaledMetrics {
  readonly #failures = new FailureCounts();
  /** What polls and questions leave for each other: by name of the metric. */
  readonly #records = new Map<string, Reading>();
  readonly #byName: ReadonlyMap<string, readonly ExternalTrigger[]>;
  /** The fallback, where it counts: without one, nobody looks at failures. */
  readonly #fallback: Fallback | undefined;

  /** @param isObserved  whether polls go by what the HPA has asked, as they do where they have nothing to scale themselves */
  constructor(
    private readonly triggers: readonly ExternalTrigger[],
    private readonly modifiers: Modifiers | undefined,
    private readonly fallback: Fallback | undefined,
    private readonly isObserved = false,
  ) {
    this.#fallback = fallback && isValid(fallback, modifiers) ? fallback : undefined;
    const names = new Set(triggers.map(({ metricName }) => metricName));
    this.#byName = new Map(
      Array.from(names, (name) => [name, triggers.filter(({ metricName }) => metricName === name)]),
    );
  }

  /** The metric that the HPA asks for, by its name there; undefined where KEDA answers with an error.
   *  @param second  since 1970, for formulas that ask for the time */
  metric(name: string, read: ReadTrigger, pods: () => Pods, second?: number): number | undefined {
    const isComposite = this.modifiers !== undefined && name === COMPOSITE_METRIC;
    const asked = isComposite ? this.triggers : (this.#byName.get(name) ?? []);
    const counter = this.#fallback && this.#failures.ofQuestion();
    const readings = asked.map((trigger) => {
      const record = trigger.isCached ? this.#records.get(trigger.metricName) : undefined;
      // Kept for later, nothing is told as -1.
      const answer = record
        ? { value: record.value ?? -1, isActive: record.isActive }
        : measured(trigger, read);
      return this.#settle(trigger, record?.isError ? undefined : answer, { counter, pods });
    });
    if (this.isObserved) for (const reading of readings) this.#keep(reading);
    if (readings.some(({ isError }) => isError)) this.#failures.drop();
    const [first] = readings;
    const value = isComposite ? this.#composite(readings, second) : first?.value;
    return value === undefined ? undefined : Math.round(value * 1000) / 1000;
  }

  /** What a poll finds. A fallback keeps its trigger active.
   *  @param isHpaActive  whether the HPA's last sync could ask
   *  @param second  since 1970, for formulas that ask for the time */
  activity(read: ReadTrigger, pods: () => Pods, isHpaActive = false, second?: number): Activity {
    const counter = this.#fallback && this.#failures.ofPoll();
    const readings = this.triggers.map((trigger) => {
      const record = this.isObserved && isHpaActive ? this.#records.get(trigger.metricName) : undefined;
      return record ?? this.#settle(trigger, measured(trigger, read), { counter, pods });
    });
    for (const reading of readings) if (reading.trigger.isCached) this.#keep(reading);
    const isError = readings.some((reading) => reading.isError);
    if (isError) this.#failures.drop();
    if (this.modifiers) {
      const value = isError ? undefined : this.#composite(readings, second);
      return { isActive: value !== undefined && value > this.modifiers.activation, isError };
    }
    return { isActive: readings.some((reading) => reading.isActive || reading.isFallback), isError };
  }

  #keep(reading: Reading): void {
    this.#records.set(reading.trigger.metricName, reading);
  }

  /** Counts, and puts the fallback in the place of what failed too often. */
  #settle(
    trigger: ExternalTrigger,
    answer: Answer | undefined,
    { counter, pods }: { readonly counter: Counter | undefined; readonly pods: () => Pods },
  ): Reading {
    if (answer) {
      counter?.succeed(trigger.metricName);
      const { value, isActive } = answer;
      return { trigger, value, isActive, isFallback: false, isError: false };
    }
    const failure = { trigger, value: undefined, isActive: false, isFallback: false, isError: true };
    const fallback = this.#fallback;
    if (!fallback || !counter || counter.fail(trigger.metricName) <= fallback.failureThreshold)
      return failure;
    // The formula sees nothing in the trigger's place, and `??` goes on from there.
    if (fallback.behavior === 'scalingModifiers') return { ...failure, isError: false };
    const number = fallbackNumber(
      fallback,
      pods(),
      this.modifiers ?? { ...trigger, target: asMetric(trigger.target) },
    );
    return number === undefined ? failure : { ...failure, value: number, isFallback: true, isError: false };
  }

  #composite(readings: readonly Reading[], second: number | undefined): number | undefined {
    const substitute = readings.find(({ isFallback }) => isFallback);
    if (substitute) return substitute.value;
    if (!this.modifiers || readings.some(({ isError }) => isError)) return undefined;
    const named = readings.flatMap(({ trigger, value }) =>
      trigger.name === undefined ? [] : [[trigger.name, value ?? null] as const],
    );
    const result = this.modifiers.formula(new Map(named), second);
    if (!result.ok) return undefined;
    if (result.value !== null) return wholeThousandths(result.value * 1000);
    return this.fallback && wholeThousandths(this.fallback.replicas * this.modifiers.target * 1000);
  }
}

const isValid = ({ failureThreshold, replicas }: Fallback, modifiers: Modifiers | undefined): boolean =>
  failureThreshold >= 0 && replicas >= 0 && (!modifiers || modifiers.isWholeTarget);

/** What a source says, as it is told; activity goes by what it said itself. */
function measured(trigger: ExternalTrigger, read: ReadTrigger): Answer | undefined {
  const value = read(trigger);
  return value === undefined ? undefined : { value: asMetric(value), isActive: value > trigger.activation };
}

/** The value that makes the HPA want the fallback's replicas. Undefined where a target for the whole has no ready pod to be
 *  divided by. */
export function fallbackNumber(
  fallback: Fallback,
  pods: Pods,
  { target, targetType }: Pick<ExternalTrigger, 'target' | 'targetType'>,
): number | undefined {
  const replicas = fallbackReplicas(fallback, pods.replicas);
  if (targetType === 'AverageValue') return wholeThousandths(target * 1000 * replicas);
  if (pods.readyCount === 0) return undefined;
  return wholeThousandths(target * 1000 * (replicas / pods.readyCount));
}

function fallbackReplicas({ behavior, replicas }: Fallback, current: number): number {
  if (behavior === 'currentReplicas') return current;
  if (behavior === 'currentReplicasIfHigher') return Math.max(current, replicas);
  if (behavior === 'currentReplicasIfLower') return Math.min(current, replicas);
  return replicas;
}
