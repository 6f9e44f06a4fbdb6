import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptAt, completeAt, labelsAt } from '../../support/completion';

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: a\nspec:\n';
const REQUIREMENTS = `${POOL}  template:\n    spec:\n      requirements:\n`;
const NODE_CLASS = 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata:\n  name: a\nspec:\n';
const SCALED = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: a\nspec:\n';
const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n';
const HPA = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\nspec:\n';

describe('fields', () => {
  test('those that are missing, required ones first', () => {
    assert.deepEqual(labelsAt(`${POOL}  weight: 1\n  |`), ['template', 'disruption', 'limits', 'replicas']);
  });

  test('in the order in which people write them', () => {
    assert.deepEqual(labelsAt(`${HPA}  |`), [
      ...['scaleTargetRef', 'minReplicas', 'maxReplicas', 'metrics', 'behavior'],
    ]);
    assert.deepEqual(labelsAt(`${DEPLOYMENT}      containers:\n        - |`).slice(0, 4), [
      ...['name, image', 'name', 'image', 'command'],
    ]);
    assert.deepEqual(labelsAt(`${NODE_CLASS}  |`).slice(0, 2), ['role', 'amiSelectorTerms']);
  });

  test('with what must be in them', () => {
    assert.equal(
      acceptAt(`${POOL}  te|`, 'template'),
      `${POOL}  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: default
      requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values: []`,
    );
  });

  test('below a dash everything hangs from the dash', () => {
    assert.equal(
      acceptAt(`${NODE_CLASS}  blockDeviceMappings:\n    - |`, 'ebs'),
      `${NODE_CLASS}  blockDeviceMappings:\n    - ebs:\n        `,
    );
  });

  test('a new item brings its dash, in lists of either indentation', () => {
    const item = 'key, operator, values';
    const text = '- key: karpenter.sh/capacity-type\n          operator: In\n          values: []';
    const first = `${REQUIREMENTS}        - key: x\n        `;
    assert.equal(acceptAt(`${first}|`, item), `${first}${text}`);
    assert.equal(acceptAt(`${REQUIREMENTS}        |`, item), `${REQUIREMENTS}        ${text}`);
  });

  test('lists are written as the document writes them', () => {
    const text = `${NODE_CLASS}  securityGroupSelectorTerms:\n  - id: sg-1\n  |`;
    assert.match(
      acceptAt(text, 'subnetSelectorTerms'),
      /\n {2}subnetSelectorTerms:\n {2}- tags:\n {6}karpenter/,
    );
  });

  test('a key that has its colon is replaced alone', () => {
    assert.equal(acceptAt(`${POOL}  wei|: 10`, 'weight'), `${POOL}  weight: 10`);
  });

  test('in JSON they are quoted', () => {
    const text = '{"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "spec": {|}}';
    assert.equal(acceptAt(text, 'limits'), text.replace('|', '"limits": {  }'));
  });

  test('of metadata', () => {
    assert.ok(labelsAt(POOL.replace('  name: a\n', '  |\n')).includes('labels'));
  });

  test('carry type, documentation, default and constraint', () => {
    const item = completeAt(`${POOL}  disruption:\n    |`).items.find(
      ({ label }) => label === 'consolidateAfter',
    );
    assert.equal(item?.detail, 'string, required');
    assert.match(
      item?.documentation ?? '',
      /^Quiet time .*\n\nConstraint: whole `h`, `m` and `s`, or `Never`$/s,
    );
  });

  test('follow the Karpenter release of the settings', () => {
    const labels = (version: string) =>
      completeAt(`${NODE_CLASS}  |`, '', version).items.map(({ label }) => label);
    assert.ok(!labels('1.14.1').includes('enclaveOptions'));
    assert.ok(labels('1.15.1').includes('enclaveOptions'));
  });
});

