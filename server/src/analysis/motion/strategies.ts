/** Strategies on the user's own manifests and load: each one's manifests are made, played as a timeline, and compared. */
import { CRON_HPA } from '../../dynamics/schedule/cronHpa';
import { fieldsOf, textAt, valueAt } from '../../manifest/fields';
import { groupKind } from '../../manifest/objectId';
import { writeManifests } from '../../manifest/write';
import type { SourceFile } from '../../model/finding';
import { groupsOfConfig } from './clusterGroups';
import { firstNode, typeNamed } from './strategyNode';
import { NOT_SCALABLE } from '../../rules/hpa/targetScalable';
import { compare } from '../../strategies/compare';
import { warmPoolSizing, type DemandPlan } from '../../strategies/demand';
import { nodeGroupPools } from '../../strategies/nodeGroups';
import { boundsOf, titleOf, type StrategySubject } from '../../strategies/subject';
import type {
  Business,
  Comparison,
  Manifest,
  NodeGroupSpec,
  Objective,
  Variant,
} from '../../strategies/types';
import { decodeLoad, loadAt } from '../../timeline/load';
import { perPodAtTarget } from '../../timeline/sizing';
import type { Timeline } from '../../timeline/timeline';
import { zoneClock } from '../../model/zoneClock';
import { failed, success, type Outcome } from '../../util/outcome';
import { parseInstant, wholeSecond } from '../../util/instant';
import { clusterWorld, findObject, poolsOf, type ClusterWorld, type Resources } from './clusterWorld';
import { START, timelineOfFiles, type TimelineRequest } from './timeline';
import { chooseSubject, subjectOf, type ChosenSubject } from './timelineSubject';

export type { Comparison };

/** A timeline's request with what is to be reached and what it is worth; docs/dynamics.md has units and defaults. */
export interface StrategiesRequest extends TimelineRequest {
  readonly objective?: Partial<Objective>;
  readonly business?: Business;
  /** Part of the peak's pods that a warm pool holds; by default what the load's rises need. */
  readonly peakShare?: number;
  /** Groups for the Cluster Autoscaler, the one to grow first first; by default those of an eksctl ClusterConfig. */
  readonly nodeGroups?: readonly NodeGroupSpec[];
}

const OBJECTIVE: Objective = { p95Seconds: 60, unservedShare: 0.001 };

export function strategiesOfFiles(request: StrategiesRequest, resources: Resources): Outcome<Comparison> {
  const reactive = timelineOfFiles(request, resources);
  if (!reactive.ok) return reactive;
  const cluster = clusterWorld(request.files, request.options ?? {}, resources, { seconds: 0 });
  const chosen = chooseSubject(cluster, request.workload);
  const problem = subjectProblem(chosen) ?? groupProblem(request.nodeGroups ?? []);
  if (!chosen || problem !== undefined) return failed(problem ?? '');
  const subject = strategySubject({ request, cluster, chosen, reactive: reactive.value });
  if (!subject) return failed(`the manifest of ${chosen.key} is not among the files`);
  const play = (variant: Variant): Timeline | undefined => {
    if (variant.id === 'reactive') return reactive.value;
    const files = filesOf(cluster, subject, variant);
    const { overload = request.overload, settings } = variant;
    const played = timelineOfFiles(
      {
        ...request,
        files,
        workload: chosen.key,
        ...(overload ? { overload } : {}),
        podCapacity: reactive.value.subject.podCapacity,
        settings: { ...settings, ...request.settings },
      },
      resources,
    );
    return played.ok ? played.value : undefined;
  };
  const objective = { ...OBJECTIVE, ...request.objective };
  return success(compare({ subject, play, objective, business: request.business }));
}

function subjectProblem(chosen: ChosenSubject | undefined): string | undefined {
  if (!chosen || chosen.scaler.kind === 'job')
    return 'strategies need a Deployment or StatefulSet: a ScaledJob starts pods for messages already';
  const { kind } = chosen.workload.id;
  return NOT_SCALABLE.includes(kind)
    ? `strategies need a workload whose size changes with its load: ${chosen.key} is a ${kind}`
    : undefined;
}

function groupProblem(groups: readonly NodeGroupSpec[]): string | undefined {
  const strange = groups.find(
    ({ instanceType, minSize = 0, maxSize }) =>
      typeof instanceType !== 'string' || !(minSize >= 0 && maxSize >= Math.max(1, minSize)),
  );
  return (
    strange && `node group ${strange.instanceType}: write a type, and sizes from 0 up, the largest at least 1`
  );
}

/** The cluster with the variant's objects in the place of its own. */
function filesOf(
  { objects }: ClusterWorld,
  subject: StrategySubject,
  variant: Variant,
): readonly SourceFile[] {
  const gone = new Set(variant.removed);
  const pools = variant.id === 'node-groups' ? nodeGroupPools(subject) : [];
  const added = [...variant.written.filter(({ kind }) => kind !== 'ClusterConfig'), ...pools];
  const replaced = new Set(added.map(titleOf));
  const kept = objects
    .map(({ value }) => fieldsOf(value))
    .filter((object) => !gone.has(titleOf(object)) && !replaced.has(titleOf(object)));
  return [{ uri: 'file:///strategy.yaml', text: writeManifests([...kept, ...added]) }];
}

