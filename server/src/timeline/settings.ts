/** How long each stage of scaling takes, where the numbers come from, and presets for what teams choose between. */
import { nearestWord } from '../util/nearest';
import { failed, success, type Outcome } from '../util/outcome';

interface SettingFacts {
  readonly value: number;
  readonly meaning: string;
  readonly source: string;
}

/** Defaults. Every one can be set; docs/dynamics.md lists them. */
export const SETTINGS = {
  metricsIntervalSeconds: {
    value: 15,
    meaning: 'how often usage is sampled',
    source:
      'metrics-server, --metric-resolution=15s in its manifests; FAQ.md: the kubelet measures no oftener',
  },
  metricsWindowSeconds: {
    value: 15,
    meaning: 'time over which a sample is averaged',
    source: 'metrics-server: the rate between two scrapes',
  },
  metricsDelaySeconds: {
    value: 5,
    meaning: 'from the end of a sample until the HPA can see it',
    source: 'assumption',
  },
  kedaPollingSeconds: {
    value: 0,
    meaning: "KEDA's pollingInterval; 0: as in the manifest",
    source: 'kedacore/keda scaledobject_types.go: 30 s',
  },
  podSeconds: {
    value: 1,
    meaning: 'from the decision until the scheduler looks at the pod',
    source:
      'assumption: ReplicaSet controller and API round trips; with containerSeconds within the 5 s that kubernetes/community pod_startup_latency.md allows',
  },
  podsPerSecond: {
    value: 100,
    meaning: 'pods that the scheduler binds in a second',
    source:
      "assumption, below the 167 of EKS' smallest provisioned tier; the scheduler's own test wants 680 of one machine (kubernetes/kubernetes 008b365, scheduler_perf, 5,000 nodes)",
  },
  batchIdleSeconds: {
    value: 1,
    meaning: 'Karpenter waits so long for further pods',
    source: 'Karpenter, BATCH_IDLE_DURATION',
  },
  batchMaxSeconds: { value: 10, meaning: 'and so long at most', source: 'Karpenter, BATCH_MAX_DURATION' },
  launchSeconds: {
    value: 4,
    meaning: "from Karpenter's decision to an instance",
    source:
      'aws-samples/sample-multi-tenancy-openclaw-on-eks, docs/cold-start-analysis.md, 2026-03-03: 3 s; rounded up',
  },
  bootSeconds: {
    value: 41,
    meaning: 'from the instance to a node that is Ready',
    source: 'the same: 41 s on r6g.12xlarge, 55 s on c6i.metal; kube.fm, Jan Ludvik, 2026: 45 to 65 s in all',
  },
  startupTaintSeconds: {
    value: 10,
    meaning: 'until startup taints and readiness rules of a pool are gone; 0 without any',
    source: 'assumption',
  },
  imageMiB: {
    value: 300,
    meaning: "size of the workload's image, compressed",
    source:
      'assumption; enterno.io, 2026-03: medians of popular images 245 MB in all, 620 MB with Python, not compressed',
  },
  pullMiBPerSecond: {
    value: 30,
    meaning: 'speed at which an image is pulled and unpacked',
    source: 'the same analysis: 1.13 GB in 38 s, 28 MiB/s',
  },
  imageShare: {
    value: 1,
    meaning: 'part of the image that must be there before the container starts',
    source: 'a plain pull takes all of it',
  },
  containerSeconds: {
    value: 2,
    meaning: 'sandbox, network and container start',
    source: 'assumption, see podSeconds',
  },
  appStartSeconds: {
    value: 5,
    meaning: 'until the container would pass its probe; probes add their own times',
    source: 'assumption',
  },
  cronJobSeconds: {
    value: 5,
    meaning: 'from the firing of a CronJob until its kubectl has run',
    source: 'assumption',
  },
  memoryShare: {
    value: 0.5,
    meaning: 'memory that a pod uses, as a part of its request, whatever the load',
    source: 'assumption',
  },
} as const satisfies Readonly<Record<string, SettingFacts>>;

export type SettingName = keyof typeof SETTINGS;
export type Settings = Readonly<Record<SettingName, number>>;

export interface Preset {
  readonly set: Partial<Settings>;
  readonly source: string;
}

