/** Answers questions about KEDA's triggers and scale loop, given and returned as plain JSON. Never throws. */
import { fieldsOf, integerAt, isTrueAt, listAt, mappingAt, textAt, valueAt } from '../../manifest/fields';
import { parseInstant, wholeSecond } from '../../util/instant';
import { cronActivity, cronMetricName, decodeCronTrigger, type CronTrigger } from './cronScaler';
import { poll, type ScaleLoopState, type TriggerState } from './scaleLoop';
import { boundsProblem, decodeScaleLoop, hpaBounds } from './scaledObject';

/** As in the contract: `kind` is cron (with `metadata` and `at`) or activation (with `spec` and `activity`). */
export type KedaCase = Readonly<Record<string, unknown>>;
export type KedaAnswer = Readonly<Record<string, unknown>>;

export const judgeKeda = (question: KedaCase): KedaAnswer =>
  textAt(question, 'kind') === 'cron' ? judgeCron(question) : playActivation(question);

function judgeCron(question: KedaCase): KedaAnswer {
  const trigger = decodeCronTrigger(valueAt(question, 'metadata'));
  if (!trigger.ok) return { error: trigger.failure.message };
  return {
    metricName: cronMetricName(trigger.value),
    targetAverageValue: '1',
    targetType: 'AverageValue',
    cases: listAt(question, 'at').map((at) => cronCase(trigger.value, at)),
  };
}

function cronCase(trigger: CronTrigger, at: unknown): KedaAnswer {
  const instant = parseInstant(String(at));
  if (instant === undefined) return { at, error: 'no RFC 3339 time' };
  const activity = cronActivity(trigger, wholeSecond(instant));
  if (!activity.ok) return { at, error: activity.failure.message };
  return { at, active: activity.value.isActive, metric: activity.value.metric };
}

/** A poll as [t, before, after, Active status and reason, Ready status and reason, last active]. */
type PollRow = readonly [number, number, number, string, string, string, string, number | null];

/** A week of a poll each second; later ones are left out. */
const MAX_POLLS = 604_801;

function playActivation(question: KedaCase): KedaAnswer {
  const spec = decodeScaleLoop(valueAt(question, 'spec'), mappingAt(question, 'annotations'));
  const problem = boundsProblem(spec);
  const duration = integerAt(question, 'durationSeconds') ?? 0;
  const step = Math.max(1, spec.pollingIntervalSeconds);
  const others = new Others(listAt(question, 'externalScale'));
  const polls: PollRow[] = [];
  let state: ScaleLoopState = {
    replicas: integerAt(question, 'initialReplicas') ?? 0,
    active: ['', ''],
    ready: ['', ''],
  };
  for (let now = 0; now <= duration && polls.length < MAX_POLLS; now += step) {
    const before = others.replicasAt(now, state.replicas);
    state = poll({ spec, state: { ...state, replicas: before }, triggers: triggersAt(question, now), now });
    polls.push([now, before, state.replicas, ...state.active, ...state.ready, state.lastActiveAt ?? null]);
  }
  return {
    polls,
    events: polls.flatMap(([t, from, to]) => (from === to ? [] : [{ t, from, to }])),
    ...hpaBounds(spec),
    ...(problem === undefined ? {} : { boundsError: problem }),
  };
}

/** What the triggers report: the last entry of `activity` at or before `now`. */
function triggersAt(question: KedaCase, now: number): TriggerState {
  const entry = listAt(question, 'activity').findLast((item) => (integerAt(item, 't') ?? 0) <= now);
  return { isActive: isTrueAt(entry, 'active'), isError: isTrueAt(entry, 'error') };
}

/** Others who set the replicas, as the HPA does: each takes effect once, before the poll at its time. */
class Others {
  private next = 0;

  constructor(private readonly changes: readonly unknown[]) {}

  replicasAt(now: number, replicas: number): number {
    let count = replicas;
    for (; this.next < this.changes.length; this.next++) {
      const change = fieldsOf(this.changes[this.next]);
      if ((integerAt(change, 't') ?? 0) > now) break;
      count = integerAt(change, 'replicas') ?? count;
    }
    return count;
  }
}
