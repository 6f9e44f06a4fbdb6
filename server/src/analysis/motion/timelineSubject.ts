/** Which workload a load falls on, and what scales it. */
import { priorityOf } from '../../consolidation/pods';
import { decodeHpa } from '../../dynamics/hpa/spec';
import { generatedHpa } from '../../dynamics/keda/generatedHpa';
import { decodeScaledJob } from '../../dynamics/keda/scaledJob';
import { decodeFallback, decodeModifiers } from '../../dynamics/keda/scaledMetrics';
import { decodeScaleLoop, type ScaleLoopSpec } from '../../dynamics/keda/scaledObject';
import { decodeTriggers, type ExternalTrigger } from '../../dynamics/keda/triggers';
import { mappingAt, valueAt } from '../../manifest/fields';
import { decodeHpaBounds } from '../../manifest/hpa';
import { groupKind } from '../../manifest/objectId';
import { decodePod } from '../../manifest/podTemplate';
import { decodeScaledObjectBounds } from '../../manifest/scaledObject';
import type { ScalerBounds } from '../../manifest/scalerBounds';
import type { Workload } from '../../manifest/workload';
import { containerNeeds } from '../../manifest/resourceNeeds';
import type { ScalerPlan, Subject } from '../../timeline/plan';
import { compareText } from '../../util/sort';
import { wishesOf, type ClusterWorld, type KnownObject } from './clusterWorld';

export interface ChosenSubject {
  readonly key: string;
  readonly workload: Workload;
  /** The pod's spec as written. */
  readonly podSpec: unknown;
  readonly scaler: ScalerPlan;
  readonly bounds: { readonly min: number; readonly max: number } | undefined;
  /** `Kind/name` of further scalers with the same target. */
  readonly rivals: readonly string[];
}

interface Scaler {
  readonly object: KnownObject;
  readonly bounds: ScalerBounds;
}

/** The workload of that name; without one the target of the first scaler, else the first workload that serves. */
export function chooseSubject(cluster: ClusterWorld, wanted: string | undefined): ChosenSubject | undefined {
  const jobs = cluster.objects.filter(({ id }) => groupKind(id) === 'keda.sh/ScaledJob');
  const job = jobs.find(({ id }) => wanted === undefined || isNamed(`${id.namespace}/${id.name}`, wanted));
  const scalers = cluster.objects.flatMap(scalerOf);
  const { workloads } = cluster.prepared.cluster;
  const named = workloads.find(
    ({ id }) => wanted !== undefined && isNamed(`${id.namespace}/${id.name}`, wanted),
  );
  const target = scalers
    .map(({ bounds }) => workloads.find((workload) => isTarget(bounds, workload)))
    .find((one) => one !== undefined);
  const chosen = named ?? (wanted === undefined ? target : undefined);
  if (chosen) return scaledWorkload(cluster, chosen, scalers);
  if (job) return scaledJob(job);
  const first = workloads.find((workload) => !isStandIn(cluster, workload)) ?? workloads[0];
  return first && wanted === undefined ? scaledWorkload(cluster, first, scalers) : undefined;
}

/** Pods below every other's priority hold room for those, as in a warm pool: no load falls on them. */
function isStandIn({ objects, context }: ClusterWorld, { id }: Workload): boolean {
  const wishes = wishesOf(objects, id.kind, `${id.namespace}/${id.name}`);
  return priorityOf(wishes, context) < 0;
}

export interface PossibleSubject {
  readonly workload: string;
  /** `HorizontalPodAutoscaler/web`; absent when nothing scales it. */
  readonly scaler?: string;
}

/** What a load can fall on: scaled workloads first, then the others, last what holds room for them, each by name. */
export function possibleSubjects(cluster: ClusterWorld): readonly PossibleSubject[] {
  const scalers = cluster.objects.flatMap(scalerOf);
  const standIns = new Set<string>();
  const workloads = cluster.prepared.cluster.workloads.map((workload): PossibleSubject => {
    const { id } = scalers.findLast(({ bounds }) => isTarget(bounds, workload))?.object ?? {};
    const scaler = id && { scaler: `${id.kind}/${id.name}` };
    const key = `${workload.id.namespace}/${workload.id.name}`;
    if (isStandIn(cluster, workload)) standIns.add(key);
    return { workload: key, ...scaler };
  });
  const jobs = cluster.objects
    .filter(({ id }) => groupKind(id) === 'keda.sh/ScaledJob')
    .map(({ id }) => ({ workload: `${id.namespace}/${id.name}`, scaler: `ScaledJob/${id.name}` }));
  const rank = ({ workload, scaler }: PossibleSubject): number =>
    scaler !== undefined ? 0 : standIns.has(workload) ? 2 : 1;
  return [...workloads, ...jobs].sort((a, b) => rank(a) - rank(b) || compareText(a.workload, b.workload));
}

