/** A timeline of the cluster that some files make: from manifests and a load to the plan that is played. */
import { podFactory, priorityOf, protectedSeconds } from '../../consolidation/pods';
import { decodeBudgets } from '../../dynamics/budgets/budget';
import { activeSpans } from '../../dynamics/budgets/intervals';
import { scheduledChanges, type ScheduledChange } from '../../dynamics/schedule/changes';
import { CRON_HPA, decodeCronHpa } from '../../dynamics/schedule/cronHpa';
import { decodeScalingCronJob } from '../../dynamics/schedule/kubectl';
import { decodeEviction } from '../../manifest/eviction';
import { valueAt } from '../../manifest/fields';
import { decodeDrainSeconds, decodeExpirySeconds } from '../../manifest/disruption';
import { groupKind } from '../../manifest/objectId';
import { decodeProbes } from '../../manifest/probes';
import type { SourceFile } from '../../model/finding';
import type { InstanceType } from '../../model/instanceType';
import type { PodGroup } from '../../model/pod';
import { UTC, zoneClock } from '../../model/zoneClock';
import { NEEDS_STATIC_CAPACITY, unsimulatedSentences } from '../../simulate/explainStatic';
import { podGroup } from '../../simulate/input';
import { podCountOf } from '../../simulate/replicas';
import { keptPools } from '../../solver/staticPools';
import { loadAt, decodeLoad, type LoadSpec } from '../../timeline/load';
import type { Outage, PlannedWorkload, ScalerPlan, TimelinePlan } from '../../timeline/plan';
import { resolveSettings } from '../../timeline/settings';
import { perPodAtTarget, settledReplicas } from '../../timeline/sizing';
import { playTimeline, type Timeline } from '../../timeline/timeline';
import { failed, success, type Outcome } from '../../util/outcome';
import { parseInstant, wholeSecond } from '../../util/instant';
import { compareText } from '../../util/sort';
import { bufferWorkloads } from './bufferWorkloads';
import {
  clusterWorld,
  findObject,
  poolsOf,
  type ClusterWorld,
  type ConsolidationOptions,
  type Resources,
} from './clusterWorld';
import { MAX_PODS } from './consolidate';
import { waitsAtStart } from './startupWait';
import { noSubject } from './noSubject';
import { chooseSubject, subjectOf, type ChosenSubject, type SubjectWishes } from './timelineSubject';

/** A workload, a load and how long to play; docs/dynamics.md has units and defaults. */
export interface TimelineRequest extends SubjectWishes {
  readonly files: readonly SourceFile[];
  readonly options?: ConsolidationOptions;
  /** `web` or `shop/web`; by default the target of the first scaler. */
  readonly workload?: string;
  readonly load: LoadSpec;
  readonly presets?: readonly string[];
  readonly settings?: Readonly<Record<string, number>>;
  /** An hour by default, a week at most. */
  readonly durationSeconds?: number;
  /** Of the series; by default as fine as a thousand steps allow. */
  readonly stepSeconds?: number;
  /** RFC 3339: second 0, for schedules, budgets and daily loads. */
  readonly start?: string;
  /** Of what is left to chance: spot interruptions. 1 by default. */
  readonly seed?: number;
  /** Of the controller of CronHPAs (its `TZ`), such as Asia/Shanghai; UTC by default. */
  readonly cronHpaTimeZone?: string;
  /** Spans in which sources of external metrics fail. */
  readonly outages?: readonly Outage[];
  /** `settled` (default): the size for the load at second 0. `spec`: as written. */
  readonly initial?: 'settled' | 'spec';
}

/** A Monday. */
export const START = '2026-01-05T00:00:00Z';
const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The timeline, or in one line why there is none. */
export function timelineOfFiles(request: TimelineRequest, resources: Resources): Outcome<Timeline> {
  const { load: given, durationSeconds = HOUR, start = START } = request;
  const load = decodeLoad(given);
  if (!load.ok) return load;
  const settings = resolveSettings(request.presets, request.settings);
  if (!settings.ok) return settings;
  const instant = parseInstant(start);
  if (instant === undefined) return failed(`start ${start} is no RFC 3339 time`);
  if (!(durationSeconds >= 60 && durationSeconds <= WEEK && Number.isInteger(durationSeconds)))
    return failed(`duration ${durationSeconds}: write 60 to ${WEEK} seconds`);
  const strange = numberProblem(request, durationSeconds) ?? zoneProblem(request);
  if (strange !== undefined) return failed(strange);
  const cluster = clusterWorld(request.files, request.options ?? {}, resources, {
    seconds: 0,
    staticNodes: true,
  });
  const chosen = chooseSubject(cluster, request.workload);
  if (!chosen) return failed(noSubject(request.workload, cluster));
  const clock = { startSecond: wholeSecond(instant), durationSeconds };
  const base = { load: loadAt(load.value, clock.startSecond), settings: settings.value, ...clock };
  const made = planOf({ request, cluster, chosen, resources, base });
  const podCount = made.plan.workloads.reduce((sum, { replicas }) => sum + replicas, 0);
  if (podCount > MAX_PODS) return failed(`${podCount} pods are more than the ${MAX_PODS} that are played`);
  return success(playTimeline(made.plan, made.assumptions, start));
}

