/** Jobs, cron jobs, autoscalers, budgets, classes and claims. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { problemsOf, template, type Json } from './support';

type Case = readonly [string, Json, readonly string[], Json?];
const cases = (kind: string, base: (fields: Json) => Json, list: readonly Case[]): void => {
  for (const [title, fields, expected, old] of list)
    it(title, () => assert.deepStrictEqual(problemsOf(kind, base(fields), old && base(old)), expected));
};
const never = template({ restartPolicy: 'Never' }, {});
const withSpec =
  (defaults: Json, name = 'x') =>
  (fields: Json): Json => ({ metadata: { name }, spec: { ...defaults, ...fields } });

describe('Job', () => {
  cases('batch/v1/Job', withSpec({ template: never }), [
    ['is fine', {}, []],
    [
      'the default restart policy',
      { template: template({}, {}) },
      ['spec.template.spec.restartPolicy required'],
    ],
    [
      'indexed without completions',
      { completionMode: 'Indexed', parallelism: 2 },
      ['spec.completions required'],
    ],
    ['indexed, with defaults', { completionMode: 'Indexed' }, []],
    ['limits per index', { backoffLimitPerIndex: 1 }, ['spec.backoffLimitPerIndex invalid']],
    [
      'a selector of its own',
      { selector: { matchLabels: { a: 'b' } } },
      ['spec.selector invalid', 'spec.template.metadata.labels invalid'],
    ],
    [
      'manualSelector without selector',
      { manualSelector: true },
      ['spec.selector required', 'spec.template.metadata.labels invalid'],
    ],
    [
      'labels of the server',
      { template: template({ restartPolicy: 'Never' }, { labels: { 'job-name': 'y' } }) },
      ['spec.template.metadata.labels[job-name] invalid'],
    ],
    [
      'failure policy',
      {
        podFailurePolicy: {
          rules: [
            { action: 'Ignore' },
            { action: 'FailIndex', onExitCodes: { operator: 'In', values: [2, 1, 0] } },
          ],
        },
      },
      [
        'spec.podFailurePolicy.rules[0] invalid',
        'spec.podFailurePolicy.rules[1].action invalid',
        'spec.podFailurePolicy.rules[1].onExitCodes.values[2] invalid',
        'spec.podFailurePolicy.rules[1].onExitCodes.values invalid',
      ],
    ],
    [
      'success policy',
      {
        completionMode: 'Indexed',
        completions: 3,
        successPolicy: {
          rules: [{ succeededIndexes: '0-1,5' }, { succeededIndexes: '0,2', succeededCount: 3 }],
        },
      },
      [
        'spec.successPolicy.rules[0].succeededIndexes invalid',
        'spec.successPolicy.rules[1].succeededCount invalid',
      ],
    ],
    ['managedBy', { managedBy: 'me' }, ['spec.managedBy invalid']],
    [
      'another image in an update',
      { template: template({ restartPolicy: 'Never', containers: [{ name: 'c', image: 'b' }] }, {}) },
      ['spec.template invalid'],
      {},
    ],
    [
      'completions of an indexed job, without parallelism',
      { completionMode: 'Indexed', completions: 4, parallelism: 2 },
      ['spec.completions invalid'],
      { completionMode: 'Indexed', completions: 2, parallelism: 2 },
    ],
    [
      'completions of an indexed job, with parallelism',
      { completionMode: 'Indexed', completions: 4, parallelism: 4 },
      [],
      { completionMode: 'Indexed', completions: 2, parallelism: 2 },
    ],
    [
      'the status that a condition has by default',
      {
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'X', status: 'True' }] }] },
      },
      [],
      { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'X' }] }] } },
    ],
    ['a selector by hand for a job that has a generated one', { manualSelector: true }, [], {}],
    [
      'service links that templates do not have by default',
      { template: template({ restartPolicy: 'Never', enableServiceLinks: true }, {}) },
      ['spec.template invalid'],
      {},
    ],
    [
      'what defaults add is no change',
      { completionMode: 'NonIndexed', completions: 1, parallelism: 1 },
      [],
      { suspend: false },
    ],
    ['completions that were 1 by default', { completions: 5 }, ['spec.completions invalid'], {}],
    [
      'completions that are none beside parallelism',
      { parallelism: 1 },
      ['spec.completions invalid'],
      { completions: 1 },
    ],
    ['an empty selector beside the generated one', { selector: {} }, ['spec.selector invalid'], {}],
  ]);
  it('a name too long for its pods', () => {
    const job = withSpec({ template: never, completionMode: 'Indexed', completions: 10 }, 'a'.repeat(62))({});
    assert.deepStrictEqual(problemsOf('batch/v1/Job', job), ['metadata.name invalid']);
  });
});

describe('CronJob', () => {
  const cron = withSpec({ schedule: '*/5 * * * *', jobTemplate: { spec: { template: never } } });
  cases('batch/v1/CronJob', cron, [
    ['is fine', { timeZone: 'Europe/Berlin' }, []],
    ['schedules', { schedule: '0 0 32 * *' }, ['spec.schedule invalid']],
    ['a time zone in the schedule', { schedule: 'TZ=UTC 0 0 * * *' }, ['spec.schedule invalid']],
    ['kept if it was there', { schedule: 'TZ=UTC 0 0 * * *' }, [], { schedule: 'TZ=UTC 1 0 * * *' }],
    ['time zones', { timeZone: 'Mars/Base' }, ['spec.timeZone invalid']],
    ['their case', { timeZone: 'europe/berlin' }, ['spec.timeZone invalid']],
    [
      'policies and counts',
      { concurrencyPolicy: 'x', failedJobsHistoryLimit: -1 },
      ['spec.concurrencyPolicy not-supported', 'spec.failedJobsHistoryLimit invalid'],
    ],
    [
      'jobs are not defaulted',
      { jobTemplate: { spec: { template: never, completionMode: 'Indexed' } } },
      ['spec.jobTemplate.spec.completions required'],
    ],
    [
      'no selector',
      { jobTemplate: { spec: { template: never, selector: {}, manualSelector: true } } },
      ['spec.jobTemplate.spec.selector invalid', 'spec.jobTemplate.spec.manualSelector not-supported'],
    ],
  ]);
  it('a long name', () => {
    const long = withSpec(
      { schedule: '@daily', jobTemplate: { spec: { template: never } } },
      'a'.repeat(53),
    )({});
    assert.deepStrictEqual(problemsOf('batch/v1/CronJob', long), ['metadata.name invalid']);
  });
});

