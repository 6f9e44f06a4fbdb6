import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gangs } from '../../../../server/src/api';
import { anyPool } from '../../../support/manifests';

// Quota alone: a pool that holds anything.
const POOL = anyPool();

interface QueueOptions {
  readonly name: string;
  /** By flavor: the CPU quota, with its limits. */
  readonly flavors: Readonly<Record<string, string>>;
  readonly more?: string;
  readonly selector?: string;
  readonly groups?: string;
}

const queue = ({ name, flavors, more = '', selector = '{}', groups = '' }: QueueOptions): string => `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: ClusterQueue
metadata: { name: ${name} }
spec:
  ${selector === '' ? '' : `namespaceSelector: ${selector}`}
  ${more}
  resourceGroups:
    - coveredResources: [cpu]
      flavors:
${Object.entries(flavors)
  .map(([flavor, quota]) => `        - { name: ${flavor}, resources: [{ name: cpu, ${quota} }] }\n`)
  .join('')}${groups}
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: LocalQueue
metadata: { name: ${name}, namespace: ml }
spec: { clusterQueue: ${name} }
`;

const flavor = (name: string, spec = '{}'): string => `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: ResourceFlavor
metadata: { name: ${name} }
spec: ${spec}
`;

const cohort = (name: string, spec: string): string => `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: Cohort
metadata: { name: ${name} }
spec: ${spec}
`;

const priority = `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: WorkloadPriorityClass
metadata: { name: urgent }
value: 100
`;

interface JobOptions {
  readonly queue: string;
  readonly pods: number;
  readonly isUrgent?: boolean;
  readonly pod?: string;
}

const job = (name: string, { queue: to, pods, isUrgent = false, pod = '' }: JobOptions): string => `
---
apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  namespace: ml
  labels: { kueue.x-k8s.io/queue-name: ${to}${isUrgent ? ', kueue.x-k8s.io/priority-class: urgent' : ''} }
spec:
  suspend: true
  parallelism: ${pods}
  completions: ${pods}
  template:
    spec:
      restartPolicy: Never
      ${pod}
      containers: [{ name: t, image: t:1, resources: { requests: { cpu: "1" } } }]
`;

const judge = (...texts: readonly string[]) =>
  gangs({ files: [{ uri: 'file:///all.yaml', text: [POOL, ...texts].join('\n') }] });
const verdicts = (...texts: readonly string[]): string[] =>
  judge(...texts).map(({ workload, verdict, flavors }) =>
    [workload.replace('ml/', ''), verdict, ...(flavors ?? [])].join(' '),
  );
const reasonOf = (...texts: readonly string[]): string => judge(...texts)[0]?.reason ?? '';

const PLAIN = flavor('plain');
const inCohort = (name: string, quota: string): string =>
  queue({ name, flavors: { plain: quota }, more: 'cohortName: all' });

test('quota that others have borrowed from a queue is not there for it', () => {
  const texts = [PLAIN, priority, inCohort('a', 'nominalQuota: 10'), inCohort('b', 'nominalQuota: 10')];
  const borrower = job('borrower', { queue: 'b', pods: 16 });
  const owner = job('owner', { queue: 'a', pods: 10 });
  assert.deepEqual(verdicts(...texts, borrower), ['borrower admitted plain']);
  assert.deepEqual(verdicts(...texts, borrower, owner), ['borrower waits', 'owner admitted plain']);
  const small = job('small', { queue: 'a', pods: 1 });
  const late = job('late', { queue: 'a', pods: 6 });
  assert.deepEqual(verdicts(...texts, small, job('b1', { queue: 'b', pods: 15 }), late), [
    'small admitted plain',
    'b1 admitted plain',
    'late waits',
  ]);
});

test('a queue lends no more than its lending limit, whatever it uses of the rest itself', () => {
  const texts = [
    PLAIN,
    inCohort('a', 'nominalQuota: 10, lendingLimit: 4'),
    inCohort('b', 'nominalQuota: 10'),
  ];
  const own = job('own', { queue: 'a', pods: 6 });
  assert.deepEqual(verdicts(...texts, own, job('other', { queue: 'b', pods: 14 })), [
    'own admitted plain',
    'other admitted plain',
  ]);
  assert.match(reasonOf(...texts, job('other', { queue: 'b', pods: 15 })), /b has 14 at most/);
});

test('a borrowing limit holds, and what others lend is found beyond the cohort, in those above it', () => {
  const limited = [
    PLAIN,
    inCohort('a', 'nominalQuota: 2, borrowingLimit: 3'),
    inCohort('b', 'nominalQuota: 10'),
  ];
  assert.deepEqual(verdicts(...limited, job('five', { queue: 'a', pods: 5 })), ['five admitted plain']);
  assert.match(reasonOf(...limited, job('six', { queue: 'a', pods: 6 })), /a has 5 at most/);
  const tree = [
    PLAIN,
    cohort('all', '{ parentName: top }'),
    cohort(
      'top',
      '{ resourceGroups: [{ coveredResources: [cpu], flavors: [{ name: plain, resources: [{ name: cpu, nominalQuota: 7 }] }] }] }',
    ),
    inCohort('a', 'nominalQuota: 2'),
  ];
  assert.deepEqual(verdicts(...tree, job('nine', { queue: 'a', pods: 9 })), ['nine admitted plain']);
  assert.match(reasonOf(...tree, job('ten', { queue: 'a', pods: 10 })), /a has 9 at most/);
  const circle = [PLAIN, cohort('all', '{ parentName: top }'), cohort('top', '{ parentName: all }')];
  assert.match(
    reasonOf(...circle, inCohort('a', 'nominalQuota: 2'), job('one', { queue: 'a', pods: 1 })),
    /cohorts form a circle/,
  );
});