function numberProblem(
  { podCapacity, stepSeconds }: TimelineRequest,
  durationSeconds: number,
): string | undefined {
  if (podCapacity !== undefined && !(podCapacity > 0))
    return `podCapacity ${podCapacity}: write a number above 0`;
  if (stepSeconds === undefined) return undefined;
  const isSound = Number.isInteger(stepSeconds) && stepSeconds >= 1 && stepSeconds <= durationSeconds;
  return isSound ? undefined : `stepSeconds ${stepSeconds}: write 1 to ${durationSeconds}`;
}

const zoneProblem = ({ cronHpaTimeZone: zone = '' }: TimelineRequest): string | undefined =>
  zoneClock(zone) ? undefined : `cronHpaTimeZone ${zone} is no time zone: write one such as Asia/Shanghai`;

interface Making {
  readonly request: TimelineRequest;
  readonly cluster: ClusterWorld;
  readonly chosen: ChosenSubject;
  readonly resources: Resources;
  readonly base: Pick<TimelinePlan, 'load' | 'settings' | 'startSecond' | 'durationSeconds'>;
}

function planOf(making: Making): { readonly plan: TimelinePlan; readonly assumptions: readonly string[] } {
  const { request, cluster, chosen, base } = making;
  const { subject, assumptions: ofSubject } = subjectOf(chosen, request);
  const changes = changesOf(making);
  const assumptions = [
    ...ofSubject,
    ...scheduleAssumptions(chosen, changes),
    ...cronHpaAssumptions(making),
    ...staticAssumptions(cluster.world),
  ];
  const perPod = perPodAtTarget(chosen.scaler, subject);
  const written = podCountOf(chosen.workload, cluster.prepared.cluster.scalers, 'spec');
  const replicas =
    heldReplicas(chosen.scaler, chosen.workload.replicas ?? 1) ??
    (request.initial === 'spec' ? written : settledReplicas(written, perPod, base.load(0), chosen.bounds));
  const ofPools = (decode: (nodePool: unknown) => number): ReadonlyMap<string, number> =>
    new Map(poolsOf(cluster.objects).map(({ id, value }) => [id.name, decode(value)]));
  const plan: TimelinePlan = {
    ...base,
    world: cluster.world,
    workloads: workloadsOf(making, replicas),
    ...{ subject, scaler: chosen.scaler },
    changes,
    budgetEdges: budgetEdges(making),
    expireAfterSeconds: ofPools(decodeExpirySeconds),
    drainSeconds: ofPools(decodeDrainSeconds),
    waitsAtStart: waitsAtStart(cluster.objects),
    spotInterruptionsPerHour: interruptionRates(making),
    outages: request.outages ?? [],
    stepSeconds: request.stepSeconds ?? stepFor(base.durationSeconds),
    seed: request.seed ?? 1,
  };
  return { plan, assumptions };
}

