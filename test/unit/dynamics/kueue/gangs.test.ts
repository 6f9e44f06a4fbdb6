import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gangs } from '../../../../server/src/api';

const POOL = readFileSync('examples/spike/nodepool.yaml', 'utf8');

interface JobOptions {
  readonly name: string;
  readonly pods: number;
  readonly cpu?: string;
  readonly queue?: string;
  readonly priority?: string;
  readonly leastPods?: number;
  readonly selector?: string;
}

const job = ({
  name,
  pods,
  cpu = '1',
  queue = 'team',
  priority,
  leastPods,
  selector,
}: JobOptions): string => `
---
apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  namespace: ml
  labels:
    kueue.x-k8s.io/queue-name: ${queue}
    ${priority === undefined ? '' : `kueue.x-k8s.io/priority-class: ${priority}`}
  annotations:
    team: a
    ${leastPods === undefined ? '' : `kueue.x-k8s.io/job-min-parallelism: "${leastPods}"`}
spec:
  suspend: true
  parallelism: ${pods}
  completions: ${pods}
  template:
    spec:
      restartPolicy: Never
      ${selector === undefined ? '' : `nodeSelector: { tier: ${selector} }`}
      containers: [{ name: t, image: t:1, resources: { requests: { cpu: "${cpu}", memory: 1Gi } } }]
`;

interface QueueOptions {
  readonly cpu?: string;
  readonly more?: string;
  readonly cohort?: string;
  readonly name?: string;
}

const queue = ({ cpu = '20', more = '', cohort, name = 'team' }: QueueOptions = {}): string => `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: ClusterQueue
metadata: { name: ${name}-cluster }
spec:
  namespaceSelector: {}
  ${cohort === undefined ? '' : `cohortName: ${cohort}`}
  ${more}
  resourceGroups:
    - coveredResources: [cpu, memory]
      flavors:
        - name: standard
          resources:
            - { name: cpu, nominalQuota: "${cpu}" }
            - { name: memory, nominalQuota: 200Gi }
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: LocalQueue
metadata: { name: ${name}, namespace: ml }
spec: { clusterQueue: ${name}-cluster }
`;

const FLAVOR = `
---
apiVersion: kueue.x-k8s.io/v1beta2
kind: ResourceFlavor
metadata: { name: standard }
spec: { nodeLabels: { tier: standard } }
`;

const pool = POOL.replace(
  '  template:\n    spec:',
  '  template:\n    metadata:\n      labels:\n        tier: standard\n    spec:',
);

const judge = (...texts: readonly string[]) =>
  gangs({ files: [{ uri: 'file:///all.yaml', text: [pool, FLAVOR, ...texts].join('\n') }] });
const verdicts = (...texts: readonly string[]) =>
  judge(...texts).map(({ workload, verdict }) => `${workload} ${verdict}`);

test('a gang is admitted as a whole and packed on nodes of its flavor', () => {
  const [report] = judge(queue(), job({ name: 'train', pods: 6 }));
  assert.equal(report?.verdict, 'admitted', report?.reason);
  assert.deepEqual([report?.admittedPods, report?.flavors], [6, ['standard']]);
  assert.deepEqual(
    report?.nodes?.map(({ instanceType, pods }) => [instanceType, pods]),
    [
      ['m6i.xlarge', 3],
      ['m6i.xlarge', 3],
    ],
  );
});

test('all or nothing: what does not fit beside others waits', () => {
  const [first, second, third] = judge(
    queue(),
    job({ name: 'a', pods: 12 }),
    job({ name: 'b', pods: 10 }),
    job({ name: 'c', pods: 8 }),
  );
  assert.deepEqual([first?.verdict, second?.verdict, third?.verdict], ['admitted', 'waits', 'admitted']);
  assert.match(second?.reason ?? '', /waits for 10 of cpu: 8 are free/);
});