describe('values', () => {
  test('of requirements: keys, operators, values of the key beside', () => {
    assert.equal(labelsAt(`${REQUIREMENTS}        - key: |`)[0], 'karpenter.sh/capacity-type');
    assert.deepEqual(labelsAt(`${REQUIREMENTS}        - key: a\n          operator: |`).slice(0, 4), [
      ...['In', 'NotIn', 'Exists', 'DoesNotExist'],
    ]);
    const capacity = `${REQUIREMENTS}        - key: karpenter.sh/capacity-type\n          operator: In\n`;
    assert.deepEqual(labelsAt(`${capacity}          values: [spot, |]`), ['on-demand', 'reserved']);
    assert.equal(acceptAt(`${capacity}          values: |`, 'spot'), `${capacity}          values: [spot]`);
  });

  test('instance types come with size and price, and narrow down while typing', () => {
    const types = completeAt(
      `${REQUIREMENTS}        - key: node.kubernetes.io/instance-type\n          values:\n            - m7g.|`,
    );
    assert.equal(types.isIncomplete, true);
    const large = types.items.find(({ label }) => label === 'm7g.large');
    assert.match(large?.detail ?? '', /^2 vCPU, 8 GiB, arm64, \$0\.\d+\/h$/);
    assert.ok(types.items.every(({ label }) => label.includes('m7g.')));
  });

  test('numbers of labels are quoted, once', () => {
    const cpu = `${REQUIREMENTS}        - key: karpenter.k8s.aws/instance-cpu\n          values: `;
    assert.equal(acceptAt(`${cpu}|`, '4'), `${cpu}["4"]`);
    assert.equal(acceptAt(`${cpu}["|"]`, '4'), `${cpu}["4"]`);
    assert.deepEqual(labelsAt(`${cpu}[|]`).slice(0, 4), ['1', '2', '4', '8']);
  });

  test('zones follow the region; families, sizes and categories its types', () => {
    const values = (key: string) => labelsAt(`${REQUIREMENTS}        - key: ${key}\n          values: [|]`);
    assert.deepEqual(values('topology.kubernetes.io/zone').slice(0, 2), ['us-east-1a', 'us-east-1b']);
    assert.ok(values('karpenter.k8s.aws/instance-category').includes('c'));
    assert.ok(values('karpenter.k8s.aws/instance-family').includes('m7g'));
    assert.ok(values('karpenter.k8s.aws/instance-size').includes('2xlarge'));
    assert.deepEqual(values('kubernetes.io/arch'), ['amd64', 'arm64']);
  });

  test('node selectors and affinities of pods', () => {
    assert.deepEqual(labelsAt(`${DEPLOYMENT}      nodeSelector:\n        kubernetes.io/arch: |`), [
      'amd64',
      'arm64',
    ]);
    const term = 'nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [';
    const text = `${DEPLOYMENT}      affinity: {${term}{matchExpressions: [{key: kubernetes.io/arch, operator: |`;
    assert.deepEqual(labelsAt(text), ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']);
  });

  test('taint effects, AMI aliases, enumerations, truth values', () => {
    const taint = `${POOL}  template:\n    spec:\n      taints:\n        - effect: |`;
    assert.deepEqual(labelsAt(taint), ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    assert.ok(labelsAt(`${NODE_CLASS}  amiSelectorTerms:\n    - alias: |`).includes('al2023@latest'));
    assert.deepEqual(labelsAt(`${NODE_CLASS}  metadataOptions:\n    httpTokens: |`), [
      'required',
      'optional',
    ]);
    assert.deepEqual(labelsAt(`${NODE_CLASS}  detailedMonitoring: |`), ['true', 'false']);
  });

  test('a missing space behind the colon is added', () => {
    assert.equal(acceptAt(`${NODE_CLASS}  amiFamily:|`, 'AL2023'), `${NODE_CLASS}  amiFamily: AL2023`);
  });
});

describe('KEDA', () => {
  const cron = `${SCALED}  triggers:\n    - type: cron\n`;

  test('trigger types, those used most first', () => {
    const types = labelsAt(`${SCALED}  triggers:\n    - type: |`);
    assert.equal(types[0], 'cron');
    assert.equal(types.length, 78);
  });

  test('parameters of the trigger, those that must be given first', () => {
    assert.deepEqual(labelsAt(`${cron}      metadata:\n        start: x\n        |`), [
      ...['end', 'timezone', 'desiredReplicas'],
    ]);
    const sqs = labelsAt(`${SCALED}  triggers:\n    - type: aws-sqs-queue\n      metadata:\n        |`);
    assert.deepEqual(sqs.slice(0, 2), ['queueURL', 'awsRegion']);
    assert.ok(sqs.includes('queueURLFromEnv'));
  });

  test('metadata brings what must be given, quoted', () => {
    assert.equal(
      acceptAt(`${cron}      |`, 'metadata'),
      `${cron}      metadata:\n        start: ""\n        end: ""\n        timezone: ""\n        desiredReplicas: ""`,
    );
  });

  test('values that a parameter takes', () => {
    const kafka = `${SCALED}  triggers:\n    - type: kafka\n      metadata:\n`;
    assert.deepEqual(labelsAt(`${kafka}        offsetResetPolicy: |`), ['latest', 'earliest']);
    assert.equal(
      acceptAt(`${kafka}        allowIdleConsumers: |`, 'true'),
      `${kafka}        allowIdleConsumers: "true"`,
    );
  });
});

describe('names of the workspace', () => {
  const OTHERS = [
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: fast}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: app}]}}}',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: elsewhere, namespace: other}',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {password: x}',
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: high}\nvalue: 1',
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: p}\nspec: {template: {metadata: {labels: {team: red}}, spec: {taints: [{key: gpu, value: big, effect: NoSchedule}]}}}',
  ].join('\n---\n');

  test('node classes, scale targets of the namespace, priority classes', () => {
    assert.deepEqual(
      labelsAt(`${POOL}  template:\n    spec:\n      nodeClassRef:\n        name: |`, OTHERS),
      ['fast'],
    );
    assert.deepEqual(labelsAt(`${SCALED}  scaleTargetRef:\n    name: |`, OTHERS), ['web']);
    assert.deepEqual(labelsAt(`${DEPLOYMENT}      priorityClassName: |`, OTHERS), ['high']);
  });

  test('containers of the target, keys of a Secret', () => {
    const metric =
      '  metrics:\n    - type: ContainerResource\n      containerResource:\n        container: |';
    const target = '  scaleTargetRef:\n    kind: Deployment\n    name: web\n';
    assert.deepEqual(labelsAt(`${HPA}${target}${metric}`, OTHERS), ['app']);
    const auth =
      'apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nspec:\n  secretTargetRef:\n    - name: login\n';
    assert.deepEqual(labelsAt(`${auth}      key: |`, OTHERS), ['password']);
    // One for the whole cluster reads what is beside KEDA.
    const clusterAuth = auth.replace('kind: ', 'kind: Cluster');
    assert.deepEqual(labelsAt(`${clusterAuth}      key: |`, OTHERS), []);
    const besideKeda = OTHERS.replace('{name: login}', '{name: login, namespace: keda}');
    assert.notEqual(besideKeda, OTHERS);
    assert.deepEqual(labelsAt(`${clusterAuth}      key: |`, besideKeda), ['password']);
  });

  test('labels and taints of NodePools', () => {
    assert.ok(labelsAt(`${DEPLOYMENT}      nodeSelector:\n        |`, OTHERS).includes('team'));
    assert.deepEqual(labelsAt(`${DEPLOYMENT}      nodeSelector:\n        team: |`, OTHERS), ['red']);
    assert.deepEqual(labelsAt(`${DEPLOYMENT}      tolerations:\n        - key: |`, OTHERS), ['gpu']);
    assert.deepEqual(
      labelsAt(`${DEPLOYMENT}      tolerations:\n        - key: gpu\n          value: |`, OTHERS),
      ['big'],
    );
  });

  test('labels that a pool gives its nodes: what pods look for first', () => {
    const pods =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector: {tier: gold, kubernetes.io/arch: arm64}\n';
    const labels = `${POOL}  template:\n    metadata:\n      labels:\n        `;
    assert.deepEqual(labelsAt(`${labels}|`, `${OTHERS}\n---\n${pods}`), ['tier', 'team']);
    assert.deepEqual(labelsAt(`${labels}tier: |`, pods), ['gold']);
    assert.deepEqual(labelsAt(`${labels}team: |`, OTHERS), ['red']);
  });
});

