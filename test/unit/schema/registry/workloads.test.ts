/** Deployments, ReplicaSets, StatefulSets, DaemonSets. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { deployment, POD, problemsOf, template, type Json } from './support';

const cases = (kind: string, list: readonly (readonly [string, Json, readonly string[], Json?])[]): void => {
  for (const [title, spec, expected, old] of list) {
    it(title, () =>
      assert.deepStrictEqual(problemsOf(kind, deployment(spec), old && deployment(old)), expected),
    );
  }
};

describe('Deployment', () => {
  cases('apps/v1/Deployment', [
    ['is fine', {}, []],
    [
      'negative counts',
      { replicas: -1, minReadySeconds: -1, revisionHistoryLimit: -1 },
      ['spec.replicas invalid', 'spec.minReadySeconds invalid', 'spec.revisionHistoryLimit invalid'],
    ],
    ['no selector', { selector: null }, ['spec.selector required', 'spec.template.metadata.labels invalid']],
    ['empty selector', { selector: {} }, ['spec.selector invalid']],
    [
      'selector beside the labels',
      { selector: { matchLabels: { app: 'other' } } },
      ['spec.template.metadata.labels invalid'],
    ],
    [
      'selector that cannot be compiled',
      { selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } },
      ['spec.selector.matchExpressions[0].operator invalid', 'spec.selector invalid'],
    ],
    ['unknown strategy', { strategy: { type: 'rolling' } }, ['spec.strategy not-supported']],
    [
      'Recreate with rollingUpdate',
      { strategy: { type: 'Recreate', rollingUpdate: {} } },
      ['spec.strategy.rollingUpdate forbidden'],
    ],
    [
      'a percentage without its sign',
      { strategy: { rollingUpdate: { maxSurge: '25' } } },
      ['spec.strategy.rollingUpdate.maxSurge invalid'],
    ],
    [
      'more than everything',
      { strategy: { rollingUpdate: { maxUnavailable: '101%' } } },
      ['spec.strategy.rollingUpdate.maxUnavailable invalid'],
    ],
    [
      'nothing may be replaced',
      { strategy: { rollingUpdate: { maxUnavailable: '0%', maxSurge: 0 } } },
      ['spec.strategy.rollingUpdate.maxUnavailable invalid'],
    ],
    ['ready later than the deadline', { minReadySeconds: 600 }, ['spec.progressDeadlineSeconds invalid']],
    [
      'pods that end',
      { template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) },
      [
        'spec.template.spec.restartPolicy not-supported',
        'spec.template.spec.activeDeadlineSeconds forbidden',
      ],
    ],
    [
      'labels of the template',
      { template: template({}, { labels: { app: 'web', 'a b': 'c' } }) },
      ['spec.template.labels invalid'],
    ],
    [
      'another selector in an update',
      {
        selector: { matchLabels: { app: 'web', a: 'b' } },
        template: template({}, { labels: { app: 'web', a: 'b' } }),
      },
      ['spec.selector invalid'],
      {},
    ],
    [
      'an empty list of expressions in an update',
      { selector: { matchLabels: { app: 'web' }, matchExpressions: [] } },
      [],
      {},
    ],
  ]);
});

describe('ReplicaSet', () => {
  cases('apps/v1/ReplicaSet', [
    ['is fine', {}, []],
    [
      'selector beside the labels',
      { selector: { matchLabels: { app: 'x' } } },
      ['spec.template.metadata.labels invalid'],
    ],
  ]);
});

describe('DaemonSet', () => {
  cases('apps/v1/DaemonSet', [
    ['is fine', {}, []],
    [
      'surge and unavailable',
      { updateStrategy: { rollingUpdate: { maxSurge: 1 } } },
      ['spec.updateStrategy.rollingUpdate.maxSurge invalid'],
    ],
    [
      'neither of them',
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
      ['spec.updateStrategy.rollingUpdate.maxUnavailable required'],
    ],
    ['OnDelete', { updateStrategy: { type: 'OnDelete' } }, []],
    ['no selector', { selector: null }, ['spec.template.metadata.labels invalid']],
  ]);
});

describe('StatefulSet', () => {
  const mounted = template({
    containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
    hostname: 'NOT A NAME',
  });
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  cases('apps/v1/StatefulSet', [
    ['is fine', {}, []],
    [
      "claims are volumes; the hostname is the controller's",
      { template: mounted, volumeClaimTemplates: [claim] },
      [],
    ],
    [
      'a claim without size',
      { volumeClaimTemplates: [{ ...claim, spec: { accessModes: ['RWO'] } }] },
      [
        'spec.volumeClaimTemplates[0].spec.accessModes not-supported',
        'spec.volumeClaimTemplates[0].spec.resources[storage] required',
      ],
    ],
    [
      'policies',
      {
        podManagementPolicy: 'x',
        updateStrategy: { type: 'x' },
        persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' },
      },
      [
        'spec.podManagementPolicy invalid',
        'spec.updateStrategy invalid',
        'spec.persistentVolumeClaimRetentionPolicy.whenScaled not-supported',
      ],
    ],
    ['what an update may change', { replicas: 5, podManagementPolicy: 'OrderedReady' }, [], {}],
    ['what it may not', { serviceName: 'b' }, ['spec forbidden'], { serviceName: 'a' }],
  ]);
});

describe('a policy for SELinux labels that a cluster has stored', () => {
  const pods = (seLinuxChangePolicy?: string): Json => ({ securityContext: { seLinuxChangePolicy } });
  const kinds: readonly (readonly [string, (pod: Json) => Json, string])[] = [
    ['apps/v1/Deployment', (pod) => deployment({ template: template(pod) }), 'spec.template.spec'],
    ['apps/v1/StatefulSet', (pod) => deployment({ template: template(pod) }), 'spec.template.spec'],
    ['v1/Pod', (pod) => ({ metadata: { name: 'p' }, spec: { ...POD, ...pod } }), 'spec'],
    [
      'batch/v1/CronJob',
      (pod) => ({
        metadata: { name: 'c' },
        spec: {
          schedule: '@daily',
          jobTemplate: { spec: { template: template({ restartPolicy: 'Never', ...pod }) } },
        },
      }),
      'spec.jobTemplate.spec.template.spec',
    ],
  ];
  for (const [kind, make, path] of kinds)
    it(`stays allowed in an update of a ${kind}`, () => {
      const mount = make(pods('MountOption'));
      const problem = `${path}.securityContext.seLinuxChangePolicy not-supported`;
      assert.deepStrictEqual(problemsOf(kind, mount), [problem]);
      assert.deepStrictEqual(problemsOf(kind, mount, mount), []);
      if (kind !== 'v1/Pod') assert.deepStrictEqual(problemsOf(kind, mount, make({})), [problem]);
    });
});
