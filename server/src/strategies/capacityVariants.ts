/** Strategies that keep room on nodes: warm pools, capacity buffers, static pools. */
import { mappingAt, textAt } from '../manifest/fields';
import { counted } from '../util/thousands';
import { dailyCron } from './demand';
import { templateWithType } from './poolTemplate';
import { nodesFor, placementOf, referenceTo, requestsOf, type StrategySubject } from './subject';
import type { Manifest, NotApplicable, Variant } from './types';

type Made = Variant | NotApplicable;

const noRise = 'demand never rises while a node is on its way';
const nameOf = ({ name }: StrategySubject): string => `${name}-warm-pool`;

export function warmPool(subject: StrategySubject): Made {
  const base = { id: 'warm-pool', title: 'Warm pool of pause pods' } as const;
  const { podCount } = subject.warmPool;
  if (podCount === 0) return { ...base, why: noRise };
  return {
    ...{ ...base, complexity: 'low', removed: [] },
    takes: `${counted(podCount, 'placeholder')} below every priority.`,
    written: [priorityClass(subject), placeholders(subject, podCount)],
  };
}

/** Placeholders only in the half hours in which demand rises. */
export function scheduledWarmPool(subject: StrategySubject): Made {
  const base = { id: 'warm-pool-scheduled', title: 'Warm pool by schedule' } as const;
  const { podCount, hours } = subject.warmPool;
  if (podCount === 0) return { ...base, why: noRise };
  const windows = risingWindows(hours);
  if (windows.some(({ from, to }) => to - from >= MINUTES_PER_DAY))
    return { ...base, why: 'demand rises all day' };
  const jobs = windows.flatMap(({ from, to }, index) => [
    scalingJob(subject, { name: `up-${index}`, minute: from - LEAD_MINUTES, replicas: podCount }),
    scalingJob(subject, { name: `down-${index}`, minute: to, replicas: 0 }),
  ]);
  return {
    ...{ ...base, complexity: 'medium', removed: [] },
    takes: `${counted(podCount, 'placeholder')} from ${counted(windows.length, 'schedule')}, with the rights to scale them.`,
    // Schedules own the number of replicas, so that the Deployment names none.
    written: [priorityClass(subject), placeholders(subject, undefined), ...rights(subject), ...jobs],
  };
}

const MINUTES_PER_DAY = 1440;
const HALF_HOUR = 30;
/** A node has to be there before the rise. */
const LEAD_MINUTES = 10;

/** Half hours of the day that touch are one. */
function risingWindows(hours: readonly string[]): readonly { readonly from: number; readonly to: number }[] {
  const windows: { from: number; to: number }[] = [];
  for (const hour of hours) {
    const [h = 0, m = 0] = hour.split(':').map(Number);
    const from = h * 60 + m;
    const last = windows.at(-1);
    if (last?.to === from) last.to = from + HALF_HOUR;
    else windows.push({ from, to: from + HALF_HOUR });
  }
  return windows;
}

function priorityClass(subject: StrategySubject): Manifest {
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: nameOf(subject) },
    value: -10,
    preemptionPolicy: 'Never',
    globalDefault: false,
    description: 'Holds room for real pods, which take it away at once.',
  };
}

function placeholders(subject: StrategySubject, replicas: number | undefined): Manifest {
  const labels = { app: nameOf(subject) };
  const requests = requestsOf(subject);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: nameOf(subject), namespace: subject.namespace },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: nameOf(subject),
          terminationGracePeriodSeconds: 0,
          ...placementOf(subject),
          containers: [
            {
              name: 'pause',
              image: 'registry.k8s.io/pause:3.10',
              resources: {
                requests,
                ...(requests.memory === undefined ? {} : { limits: { memory: requests.memory } }),
              },
            },
          ],
        },
      },
    },
  };
}

function rights(subject: StrategySubject): readonly Manifest[] {
  const metadata = { name: nameOf(subject), namespace: subject.namespace };
  const group = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      ...{ apiVersion: `${group}/v1`, kind: 'Role', metadata },
      rules: [
        {
          ...{ apiGroups: ['apps'], resources: ['deployments/scale', 'deployments'] },
          ...{ resourceNames: [nameOf(subject)], verbs: ['get', 'patch', 'update'] },
        },
      ],
    },
    {
      ...{ apiVersion: `${group}/v1`, kind: 'RoleBinding', metadata },
      roleRef: { apiGroup: group, kind: 'Role', name: nameOf(subject) },
      subjects: [{ kind: 'ServiceAccount', name: nameOf(subject), namespace: subject.namespace }],
    },
  ];
}

function scalingJob(
  subject: StrategySubject,
  { name, minute, replicas }: { readonly name: string; readonly minute: number; readonly replicas: number },
): Manifest {
  const command = ['kubectl', 'scale', `deployment/${nameOf(subject)}`, `--replicas=${replicas}`];
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: `${nameOf(subject)}-${name}`, namespace: subject.namespace },
    spec: {
      schedule: dailyCron(minute),
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          template: {
            spec: {
              serviceAccountName: nameOf(subject),
              restartPolicy: 'OnFailure',
              containers: [
                {
                  ...{ name: 'kubectl', image: 'registry.k8s.io/kubectl:v1.35.0', command },
                  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
                },
              ],
            },
          },
        },
      },
    },
  };
}

export function capacityBuffer(subject: StrategySubject): Made {
  const base = { id: 'capacity-buffer', title: "Karpenter's CapacityBuffer" } as const;
  const { podCount } = subject.warmPool;
  if (podCount === 0) return { ...base, why: noRise };
  const { kind, name } = referenceTo(subject);
  return {
    ...{ ...base, complexity: 'low', removed: [] },
    takes: `Karpenter's CapacityBuffer feature switched on; room for ${counted(podCount, 'pod')}.`,
    written: [
      {
        apiVersion: 'autoscaling.x-k8s.io/v1beta1',
        kind: 'CapacityBuffer',
        metadata: { name: `${subject.name}-buffer`, namespace: subject.namespace },
        spec: {
          provisioningStrategy: 'buffer.x-k8s.io/active-capacity',
          scalableRef: { apiGroup: 'apps', kind, name },
          replicas: podCount,
        },
      },
    ],
  };
}

export function staticPool(subject: StrategySubject): Made {
  const base = { id: 'static-pool', title: 'Static NodePool' } as const;
  const { nodeType, pools, warmPool: sizing } = subject;
  const [pool] = pools;
  if (!nodeType || !pool) return { ...base, why: 'no NodePool has a type for the workload' };
  if (sizing.podCount === 0) return { ...base, why: noRise };
  const replicas = nodesFor(subject, nodeType.instanceType, sizing.podCount);
  return {
    ...{ ...base, complexity: 'low', removed: [] },
    takes: `Karpenter's StaticCapacity feature switched on; ${counted(replicas, 'node')} of ${nodeType.instanceType} that never go.`,
    written: [staticPoolOf(pool, nodeType.instanceType, replicas)],
  };
}

/** The pool with one type and a fixed number of nodes. */
function staticPoolOf(pool: Manifest, instanceType: string, replicas: number): Manifest {
  const { template } = mappingAt(pool, 'spec');
  const name = `${textAt(pool, 'metadata', 'name') ?? 'pool'}-static`;
  return {
    apiVersion: pool.apiVersion,
    kind: 'NodePool',
    metadata: { name },
    spec: { replicas, template: templateWithType(template, instanceType) },
  };
}