interface Making {
  readonly request: StrategiesRequest;
  readonly cluster: ClusterWorld;
  readonly chosen: ChosenSubject;
  readonly reactive: Timeline;
}

function strategySubject(making: Making): StrategySubject | undefined {
  const { request, cluster, chosen, reactive } = making;
  const [namespace = '', name = ''] = chosen.key.split('/');
  const workload = findObject(cluster.objects, chosen.workload.id.kind, chosen.key);
  if (!workload) return undefined;
  const scaler = scalerObject(making);
  const demand = demandPlan(making, scaler);
  const lead = leadSeconds(reactive);
  const pools = poolsOf(cluster.objects).map(({ value }) => fieldsOf(value));
  const eksctl = cluster.objects.find(({ id }) => id.kind === 'ClusterConfig');
  return {
    ...{ key: chosen.key, namespace, name, workload: fieldsOf(workload.value), scaler, demand },
    pools: pools.filter(({ spec }) => fieldsOf(spec).replicas === undefined),
    cronHpas: cronHpaTitles(making, scaler),
    eksctl: eksctl && fieldsOf(eksctl.value),
    clusterGroups: eksctl ? groupsOfConfig(eksctl) : [],
    warmPool: warmPoolSizing(demand, {
      ...{ leadSeconds: lead, scaleUp: largestScaleUp(reactive, lead) },
      ...(request.peakShare === undefined ? {} : { peakShare: request.peakShare }),
    }),
    podCapacity: reactive.subject.podCapacity,
    nodeType: firstNode(cluster, chosen.key),
    typeNamed: (instanceType) => typeNamed(cluster, instanceType),
    nodeGroups: request.nodeGroups ?? [],
    region: cluster.options.region,
    cronHpaAheadMinutes: (zoneClock(request.cronHpaTimeZone ?? '')?.(demand.startSecond) ?? 0) / 60,
  };
}

function scalerObject({ cluster, chosen }: Making): Manifest | undefined {
  const { scaler } = chosen;
  if (scaler.kind === 'none') return undefined;
  const found = cluster.objects.findLast(({ id, value }) => {
    const isScaler =
      groupKind(id) === 'keda.sh/ScaledObject' || groupKind(id) === 'autoscaling/HorizontalPodAutoscaler';
    const isNamed = `${id.kind}/${id.name}` === scaler.name;
    return (
      isScaler &&
      isNamed &&
      id.namespace === chosen.workload.id.namespace &&
      textAt(value, 'kind') === id.kind
    );
  });
  return found && fieldsOf(found.value);
}

function cronHpaTitles({ cluster, chosen }: Making, scaler: Manifest | undefined): readonly string[] {
  const { id } = chosen.workload;
  const scaled = new Set([`${id.kind}/${id.namespace}/${id.name}`, ...(scaler ? [titleOf(scaler)] : [])]);
  return cluster.objects.flatMap(({ id: own, value }) => {
    const ref = valueAt(value, 'spec', 'scaleTargetRef');
    const target = `${textAt(ref, 'kind') ?? ''}/${own.namespace}/${textAt(ref, 'name') ?? ''}`;
    return groupKind(own) === CRON_HPA && scaled.has(target) ? [titleOf(fieldsOf(value))] : [];
  });
}

function demandPlan({ request, chosen, reactive }: Making, scaler: Manifest | undefined): DemandPlan {
  const startSecond = wholeSecond(parseInstant(request.start ?? START) ?? 0n);
  const load = decodeLoad(request.load);
  const { subject } = subjectOf(chosen, request);
  const { demand } = perPodAtTarget(chosen.scaler, subject);
  const bounds = scaler ? boundsOf(scaler) : { min: 1, max: Infinity };
  return {
    load: load.ok ? loadAt(load.value, startSecond) : () => 0,
    ...{ durationSeconds: reactive.durationSeconds, startSecond },
    unitsPerPod: Math.max(1e-9, demand === Infinity ? subject.podCapacity : demand),
    minReplicas: Math.max(1, bounds.min),
    maxReplicas: bounds.max,
  };
}

/** What pods took to be ready on a new node once the scaler had decided, the longest; without one the latencies that are set.
 *  A warm pool shortens nothing before that. */
function leadSeconds({ waves, settings }: Timeline): number {
  const withNode = waves.flatMap(({ stages }) =>
    stages && stages.nodeSeconds > 0
      ? [stages.podSeconds + stages.nodeSeconds + stages.imageSeconds + stages.readySeconds]
      : [],
  );
  const { launchSeconds, bootSeconds, imageMiB, imageShare, pullMiBPerSecond } = settings;
  const set = launchSeconds + bootSeconds + (imageMiB * imageShare) / pullMiBPerSecond + 30;
  return Math.ceil(withNode.length > 0 ? Math.max(...withNode) : set);
}

/** Most pods that the scaler added within so many seconds. */
function largestScaleUp({ waves }: Timeline, seconds: number): number {
  let [most, added, first] = [0, 0, 0];
  for (const { t, from, to } of waves) {
    added += to - from;
    for (let begin = waves[first]; begin && begin.t <= t - seconds; begin = waves[++first])
      added -= begin.to - begin.from;
    most = Math.max(most, added);
  }
  return most;
}