/** While a ScaledObject is paused nothing else decides on the size. */
function heldReplicas(scaler: ScalerPlan, written: number): number | undefined {
  if (scaler.kind !== 'keda' || !scaler.loop.pause.all) return undefined;
  return Math.max(0, scaler.loop.pause.replicas ?? written);
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const MAX_STEPS = 1000;

const stepFor = (durationSeconds: number): number =>
  STEPS.find((step) => durationSeconds / step <= MAX_STEPS) ?? HOUR;

function workloadsOf({ cluster, chosen }: Making, subjectReplicas: number): readonly PlannedWorkload[] {
  const { workloads, scalers } = cluster.prepared.cluster;
  const others = workloads
    .filter(({ id }) => `${id.namespace}/${id.name}` !== chosen.key)
    .map((workload) => ({ workload, replicas: podCountOf(workload, scalers, 'spec') }));
  const all = [{ workload: chosen.workload, replicas: subjectReplicas }, ...others];
  const planned = all.map(({ workload, replicas }) => {
    const group = podGroup(workload, replicas, cluster.prepared.cluster.storage);
    const object = findObject(cluster.objects, group.kind, group.workload);
    const template = templateOf(object?.value, group.kind);
    return plannedWorkload(cluster, group, template);
  });
  return [...planned, ...bufferWorkloads(cluster, planned)];
}

function templateOf(value: unknown, kind: string): unknown {
  if (kind === 'Pod') return value;
  return kind === 'ScaledJob'
    ? valueAt(value, 'spec', 'jobTargetRef', 'template')
    : valueAt(value, 'spec', 'template');
}

function plannedWorkload({ context }: ClusterWorld, group: PodGroup, template: unknown): PlannedWorkload {
  const wishes = decodeEviction(template);
  return {
    ...{ key: group.workload, kind: group.kind, replicas: group.podCount },
    priority: priorityOf(wishes, context),
    podOf: podFactory(group, wishes, context),
    probes: decodeProbes(valueAt(template, 'spec')),
    protectedSeconds: protectedSeconds(wishes),
  };
}

/** What is left out of static pools, and taken for granted. */
const staticAssumptions = ({ input }: ClusterWorld['world']): readonly string[] => [
  ...unsimulatedSentences(input),
  ...(keptPools(input.pools).length > 0 ? [NEEDS_STATIC_CAPACITY] : []),
];

/** Who sets the size where nothing looks at the load. */
function scheduleAssumptions(
  { key, scaler, workload }: ChosenSubject,
  changes: TimelinePlan['changes'],
): readonly string[] {
  if (scaler.kind !== 'none') return [];
  const own = changes.filter(
    ({ effect: { target } }) =>
      target.kind === workload.id.kind && `${target.namespace}/${target.name}` === key,
  );
  // The name of a job follows that of its CronHPA.
  const names = [...new Set(own.map(({ name }) => name.split(' ')[0] ?? name))].sort(compareText);
  return names.length === 0 ? [] : [`Its size is set by the clock alone: ${names.join(', ')}.`];
}

/** Said only where it matters. */
const cronHpaAssumptions = ({ cluster, request: { cronHpaTimeZone } }: Making): readonly string[] =>
  cronHpaTimeZone === undefined && cluster.objects.some(({ id }) => groupKind(id) === CRON_HPA)
    ? [
        'The controller of CronHPAs is taken to run in UTC; its chart sets Asia/Shanghai unless told otherwise (cronHpaTimeZone).',
      ]
    : [];

function changesOf({ cluster, base, request }: Making): TimelinePlan['changes'] {
  const { startSecond, durationSeconds, settings } = base;
  const scalings = cluster.objects.flatMap(({ id, value }) => [
    ...decodeCronHpa(value, id, zoneClock(request.cronHpaTimeZone ?? '') ?? UTC),
    ...decodeScalingCronJob(value, id),
  ]);
  const earlier = scheduledChanges(scalings, { from: startSecond - DAY, to: startSecond });
  const standing = new Map(earlier.map((change) => [targetKey(change), { ...change, at: 0 }]));
  const span = { from: startSecond, to: startSecond + durationSeconds };
  const changes = scheduledChanges(scalings, span).map((change) => ({
    ...change,
    at: change.at - startSecond + (change.name.startsWith('CronJob/') ? settings.cronJobSeconds : 0),
  }));
  return [...standing.values(), ...changes];
}

/** The last change of the day before still stands at the start. */
const targetKey = ({ effect }: ScheduledChange): string =>
  `${effect.target.kind}/${effect.target.namespace}/${effect.target.name}`;

function budgetEdges({ cluster, base }: Making): readonly number[] {
  const span = { from: base.startSecond, to: base.startSecond + base.durationSeconds };
  return [...cluster.world.disruption.values()].flatMap(({ budgets }) => {
    const decoded = decodeBudgets(budgets);
    const scheduled = decoded.ok ? decoded.value.filter(({ schedule }) => schedule !== undefined) : [];
    return scheduled.flatMap((budget) => {
      const spans = activeSpans(budget, span);
      const edges = spans.ok ? spans.value.flatMap(({ from, to }) => [from, to]) : [];
      return edges.map((edge) => edge - base.startSecond).filter((edge) => edge > 0);
    });
  });
}

/** Middles of the advisor's classes: the part of instances taken back in a month. */
const MONTHLY_SHARES = [0.025, 0.075, 0.125, 0.175, 0.25];
const HOURS_PER_MONTH = 730;

/** @source schemas/catalog, the Spot Instance Advisor's interruption classes */
function interruptionRates({ cluster, resources }: Making): (type: InstanceType) => number | undefined {
  const region = resources.catalog.region(cluster.options.region);
  return ({ name }) => {
    const share = MONTHLY_SHARES[region?.type(name)?.interruption?.index ?? -1];
    return share === undefined ? undefined : -Math.log(1 - share) / HOURS_PER_MONTH;
  };
}