/** `web`, or `shop/web`. */
const isNamed = (key: string, wanted: string): boolean => key === wanted || key.split('/')[1] === wanted;

function scalerOf(object: KnownObject): readonly Scaler[] {
  const { id, value } = object;
  const bounds = decodeHpaBounds(value, id) ?? decodeScaledObjectBounds(value, id);
  return bounds ? [{ object, bounds }] : [];
}

const isTarget = ({ target }: ScalerBounds, { id }: Workload): boolean =>
  (target.group === '' || target.group === id.group) &&
  target.kind === id.kind &&
  target.namespace === id.namespace &&
  target.name === id.name;

function scaledWorkload(
  { objects }: ClusterWorld,
  workload: Workload,
  scalers: readonly Scaler[],
): ChosenSubject {
  const { id } = workload;
  const object = objects.findLast(
    (one) => one.id.kind === id.kind && one.id.name === id.name && one.id.namespace === id.namespace,
  );
  const podSpec = workload.isBarePod
    ? valueAt(object?.value, 'spec')
    : valueAt(object?.value, 'spec', 'template', 'spec');
  const aiming = scalers.filter(({ bounds }) => isTarget(bounds, workload));
  const scaler = aiming.at(-1);
  return {
    ...{ key: `${id.namespace}/${id.name}`, workload, podSpec },
    scaler: scaler ? scalerPlan(scaler.object) : { kind: 'none' },
    bounds: scaler && { min: scaler.bounds.minReplicas, max: scaler.bounds.maxReplicas },
    rivals: aiming.slice(0, -1).map(({ object }) => `${object.id.kind}/${object.id.name}`),
  };
}

function scalerPlan({ id, value }: KnownObject): ScalerPlan {
  const name = `${id.kind}/${id.name}`;
  if (id.kind === 'HorizontalPodAutoscaler') return { kind: 'hpa', name, spec: decodeHpa(value) };
  const spec = valueAt(value, 'spec');
  const loop = decodeScaleLoop(spec, mappingAt(value, 'metadata', 'annotations'));
  const triggers = decodeTriggers(spec);
  const external = triggers.filter((trigger) => trigger.kind === 'external');
  const modifiers = decodeModifiers(spec);
  const hpa = generatedHpa(value, loop, triggers, modifiers);
  return {
    ...{ kind: 'keda', name, loop, triggers: external, modifiers, hpa },
    fallback: decodeFallback(spec),
    isResourceOnly: external.length === 0,
    isObserved: modifiers === undefined && !needsPolls(loop, external),
  };
}

/** Polls have something to do below the HPA's minimum, and keep cached metrics fresh.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_types.go IsPollingIntervalRelevant@v2.21.0 */
const needsPolls = (
  { minReplicaCount = 0, idleReplicaCount }: ScaleLoopSpec,
  triggers: readonly ExternalTrigger[],
): boolean =>
  minReplicaCount === 0 || idleReplicaCount !== undefined || triggers.some(({ isCached }) => isCached);

function scaledJob({ id, value }: KnownObject): ChosenSubject {
  const spec = valueAt(value, 'spec');
  const template = valueAt(spec, 'jobTargetRef', 'template');
  const pod = decodePod(template, id.namespace);
  const triggers = decodeTriggers(spec).filter((trigger) => trigger.kind === 'external');
  const decoded = decodeScaledJob(spec);
  return {
    key: `${id.namespace}/${id.name}`,
    workload: { id, replicas: 0, pod, isBarePod: false, isSuspended: false, isOwned: false },
    podSpec: valueAt(template, 'spec'),
    scaler: { kind: 'job', name: `ScaledJob/${id.name}`, spec: decoded, triggers },
    bounds: { min: decoded.minReplicaCount, max: decoded.minReplicaCount + decoded.maxReplicaCount },
    rivals: [],
  };
}

export interface SubjectWishes {
  /** Units a second that a pod serves. */
  readonly podCapacity?: number;
  readonly overload?: 'drop' | 'queue';
}

/** A pod without CPU requests and limits. */
const UNKNOWN_CPU_MILLI = 1000;

