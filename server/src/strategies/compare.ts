/** Strategies played on the same load, in one table, and which one to take. */
import { writeManifests } from '../manifest/write';
import type { Timeline } from '../timeline/timeline';
import { dollars } from '../util/money';
import { capacityBuffer, scheduledWarmPool, staticPool, warmPool } from './capacityVariants';
import { combinations } from './combinations';
import { nodeGroups } from './nodeGroups';
import { headroom, queued, reactive, scheduled, tuned } from './scalerVariants';
import type { StrategySubject } from './subject';
import type {
  Business,
  Comparison,
  Complexity,
  NotApplicable,
  Objective,
  PlayVariant,
  StrategyOutcome,
  Variant,
} from './types';

/** In the order of the table. */
function variantsOf(subject: StrategySubject): readonly (Variant | NotApplicable)[] {
  return [
    reactive(),
    tuned(subject),
    scheduled(subject),
    queued(subject),
    headroom(subject),
    warmPool(subject),
    scheduledWarmPool(subject),
    capacityBuffer(subject),
    staticPool(subject),
    nodeGroups(subject),
    ...combinations(subject),
  ];
}

export interface ComparisonPlan {
  readonly subject: StrategySubject;
  readonly play: PlayVariant;
  readonly objective: Objective;
  readonly business: Business | undefined;
}

export function compare({ subject, play, objective, business }: ComparisonPlan): Comparison {
  const made = variantsOf(subject);
  const notApplicable: NotApplicable[] = [];
  const outcomes: StrategyOutcome[] = [];
  let base: Timeline | undefined;
  for (const variant of made) {
    if ('why' in variant) {
      notApplicable.push(variant);
      continue;
    }
    const timeline = play(variant);
    base ??= timeline;
    if (timeline && base) outcomes.push(outcomeOf(variant, timeline, { base, objective, business }));
    else notApplicable.push({ id: variant.id, title: variant.title, why: 'it cannot be played' });
  }
  const { best, reason } = recommend(outcomes, objective);
  return {
    version: 1,
    workload: subject.key,
    ...{ objective, outcomes, notApplicable, warmPool: subject.warmPool },
    recommended: best?.id ?? 'reactive',
    reason,
  };
}

interface Against {
  readonly base: Timeline;
  readonly objective: Objective;
  readonly business: Business | undefined;
}

function outcomeOf(variant: Variant, timeline: Timeline, against: Against): StrategyOutcome {
  const { slo, cost } = timeline;
  const { p50Seconds, p95Seconds } = slo.timeToServe;
  const { id, title, complexity, takes, written, removed } = variant;
  const meets =
    p95Seconds <= against.objective.p95Seconds && slo.unservedShare <= against.objective.unservedShare;
  return {
    ...{ id, title, complexity, takes, p50Seconds, p95Seconds, meets, removed },
    ...{ episodeCount: slo.episodeCount, incidentCount: slo.incidentCount },
    ...{ unservedUnits: slo.unservedUnits, unservedShare: slo.unservedShare },
    ...{ maxBacklog: slo.maxBacklog, usdPerMonth: cost.usdPerMonth },
    extraUsdPerMonth: cents(cost.usdPerMonth - against.base.cost.usdPerMonth),
    ...returnOf(timeline, against),
    manifests: writeManifests(written),
  };
}

const cents = (usd: number): number => Math.round(usd * 100) / 100;

const SECONDS_PER_MONTH = 730 * 3600;

/** Incidents avoided x cost of one + saved revenue - extra cost, for a month like the timeline. */
function returnOf(timeline: Timeline, { base, business }: Against): { readonly returnUsdPerMonth?: number } {
  if (!business) return {};
  const perMonth = SECONDS_PER_MONTH / timeline.durationSeconds;
  const avoided = (base.slo.incidentCount - timeline.slo.incidentCount) * perMonth;
  const served = (base.slo.unservedUnits - timeline.slo.unservedUnits) * perMonth;
  const extra = timeline.cost.usdPerMonth - base.cost.usdPerMonth;
  const usd = avoided * business.usdPerIncident + served * business.revenueUsdPerUnit - extra;
  return { returnUsdPerMonth: cents(usd) };
}

const RANK: Readonly<Record<Complexity, number>> = { none: 0, low: 1, medium: 2, high: 3 };

/** Of those that meet the objective the cheapest, and of the equally cheap the simplest; where none does, the one that loses
 *  least. A strategy that changes what callers see, or that makes nodes slower, is not recommended for being cheap alone. */
function recommend(
  outcomes: readonly StrategyOutcome[],
  objective: Objective,
): { readonly best: StrategyOutcome | undefined; readonly reason: string } {
  const eligible = outcomes.filter(({ complexity }) => complexity !== 'high');
  const met = eligible.filter(({ meets }) => meets);
  const byCost = (a: StrategyOutcome, b: StrategyOutcome): number =>
    a.extraUsdPerMonth - b.extraUsdPerMonth || RANK[a.complexity] - RANK[b.complexity];
  const goal = `p95 at most ${objective.p95Seconds} s and at most ${percent(objective.unservedShare)} unserved`;
  const asIs = met.find(({ id }) => id === 'reactive');
  if (asIs) return { best: asIs, reason: `It meets ${goal} as it is.` };
  const [cheapest] = [...met].sort(byCost);
  if (cheapest)
    return {
      best: cheapest,
      reason: `${facts(cheapest)}: ${met.length === 1 ? 'the only one that meets' : `the least of the ${met.length} that meet`} ${goal}.`,
    };
  const [least] = [...eligible].sort(
    (a, b) => a.unservedShare - b.unservedShare || a.p95Seconds - b.p95Seconds || byCost(a, b),
  );
  if (!least) return { best: least, reason: 'Nothing could be played.' };
  const later = outcomes.find(({ complexity, meets }) => complexity === 'high' && meets);
  const reason = later
    ? `Only ${later.id} meets ${goal}, and its callers take an answer later. Of the others this one loses least: ${facts(least)}.`
    : `None meets ${goal}. This one loses least: ${facts(least)}.`;
  return { best: least, reason };
}

const percent = (share: number): string => `${Math.round(share * 1e4) / 100} %`;

const facts = ({ p95Seconds, unservedShare, extraUsdPerMonth }: StrategyOutcome): string =>
  `p95 ${p95Seconds} s, ${percent(unservedShare)} unserved, ${difference(extraUsdPerMonth)}`;

const difference = (usd: number): string =>
  `${dollars(Math.abs(usd), 2)} a month ${usd < 0 ? 'less' : 'more'}`;