test('usual values first, each with what it means', () => {
  const volume = completeAt(`${NODE_CLASS}  blockDeviceMappings:\n    - ebs:\n        volumeType: |`).items;
  assert.equal(volume.length, 7);
  assert.ok(volume.every(({ documentation }) => documentation !== undefined));
  assert.equal(labelsAt(`${NODE_CLASS}  blockDeviceMappings:\n    - ebs:\n        volumeType: |`)[0], 'gp3');
  assert.equal(labelsAt(`${NODE_CLASS}  amiFamily: |`)[0], 'AL2023');
  const budget =
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\nspec:\n  maxUnavailable: ';
  assert.equal(acceptAt(`${budget}|`, '10%'), `${budget}10%`);
  assert.equal(acceptAt(`${budget}|`, '1'), `${budget}1`);
});

test('List is a kind of v1, and v1 its version', () => {
  assert.ok(labelsAt('apiVersion: v1\nkind: |').includes('List'));
  assert.deepEqual(labelsAt('kind: List\napiVersion: |'), ['v1']);
  assert.ok(!labelsAt('apiVersion: apps/v1\nkind: |').includes('List'));
});

describe('not Kubernetes', () => {
  test('nothing in templates, other documents, unknown kinds, comments, block texts', () => {
    assert.deepEqual(labelsAt(`${POOL}  {{ if .Values.x }}\n  |`), []);
    assert.deepEqual(labelsAt('services:\n  web:\n    |'), []);
    assert.deepEqual(labelsAt('foo: 1\nki|'), []);
    assert.deepEqual(labelsAt('apiVersion: example.com/v1\nkind: Foo\nspec:\n  |'), []);
    assert.deepEqual(labelsAt(`${POOL}  # |`), []);
    assert.deepEqual(labelsAt(`${NODE_CLASS}  userData: >\n    text |`), []);
  });

  test('an empty document offers kind and apiVersion once something is typed', () => {
    assert.deepEqual(labelsAt('ki|').slice(0, 2), ['apiVersion', 'kind']);
    assert.ok(labelsAt('kind: |').includes('NodePool'));
    assert.deepEqual(labelsAt('kind: NodePool\napiVersion: |'), ['karpenter.sh/v1']);
  });

  test('each document of a stream is one of its own', () => {
    assert.deepEqual(
      labelsAt(`${POOL}---\nfoo: 1\n---\n${NODE_CLASS}  metadataOptions:\n    httpTokens: |`),
      [...['required', 'optional']],
    );
  });
});