describe('HorizontalPodAutoscaler v2', () => {
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const metric = (fields: Json): Json => ({ metrics: [fields] });
  cases('autoscaling/v2/HorizontalPodAutoscaler', withSpec({ scaleTargetRef: target, maxReplicas: 3 }), [
    ['is fine', {}, []],
    [
      'bounds',
      { minReplicas: 0, maxReplicas: 0 },
      ['spec.minReplicas invalid', 'spec.maxReplicas invalid', 'spec.metrics forbidden'],
    ],
    ['minimum above maximum', { minReplicas: 5 }, ['spec.maxReplicas invalid']],
    [
      'a target without group',
      { scaleTargetRef: { ...target, apiVersion: 'v1' } },
      ['spec.scaleTargetRef.apiVersion invalid'],
    ],
    [
      'kept in an update',
      { scaleTargetRef: { ...target, apiVersion: 'v1' } },
      [],
      { scaleTargetRef: { ...target, apiVersion: 'v1' } },
    ],
    [
      'but for the core kind',
      { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'x' } },
      [],
    ],
    [
      'type and source',
      metric({
        type: 'Resource',
        pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: 1 } },
      }),
      ['spec.metrics[0].resource required'],
    ],
    [
      'two sources',
      metric({
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
        external: { metric: { name: 'm' }, target: { type: 'Value', value: 1 } },
      }),
      ['spec.metrics[0].resource forbidden'].map(() => 'spec.metrics[0].external forbidden'),
    ],
    ['a type of its own', metric({ type: 'cpu' }), ['spec.metrics[0].type not-supported']],
    [
      'targets',
      metric({
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'utilization', averageUtilization: 0 } },
      }),
      [
        'spec.metrics[0].resource.target.type invalid',
        'spec.metrics[0].resource.target.averageUtilization invalid',
      ],
    ],
    [
      'container metrics',
      metric({
        type: 'ContainerResource',
        containerResource: {
          name: 'gpu',
          container: 'A',
          target: { type: 'Utilization', averageUtilization: 1 },
        },
      }),
      [
        'spec.metrics[0].containerResource.name invalid',
        'spec.metrics[0].containerResource.container invalid',
      ],
    ],
    [
      'behavior',
      {
        behavior: {
          scaleUp: { policies: [], stabilizationWindowSeconds: 3601 },
          scaleDown: { selectPolicy: 'x', policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }] },
        },
      },
      [
        'spec.behavior.scaleUp.stabilizationWindowSeconds invalid',
        'spec.behavior.scaleUp.policies required',
        'spec.behavior.scaleDown.selectPolicy not-supported',
        'spec.behavior.scaleDown.policies[0].value invalid',
        'spec.behavior.scaleDown.policies[0].periodSeconds invalid',
      ],
    ],
  ]);
});