/** Later ones win over earlier ones, single settings over all of them. */
export const PRESETS = {
  'metrics-server': {
    set: { metricsIntervalSeconds: 15, metricsWindowSeconds: 15, metricsDelaySeconds: 5 },
    source: 'metrics-server, --metric-resolution=15s',
  },
  'cloudwatch-high-resolution': {
    set: { metricsIntervalSeconds: 10, metricsWindowSeconds: 10, metricsDelaySeconds: 15 },
    source:
      'CloudWatch API, MetricStat: high-resolution metrics have periods of 1, 5, 10 s; the delay is an assumption',
  },
  'prometheus-15s': {
    set: { metricsIntervalSeconds: 15, metricsWindowSeconds: 60, metricsDelaySeconds: 5 },
    source: 'rate() over four scrapes, as Prometheus recommends; also for ADOT',
  },
  'prometheus-5s': {
    set: { metricsIntervalSeconds: 5, metricsWindowSeconds: 20, metricsDelaySeconds: 2 },
    source: 'rate() over four scrapes; also for ADOT',
  },
  'prometheus-1s': {
    set: { metricsIntervalSeconds: 1, metricsWindowSeconds: 4, metricsDelaySeconds: 1 },
    source: 'rate() over four scrapes; also for ADOT',
  },
  'keda-30s': {
    set: { kedaPollingSeconds: 30 },
    source: "KEDA's default; above zero the HPA asks every 15 s",
  },
  'keda-5s': { set: { kedaPollingSeconds: 5 }, source: 'above zero the HPA asks every 15 s all the same' },
  al2023: {
    set: { bootSeconds: 41 },
    source: 'aws-samples/sample-multi-tenancy-openclaw-on-eks, docs/cold-start-analysis.md, 2026-03-03',
  },
  bottlerocket: {
    set: { bootSeconds: 26 },
    source:
      'akingscote.co.uk, aws-eks-bottlerocket-prefetch, read 2026-11: about 30 s from launch to initialized',
  },
  'image-pull': { set: { imageShare: 1 }, source: 'a plain pull' },
  'image-soci': {
    set: { imageShare: 0.1 },
    source: 'awslabs/soci-snapshotter f1fcd05: with an index 83 to 96 % faster than a plain pull',
  },
  'image-cached': { set: { imageShare: 0 }, source: 'pulled into the AMI or its data volume beforehand' },
  'control-plane-standard': { set: { podsPerSecond: 100 }, source: 'see podsPerSecond' },
  'control-plane-xl': { set: { podsPerSecond: 167 }, source: 'EKS user guide, Provisioned Control Plane' },
  'control-plane-2xl': { set: { podsPerSecond: 283 }, source: 'EKS user guide, Provisioned Control Plane' },
  'control-plane-4xl': { set: { podsPerSecond: 400 }, source: 'EKS user guide, Provisioned Control Plane' },
  'control-plane-8xl': {
    set: { podsPerSecond: 400 },
    source:
      'EKS user guide, Provisioned Control Plane, 2026-03: twice the requests of 4XL, no more pods a second',
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

/** Defaults, then presets in order, then single settings. */
export function resolveSettings(
  presets: readonly string[] = [],
  settings?: Readonly<Record<string, unknown>> | null,
): Outcome<Settings> {
  const resolved: Record<string, number> = {};
  for (const [name, { value }] of Object.entries(SETTINGS)) resolved[name] = value;
  for (const name of presets) {
    if (!isPreset(name)) return unknown('preset', name, Object.keys(PRESETS));
    Object.assign(resolved, PRESETS[name].set);
  }
  for (const [name, value] of Object.entries(settings ?? {})) {
    if (!Object.hasOwn(SETTINGS, name)) return unknown('setting', name, Object.keys(SETTINGS));
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
      return failed(`setting ${name}: ${String(value)} must be a number, 0 or more`);
    resolved[name] = value;
  }
  return success(bounded(resolved as unknown as Settings));
}

const isPreset = (name: string): name is PresetName => Object.hasOwn(PRESETS, name);

function unknown(what: string, name: string, known: readonly string[]): Outcome<never> {
  const meant = nearestWord(name, known);
  return failed(
    `unknown ${what} ${name}: ${meant ? `did you mean ${meant}?` : `one of ${known.join(', ')}`}`,
  );
}

/** What would divide by zero or never end has a floor. */
const bounded = (settings: Settings): Settings => ({
  ...settings,
  metricsIntervalSeconds: Math.max(1, settings.metricsIntervalSeconds),
  metricsWindowSeconds: Math.max(1, settings.metricsWindowSeconds),
  podsPerSecond: Math.max(1, settings.podsPerSecond),
  pullMiBPerSecond: Math.max(0.001, settings.pullMiBPerSecond),
});