test('a strict queue keeps its order, priorities go first', () => {
  const strict = queue({ more: 'queueingStrategy: StrictFIFO' });
  const jobs = [job({ name: 'a', pods: 12 }), job({ name: 'b', pods: 10 }), job({ name: 'c', pods: 8 })];
  assert.deepEqual(verdicts(strict, ...jobs), ['ml/a admitted', 'ml/b waits', 'ml/c waits']);
  const urgent = `---\napiVersion: kueue.x-k8s.io/v1beta2\nkind: WorkloadPriorityClass\nmetadata: { name: urgent }\nvalue: 100\n`;
  const later = job({ name: 'd', pods: 20, priority: 'urgent' });
  assert.deepEqual(verdicts(queue(), urgent, jobs[0] ?? '', later), ['ml/a waits', 'ml/d admitted']);
});

test('a gang above every quota can never run, unless it borrows or takes fewer pods', () => {
  const large = job({ name: 'big', pods: 24 });
  const [alone] = judge(queue(), large);
  assert.equal(alone?.verdict, 'never');
  assert.match(alone?.reason ?? '', /24 pods together ask for 24 of cpu; team-cluster has 20 at most/);
  const cohort = [queue({ cohort: 'all' }), queue({ cohort: 'all', name: 'other' })];
  assert.deepEqual(verdicts(...cohort, large), ['ml/big admitted']);
  const [partial] = judge(queue(), job({ name: 'big', pods: 24, leastPods: 8 }));
  assert.deepEqual([partial?.verdict, partial?.admittedPods], ['admitted', 20]);
});

test('a gang that quota admits and no pool can hold says so', () => {
  const [tall] = judge(queue(), job({ name: 'tall', pods: 2, cpu: '6' }));
  assert.equal(tall?.verdict, 'never');
  assert.match(
    tall?.reason ?? '',
    /Quota admits 2 pods, but 2 of them find no node even when ml\/tall is alone/,
  );
  const [wide] = judge(queue({ cpu: '200' }), job({ name: 'wide', pods: 80 }));
  assert.equal(wide?.verdict, 'never');
  assert.match(wide?.reason ?? '', /limit/);
});

test('gangs that pool limits keep apart wait for each other', () => {
  const both = judge(queue({ cpu: '200' }), job({ name: 'a', pods: 50 }), job({ name: 'b', pods: 50 }));
  assert.deepEqual(
    both.map(({ verdict }) => verdict),
    ['admitted', 'waits'],
  );
  assert.match(both[1]?.reason ?? '', /pools are at their limits/);
});

test('queues, flavors and holds that admit nothing', () => {
  assert.match(judge(job({ name: 'lost', pods: 1, queue: 'none' }))[0]?.reason ?? '', /no ClusterQueue/);
  assert.match(
    judge(queue({ more: 'stopPolicy: Hold' }), job({ name: 'a', pods: 1 }))[0]?.reason ?? '',
    /stopPolicy/,
  );
  const other = judge(queue(), job({ name: 'a', pods: 1, selector: 'fast' }));
  assert.match(other[0]?.reason ?? '', /No flavor of team-cluster suits/);
});

test('where a queue may take back what it lends, a gang that waits says that this is not played', () => {
  const jobs = [
    job({ name: 'a', pods: 15 }),
    job({ name: 'b', pods: 5 }),
    job({ name: 'c', pods: 24, queue: 'other' }),
  ];
  const waiting = (policy: string): string => {
    const own = queue({ cohort: 'all', more: `preemption: { reclaimWithinCohort: ${policy} }` });
    const reports = judge(own, queue({ cohort: 'all', name: 'other' }), ...jobs);
    assert.deepEqual(
      reports.map(({ verdict }) => verdict),
      ['admitted', 'waits', 'admitted'],
    );
    return reports[1]?.reason ?? '';
  };
  assert.match(
    waiting('Any'),
    /It waits for 5 of cpu: 1 is free\. team-cluster may take back quota that is lent \(reclaimWithinCohort\), which is not played/,
  );
  for (const policy of ['Never', 'LowerPriority'])
    assert.equal(waiting(policy), 'It waits for 5 of cpu: 1 is free.', policy);
});
