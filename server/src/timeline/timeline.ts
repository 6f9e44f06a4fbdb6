/** The public result of a timeline: plain data, versioned. docs/dynamics.md describes it. */
import type { Series } from './accounts';
import type { LoggedEvent } from './engine';
import { play } from './play';
import type { TimelinePlan } from './plan';
import { serviceLevel, type ServiceLevel } from './slo';
import type { Settings } from './settings';
import { meanStages, type Stages, type Wave } from './waves';
import { rounded } from '../util/rounded';

const TIMELINE_VERSION = 1;

export interface TimelineSubject {
  readonly workload: string;
  /** `HorizontalPodAutoscaler/web`; absent when nothing scales it. */
  readonly scaler?: string;
  /** Of demand. */
  readonly unit: string;
  /** Units that a ready pod serves. */
  readonly podCapacity: number;
  readonly overload: 'drop' | 'queue';
}

export interface TimelineCost {
  readonly usd: number;
  readonly usdPerDay: number;
  readonly usdPerMonth: number;
}

/** What happens under a load: seconds from the start, dollars over the whole. `version` rises with every change that breaks it. */
export interface Timeline {
  readonly version: typeof TIMELINE_VERSION;
  readonly subject: TimelineSubject;
  /** RFC 3339: second 0. */
  readonly start: string;
  readonly durationSeconds: number;
  readonly stepSeconds: number;
  readonly settings: Settings;
  /** Sentences: what was taken for granted. */
  readonly assumptions: readonly string[];
  readonly series: Series;
  readonly waves: readonly Wave[];
  /** On average over all waves; absent without one. */
  readonly stages?: Stages;
  readonly slo: ServiceLevel;
  readonly cost: TimelineCost;
  /** The first 2,000 of them. */
  readonly events: readonly LoggedEvent[];
  readonly eventCount: number;
}

const HOURS_PER_MONTH = 730;

export function playTimeline(plan: TimelinePlan, assumptions: readonly string[], start: string): Timeline {
  const { engine, accounts, waves } = play(plan);
  const { subject, scaler, durationSeconds, stepSeconds, settings } = plan;
  const finished = waves.finished();
  const stages = meanStages(finished);
  return {
    version: TIMELINE_VERSION,
    subject: {
      workload: subject.key,
      ...(scaler.kind === 'none' ? {} : { scaler: scaler.name }),
      ...{ unit: subject.unit, podCapacity: subject.podCapacity, overload: subject.overload },
    },
    ...{ start, durationSeconds, stepSeconds, settings, assumptions },
    series: accounts.series,
    waves: finished,
    ...(stages ? { stages } : {}),
    slo: serviceLevel(accounts, {
      durationSeconds,
      podCapacity: subject.podCapacity,
      overload: subject.overload,
    }),
    cost: costOf(accounts.usd, durationSeconds),
    events: engine.log,
    eventCount: engine.eventCount,
  };
}

function costOf(usd: number, durationSeconds: number): TimelineCost {
  const usdPerHour = (usd * 3600) / durationSeconds;
  return {
    usd: rounded(usd),
    usdPerDay: rounded(usdPerHour * 24),
    usdPerMonth: rounded(usdPerHour * HOURS_PER_MONTH),
  };
}