describe('HorizontalPodAutoscaler v1', () => {
  it('has the paths of the internal type', () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 2,
      targetCPUUtilizationPercentage: 0,
    };
    assert.deepStrictEqual(
      problemsOf('autoscaling/v1/HorizontalPodAutoscaler', { metadata: { name: 'x' }, spec }),
      ['spec.metrics[0].resource.target.averageUtilization invalid'],
    );
  });
  it('reads the fields of annotations without regard to case', () => {
    const annotations = {
      'autoscaling.alpha.kubernetes.io/behavior':
        '{"ScaleUp":{"Policies":[{"TYPE":"Pods","value":0,"periodseconds":15}]}}',
    };
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 2,
    };
    assert.deepStrictEqual(
      problemsOf('autoscaling/v1/HorizontalPodAutoscaler', { metadata: { name: 'x', annotations }, spec }),
      ['spec.behavior.scaleUp.policies[0].value invalid'],
    );
  });
  it('keeps the generation that a new one has, which may not be negative', () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 2,
    };
    const hpa = { metadata: { name: 'x', generation: -1 }, spec };
    assert.deepStrictEqual(problemsOf('autoscaling/v1/HorizontalPodAutoscaler', hpa), [
      'metadata.generation invalid',
    ]);
    assert.deepStrictEqual(problemsOf('autoscaling/v1/HorizontalPodAutoscaler', hpa, hpa), []);
  });
  it('reads metrics and behavior from annotations', () => {
    const annotations = {
      'autoscaling.alpha.kubernetes.io/metrics':
        '[{"type":"Pods","pods":{"metricName":"","targetAverageValue":"1"}}]',
      'autoscaling.alpha.kubernetes.io/behavior': '{"scaleUp":{"policies":[]}}',
    };
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 2,
    };
    assert.deepStrictEqual(
      problemsOf('autoscaling/v1/HorizontalPodAutoscaler', { metadata: { name: 'x', annotations }, spec }),
      ['spec.metrics[0].pods.metric.name required', 'spec.behavior.scaleUp.policies required'],
    );
  });
});

describe('PodDisruptionBudget', () => {
  cases('policy/v1/PodDisruptionBudget', withSpec({}), [
    ['is fine', { minAvailable: '50%' }, []],
    ['both', { minAvailable: 1, maxUnavailable: 1 }, ['spec invalid']],
    [
      'texts',
      { minAvailable: '1', maxUnavailable: '101%' },
      ['spec invalid', 'spec.minAvailable invalid', 'spec.maxUnavailable invalid'],
    ],
    [
      'policy',
      { unhealthyPodEvictionPolicy: 'alwaysallow' },
      ['spec.unhealthyPodEvictionPolicy not-supported'],
    ],
  ]);
});

describe('classes and claims', () => {
  cases(
    'scheduling.k8s.io/v1/PriorityClass',
    (fields) => ({ metadata: { name: 'p' }, value: 5, ...fields }),
    [
      ['is fine', {}, []],
      ['too high', { value: 1000000001 }, ['value forbidden']],
      ['reserved names', { metadata: { name: 'system-x' } }, ['metadata.name forbidden']],
      ['policy', { preemptionPolicy: 'never' }, ['preemptionPolicy not-supported']],
      ['another value', { value: 6 }, ['value forbidden'], {}],
    ],
  );
  cases(
    'storage.k8s.io/v1/StorageClass',
    (fields) => ({ metadata: { name: 's' }, provisioner: 'ebs.csi.aws.com', ...fields }),
    [
      ['is fine', {}, []],
      ['no provisioner', { provisioner: '' }, ['provisioner required']],
      [
        'policies',
        { reclaimPolicy: 'Recycle', volumeBindingMode: 'Later' },
        ['reclaimPolicy not-supported', 'volumeBindingMode not-supported'],
      ],
      [
        'topologies',
        { allowedTopologies: [{ matchLabelExpressions: [{ key: 'z', values: ['a', 'a'] }] }] },
        ['allowedTopologies[0].matchLabelExpressions[0].values[1] duplicate'],
      ],
      ['other parameters', { parameters: { type: 'gp3' } }, ['parameters forbidden'], {}],
    ],
  );
  cases(
    'v1/PersistentVolumeClaim',
    withSpec({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }),
    [
      ['is fine', {}, []],
      ['modes', { accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }, ['spec.accessModes forbidden']],
      ['dropped source', { dataSource: { kind: 'VolumeSnapshot', name: 's' } }, []],
      [
        'reference that stands in for the source',
        { dataSourceRef: { kind: 'VolumeSnapshot', name: 's' } },
        ['spec.dataSource invalid', 'spec.dataSourceRef invalid'],
      ],
      ['reference elsewhere', { dataSourceRef: { kind: 'VolumeSnapshot', name: 's', namespace: 'b' } }, []],
    ],
  );
});