describe('half-typed', () => {
  const values = ['WhenEmptyOrUnderutilized', 'WhenEmpty', 'Balanced'];
  const policy = `${POOL}  disruption:\n    consolidationPolicy: |`;

  test('line breaks of Windows, an anchor, a merge, an unclosed quote, brackets', () => {
    assert.deepEqual(labelsAt(policy.replaceAll('\n', '\r\n')), values);
    assert.deepEqual(labelsAt(policy.replace('|', '&p |')), values);
    assert.deepEqual(labelsAt(policy.replace('|', '"When|\n    consolidateAfter: 1m')), values);
    assert.deepEqual(labelsAt(`${POOL}  disruption: {consolidationPolicy: |`), values);
    assert.deepEqual(labelsAt(`${POOL}  disruption:\n    <<: *d\n    consolidationPolicy: |`), values);
    assert.deepEqual(
      labelsAt(policy.replace('policy: |', 'policy:|')),
      labelsAt(policy.replace('policy: |', 'policy: |')),
    );
  });

  test('nothing where a key cannot stand: behind a tab, in another column than the others', () => {
    assert.deepEqual(labelsAt(`${POOL}\t|`), []);
    assert.deepEqual(labelsAt(`${POOL}  weight: 1\n |`), []);
    assert.deepEqual(labelsAt(`${POOL}  weight: 1\n    |`), []);
    assert.ok(labelsAt(`${POOL}  weight: 1\n  |`).includes('limits'));
  });

  test('what the cluster writes is not offered, or last', () => {
    assert.ok(!labelsAt(`${POOL}|`).includes('status'));
    assert.equal(labelsAt(POOL.replace('  name: a\n', '  |\n')).at(-1), 'uid');
  });
});