test('heads within their own quota go before those that borrow, whatever their priority', () => {
  const texts = [PLAIN, priority, inCohort('a', 'nominalQuota: 4'), inCohort('b', 'nominalQuota: 4')];
  const greedy = job('greedy', { queue: 'a', pods: 6, isUrgent: true });
  assert.deepEqual(verdicts(...texts, greedy, job('modest', { queue: 'b', pods: 3 })), [
    'greedy waits',
    'modest admitted plain',
  ]);
});

test('a flavor with quota of its own is preferred to borrowing where the queue says so', () => {
  const both = { plain: 'nominalQuota: 2', spare: 'nominalQuota: 10' };
  const other = queue({ name: 'b', flavors: { plain: 'nominalQuota: 10' }, more: 'cohortName: all' });
  const texts = (more: string): string[] => [
    ...[PLAIN, flavor('spare'), other],
    queue({ name: 'a', flavors: both, more: `cohortName: all\n  ${more}` }),
    job('five', { queue: 'a', pods: 5 }),
  ];
  assert.deepEqual(verdicts(...texts('')), ['five admitted plain']);
  assert.deepEqual(verdicts(...texts('flavorFungibility: { whenCanBorrow: TryNextFlavor }')), [
    'five admitted spare',
  ]);
});

test('resource groups that a gang asks nothing of do not keep it out', () => {
  const gpus = `    - coveredResources: [nvidia.com/gpu]
      flavors: [{ name: gpu, resources: [{ name: nvidia.com/gpu, nominalQuota: 8 }] }]
`;
  const tainted = flavor(
    'gpu',
    '{ nodeTaints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }] }',
  );
  const a = queue({ name: 'a', flavors: { plain: 'nominalQuota: 4' }, groups: gpus });
  assert.deepEqual(verdicts(PLAIN, tainted, a, job('cpu', { queue: 'a', pods: 2 })), ['cpu admitted plain']);
});

test('a gang that asks for a label gets the flavor that has it, by selector or by affinity', () => {
  const spot = flavor('spot', '{ nodeLabels: { karpenter.sh/capacity-type: spot } }');
  const onDemand = flavor('od', '{ nodeLabels: { karpenter.sh/capacity-type: on-demand } }');
  const texts = [
    ...[flavor('bare'), spot, onDemand],
    queue({
      name: 'a',
      flavors: { bare: 'nominalQuota: 9', spot: 'nominalQuota: 9', od: 'nominalQuota: 9' },
    }),
  ];
  const asking = (pod: string): string[] => verdicts(...texts, job('j', { queue: 'a', pods: 2, pod }));
  assert.deepEqual(asking(''), ['j admitted bare']);
  assert.deepEqual(asking('nodeSelector: { karpenter.sh/capacity-type: on-demand }'), ['j admitted od']);
  const affinity = (expression: string): string =>
    `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [${expression}] }] } } }`;
  assert.deepEqual(
    asking(affinity('{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand, reserved] }')),
    ['j admitted od'],
  );
  // No flavor has this label: it is Karpenter's business.
  assert.deepEqual(asking(affinity('{ key: kubernetes.io/arch, operator: In, values: [amd64] }')), [
    'j admitted bare',
  ]);
});

test('queues that admit nothing from a namespace, for a missing flavor, or for now', () => {
  const one = job('one', { queue: 'a', pods: 1 });
  const quota = { plain: 'nominalQuota: 2' };
  assert.match(
    reasonOf(PLAIN, queue({ name: 'a', flavors: quota, selector: '' }), one),
    /namespaceSelector of a does not select/,
  );
  const byLabel = queue({ name: 'a', flavors: quota, selector: '{ matchLabels: { team: ml } }' });
  assert.match(reasonOf(PLAIN, byLabel, one), /does not select its namespace/);
  const namespace = '---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ml, labels: { team: ml } }\n';
  assert.deepEqual(verdicts(PLAIN, namespace, byLabel, one), ['one admitted plain']);
  assert.match(reasonOf(queue({ name: 'a', flavors: quota }), one), /no ResourceFlavor plain/);
  const held = queue({ name: 'a', flavors: quota }).replace(
    'clusterQueue: a',
    'clusterQueue: a, stopPolicy: Hold',
  );
  assert.match(reasonOf(PLAIN, held, one), /stopPolicy of its LocalQueue/);
});

test('the head of a strict queue keeps its quota from those that would borrow it', () => {
  const strict = queue({
    name: 'a',
    flavors: { plain: 'nominalQuota: 8' },
    more: 'cohortName: all\n  queueingStrategy: StrictFIFO',
  });
  const texts = [PLAIN, strict, inCohort('b', 'nominalQuota: 2')];
  const jobs = [
    job('first', { queue: 'a', pods: 4 }),
    job('head', { queue: 'a', pods: 8 }),
    job('small', { queue: 'b', pods: 1 }),
    job('other', { queue: 'b', pods: 5 }),
  ];
  const reports = judge(...texts, ...jobs);
  assert.deepEqual(
    reports.map(({ verdict }) => verdict),
    ['admitted', 'waits', 'admitted', 'waits'],
  );
  assert.match(reports[3]?.reason ?? '', /behind ml\/head/);
});