/** What a pod of the workload serves, and what that costs it. */
export function subjectOf(
  { key, podSpec, scaler, rivals }: ChosenSubject,
  { podCapacity, overload }: SubjectWishes,
): { readonly subject: Subject; readonly assumptions: readonly string[] } {
  const cpu = containerNeeds(podSpec, 'cpu');
  const memory = containerNeeds(podSpec, 'memory');
  const cpuMilli = cpu.limit ?? cpu.request ?? UNKNOWN_CPU_MILLI;
  const isQueue = overload === undefined ? hasBacklog(scaler) : overload === 'queue';
  const isMilli = podCapacity === undefined && !isQueue;
  const capacity = podCapacity ?? (isQueue ? 1 : cpuMilli);
  const subject: Subject = {
    key,
    unit: isMilli ? 'mCPU' : isQueue ? 'messages/s' : 'requests/s',
    podCapacity: capacity,
    cpuMilliPerUnit: cpuMilli / capacity,
    requestMilli: {
      cpu: cpu.request,
      memory: memory.request === undefined ? undefined : memory.request * 1000,
    },
    overload: isQueue ? 'queue' : 'drop',
  };
  return {
    subject,
    assumptions: [
      ...assumptionsOf(subject, { cpu, cpuMilli, isGiven: podCapacity !== undefined }),
      ...metricAssumptions(scaler, subject),
      ...kedaAssumptions(scaler),
      ...rivals.map(
        (rival) =>
          `${rival} scales the same pods: the two would fight; only the last one written counts here.`,
      ),
    ],
  };
}

/** What the load stands for, where metrics have units of their own. */
function metricAssumptions(scaler: ScalerPlan, { unit }: Subject): readonly string[] {
  const names = [...new Set(demandMetrics(scaler))];
  if (names.length === 0) return [];
  const [metrics, show] = names.length === 1 ? ['metric', 'shows'] : ['metrics', 'show'];
  return [`The ${metrics} ${names.join(', ')} ${show} the load as it is given, in ${unit}.`];
}

function demandMetrics(scaler: ScalerPlan): readonly string[] {
  if (scaler.kind === 'hpa')
    return scaler.spec.metrics.flatMap((metric) =>
      metric.type === 'Resource' || metric.type === 'ContainerResource' ? [] : [metric.name],
    );
  if (scaler.kind !== 'keda') return [];
  const sources = scaler.triggers.filter(({ gauge, cron }) => gauge === 'demand' && !cron);
  return sources.length > 1 ? sources.map(({ name, type }) => name ?? type) : [];
}

function kedaAssumptions(scaler: ScalerPlan): readonly string[] {
  if (scaler.kind !== 'keda') return [];
  const { name, loop, modifiers } = scaler;
  if (loop.pause.all) {
    const { replicas } = loop.pause;
    return [
      replicas === undefined
        ? `${name} is paused: the pods stay as many as are written.`
        : `${name} is paused at ${replicas} replicas.`,
    ];
  }
  const parts = modifiers?.unmodelled ?? [];
  return parts.length === 0
    ? []
    : [
        `The formula of ${name} uses ${parts.join(', ')}, not run here: where it is reached the metric counts as failed.`,
      ];
}

const hasBacklog = (scaler: ScalerPlan): boolean =>
  (scaler.kind === 'keda' || scaler.kind === 'job') &&
  scaler.triggers.some(({ gauge, cron }) => gauge === 'backlog' && !cron);

function assumptionsOf(
  { unit, podCapacity, overload }: Subject,
  {
    cpu,
    cpuMilli,
    isGiven,
  }: {
    readonly cpu: { readonly limit: number | undefined; readonly request: number | undefined };
    readonly cpuMilli: number;
    readonly isGiven: boolean;
  },
): readonly string[] {
  const source =
    cpu.limit !== undefined
      ? 'its CPU limit'
      : cpu.request !== undefined
        ? 'its CPU request, it has no limit'
        : 'nothing is requested';
  return [
    isGiven
      ? `A ready pod serves ${podCapacity} ${unit} at ${cpuMilli} mCPU (${source}).`
      : unit === 'mCPU'
        ? `The load is CPU in thousandths of a core; a ready pod gives ${cpuMilli} (${source}).`
        : `A ready pod is taken to serve ${podCapacity} ${unit}, as no capacity is given.`,
    overload === 'queue' ? 'What cannot be served at once waits.' : 'What cannot be served at once is lost.',
  ];
}