describe('objects inside of others', () => {
  const LIST = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: karpenter.sh/v1\n    kind: NodePool\n';

  test('items of a List', () => {
    assert.ok(labelsAt(`${LIST}    spec:\n      |`).includes('template'));
    assert.deepEqual(
      labelsAt(`${LIST}    spec:\n      disruption:\n        consolidationPolicy: |`).length,
      3,
    );
    assert.deepEqual(labelsAt(`${LIST.replace('    kind: NodePool\n', '')}    kind: |`), [
      'NodePool',
      'NodeClaim',
    ]);
    assert.deepEqual(labelsAt('apiVersion: v1\nkind: List\nitems:\n  - |'), ['apiVersion', 'kind']);
  });

  test('pods of ScaledJobs and CronJobs', () => {
    const job =
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nspec:\n  jobTargetRef:\n    template:\n      spec:\n';
    assert.deepEqual(labelsAt(`${job}        tolerations:\n          - effect: |`).length, 3);
    assert.deepEqual(labelsAt(`${job}        nodeSelector:\n          kubernetes.io/arch: |`), [
      'amd64',
      'arm64',
    ]);
  });

  test('Kueue: labels and taints of flavors, names of queues', () => {
    const kueue = (kind: string, spec: string): string =>
      `apiVersion: kueue.x-k8s.io/v1beta1\nkind: ${kind}\nspec:\n${spec}`;
    const others = ['ResourceFlavor', 'ClusterQueue']
      .map(
        (kind) =>
          `apiVersion: kueue.x-k8s.io/v1beta1\nkind: ${kind}\nmetadata: {name: ${kind.toLowerCase()}}`,
      )
      .join('\n---\n');
    assert.ok(
      labelsAt(kueue('ResourceFlavor', '  nodeLabels:\n    |')).includes('karpenter.sh/capacity-type'),
    );
    assert.deepEqual(labelsAt(kueue('ResourceFlavor', '  nodeTaints:\n    - effect: |')).length, 3);
    const flavors = '  resourceGroups:\n    - flavors:\n        - name: |';
    assert.deepEqual(labelsAt(kueue('ClusterQueue', flavors), others), ['resourceflavor']);
    assert.deepEqual(labelsAt(kueue('LocalQueue', '  clusterQueue: |'), others), ['clusterqueue']);
  });
});

test('nothing behind a marker on its line, no objects for a dash', () => {
  for (const text of ['---|', '--- |', `${POOL}---|`, '-|', '--|'])
    assert.ok(!labelsAt(text).includes('Karpenter NodePool'), text);
  assert.deepEqual(labelsAt('---|'), []);
});

test('the field that a type asks for comes first', () => {
  assert.equal(labelsAt(`${HPA}  metrics:\n    - type: Pods\n      |`)[0], 'pods');
});

test('a selector and the labels of its template complete each other', () => {
  const workload = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n';
  const selector = '  selector:\n    matchLabels:\n';
  const template = '  template:\n    metadata:\n      labels:\n';
  assert.deepEqual(labelsAt(`${workload}${selector}      |\n${template}        team: web`), ['team']);
  assert.deepEqual(labelsAt(`${workload}${selector}      team: |\n${template}        team: web`), ['web']);
  assert.equal(labelsAt(`${workload}${selector}      team: web\n${template}        |`)[0], 'team');
  assert.deepEqual(labelsAt(`${workload}${selector}      team: web\n${template}        team: |`), ['web']);
});
