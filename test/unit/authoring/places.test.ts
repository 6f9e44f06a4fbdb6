/** Completion at the places where people type: what comes first, what is replaced, what it becomes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptAt, completeAt, labelsAt, unmark } from '../../support/completion';

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: a\nspec:\n';
const CLAIM = `${POOL}  template:\n    spec:\n`;
const REQUIREMENTS = `${CLAIM}      requirements:\n`;
const NODE_CLASS = 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata:\n  name: a\nspec:\n';
const HPA = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\nspec:\n';
const SCALED = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: a\n';
const AUTH = 'apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata:\n  name: a\nspec:\n';
const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n';
const json = (spec: string): string =>
  `{\n  "apiVersion": "karpenter.sh/v1",\n  "kind": "NodePool",\n  "spec": {\n${spec}\n  }\n}\n`;

describe('what is meant most comes first, whatever its name', () => {
  const cases: [string, string[]][] = [
    [
      `${REQUIREMENTS}        - key: a\n          operator: |`,
      ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt'],
    ],
    [`${CLAIM}      expireAfter: |`, ['720h', '336h', '168h', 'Never']],
    [
      `${POOL}  disruption:\n    consolidationPolicy: |`,
      ['WhenEmptyOrUnderutilized', 'WhenEmpty', 'Balanced'],
    ],
    [`${POOL}  disruption:\n    budgets:\n      - reasons: [|]`, ['Empty', 'Underutilized', 'Drifted']],
    [`${POOL}  disruption:\n    budgets:\n      - |`, ['nodes', 'schedule', 'duration', 'reasons']],
    [`${CLAIM}      startupTaints:\n        - key: |`, ['node.cilium.io/agent-not-ready']],
    [`${NODE_CLASS}  amiSelectorTerms:\n    - |`, ['alias', 'tags', 'id', 'name']],
    [`${NODE_CLASS}  subnetSelectorTerms:\n    - |`, ['tags', 'id']],
    [`${NODE_CLASS}  kubelet:\n    |`, ['maxPods', 'podsPerCore']],
    [`${HPA}  metrics:\n    - type: |`, ['Resource', 'ContainerResource', 'Pods', 'Object', 'External']],
    [
      `${HPA}  metrics:\n    - resource:\n        target:\n          type: AverageValue\n          |`,
      ['averageValue'],
    ],
    [
      `${HPA}  metrics:\n    - resource:\n        target:\n          type: Utilization\n          |`,
      ['averageUtilization'],
    ],
    [
      `${HPA}  behavior:\n    scaleDown:\n      |`,
      ['stabilizationWindowSeconds', 'policies', 'selectPolicy'],
    ],
    [
      `${SCALED}spec:\n  triggers:\n    - type: cron\n      metadata:\n        timezone: |`,
      ['UTC', 'Europe/Berlin'],
    ],
    [`${AUTH}  |`, ['secretTargetRef', 'podIdentity']],
    [`${AUTH}  podIdentity:\n    provider: |`, ['aws', 'aws-eks']],
    ['apiVersion: karpenter.sh/v1\nkind: |', ['NodePool', 'NodeClaim']],
    ['kind: HorizontalPodAutoscaler\napiVersion: |', ['autoscaling/v2', 'autoscaling/v1']],
    ['apiVersion: karpenter.sh/v1\nkind: NodePool\n|', ['metadata', 'spec']],
    ['apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  |', ['name', 'labels', 'annotations']],
    ['apiVersion: batch/v1\nkind: Job\nmetadata:\n  |', ['name', 'namespace', 'labels', 'annotations']],
    [
      `${SCALED.replace('Object', 'Job')}spec:\n  jobTargetRef:\n    template:\n      spec:\n        restartPolicy: |`,
      ['Never', 'OnFailure'],
    ],
    [`${SCALED.replace('Object', 'Job')}spec:\n  scalingStrategy:\n    |`, ['strategy']],
    [`${DEPLOYMENT}  strategy:\n    |`, ['type', 'rollingUpdate']],
    [
      `${DEPLOYMENT}  template:\n    spec:\n      affinity:\n        nodeAffinity:\n          |`,
      ['requiredDuringSchedulingIgnoredDuringExecution'],
    ],
  ];
  for (const [marked, first] of cases) {
    const path = marked.slice(-60).replace(/\s+/g, ' ');
    test(path, () => assert.deepEqual(labelsAt(marked).slice(0, first.length), first));
  }

  test('a store of secrets is offered the identities that it takes', () => {
    const provider = (store: string) => labelsAt(`${AUTH}  ${store}:\n    podIdentity:\n      provider: |`);
    assert.deepEqual(provider('awsSecretManager'), ['aws', 'none']);
    assert.deepEqual(provider('azureKeyVault'), ['azure-workload', 'none']);
    assert.deepEqual(provider('gcpSecretManager'), ['gcp', 'none']);
  });

  test('a Job is not offered a restart policy that it is refused for', () => {
    const job = 'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      restartPolicy: |';
    assert.deepEqual(labelsAt(job), ['Never', 'OnFailure']);
  });

  test('instance types by size, those of general use before others', () => {
    const types = `${REQUIREMENTS}        - key: node.kubernetes.io/instance-type\n          values: `;
    assert.deepEqual(labelsAt(`${types}[m5.|]`).slice(0, 4), [
      'm5.large',
      'm5.xlarge',
      'm5.2xlarge',
      'm5.4xlarge',
    ]);
    assert.match(labelsAt(`${types}[|]`)[0] ?? '', /^c7a\./);
    const sizes = labelsAt(
      `${REQUIREMENTS}        - key: karpenter.k8s.aws/instance-size\n          values: [|]`,
    );
    assert.deepEqual(sizes.slice(0, 7), ['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge']);
  });

  test('a choice in an insertion begins with it', () => {
    const operator = `${REQUIREMENTS}        - key: a\n          `;
    assert.equal(acceptAt(`${operator}|`, 'operator'), `${operator}operator: In`);
  });
});

describe('each once', () => {
  test('a kind of several versions, a label of the template and of other pods', () => {
    const kinds = completeAt('kind: |').items.filter(({ label }) => label === 'HorizontalPodAutoscaler');
    assert.deepEqual(
      kinds.map(({ detail }) => detail),
      ['autoscaling/v2, autoscaling/v1'],
    );
    const pods =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b}\nspec: {template: {metadata: {labels: {app: b}}}}';
    const text = `${DEPLOYMENT}  selector:\n    matchLabels:\n      |\n  template:\n    metadata:\n      labels:\n        app: web\n`;
    assert.deepEqual(labelsAt(text, pods), ['app']);
  });
});

describe('only what can stand there', () => {
  test('no values for an operator that takes none', () => {
    const exists = `${REQUIREMENTS}        - key: karpenter.sh/capacity-type\n          operator: Exists\n          `;
    assert.deepEqual(labelsAt(`${exists}|`), ['minValues']);
    assert.deepEqual(labelsAt(`${exists}values: [|]`), []);
  });

  test('annotations that somebody reads on such an object', () => {
    const metadata = (kind: string): string => `${SCALED.replace('ScaledObject', kind)}  annotations:\n    |`;
    assert.deepEqual(labelsAt(metadata('ScaledJob')), ['autoscaling.keda.sh/paused']);
    assert.ok(!labelsAt(metadata('ScaledObject')).includes('karpenter.sh/do-not-disrupt'));
    const paused = metadata('ScaledObject').replace('|', 'autoscaling.keda.sh/paused: |');
    assert.equal(acceptAt(paused, 'true'), paused.replace('|', '"true"'));
    const template = `${DEPLOYMENT}  template:\n    metadata:\n      annotations:\n        |`;
    assert.deepEqual(labelsAt(template), ['karpenter.sh/do-not-disrupt']);
  });
});

describe('insertions', () => {
  test('a key whose value is waiting below it brings only its colon', () => {
    const below = '\n    spec:\n      expireAfter: 1h\n';
    assert.equal(acceptAt(`${POOL}  templ|${below}`, 'template'), `${POOL}  template:${below}`);
  });

  test('the source of a metric brings its target', () => {
    const metric = `${HPA}  metrics:\n    - type: Resource\n      `;
    assert.equal(
      acceptAt(`${metric}|`, 'resource'),
      `${metric}resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 70`,
    );
  });

  test('in braces one field at a time, on one line', () => {
    assert.deepEqual(labelsAt(`${REQUIREMENTS}        - {|}`), ['key', 'operator', 'values', 'minValues']);
    assert.equal(acceptAt(`${REQUIREMENTS}        - {|}`, 'key'), `${REQUIREMENTS}        - {key: }`);
    assert.equal(
      acceptAt(`${REQUIREMENTS}        - {| operator: In}`, 'key'),
      `${REQUIREMENTS}        - {key: , operator: In}`,
    );
  });

  test('JSON gets its comma', () => {
    assert.equal(
      acceptAt(json('    |\n    "weight": 1'), 'replicas'),
      json('    "replicas": ,\n    "weight": 1'),
    );
    assert.equal(
      acceptAt(json('    "weight": 1,\n    |'), 'replicas'),
      json('    "weight": 1,\n    "replicas": '),
    );
    assert.deepEqual(labelsAt('{|}'), ['apiVersion', 'kind']);
  });

  test('a quote that was begun stays, and what follows an open one', () => {
    const selector = `${DEPLOYMENT}  template:\n    spec:\n      nodeSelector:\n        `;
    assert.equal(
      acceptAt(`${selector}'karpenter.sh/|': spot`, 'karpenter.sh/capacity-type'),
      `${selector}'karpenter.sh/capacity-type': spot`,
    );
    const open = '{"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "spec": {"wei|}}';
    assert.equal(acceptAt(open, 'weight'), open.replace('wei|', 'weight": '));
  });
});

describe('what is replaced', () => {
  const key = `${REQUIREMENTS}        - key: `;
  const cases: [string, string][] = [
    [`${key}karpenter.sh/cap|acity-type # c`, 'karpenter.sh/capacity-type'],
    [`${key}karpenter.k8s.aws/instance-|cat\r\n`, 'karpenter.k8s.aws/instance-cat'],
    [`${key}"karp|enter.sh/x"`, '"karpenter.sh/x"'],
    [`${key}'karp|`, "'karp"],
    [`${REQUIREMENTS}        - {key: karp|, operator: In}`, 'karp'],
    [`${key}a\n          values: [b, m5|.large, c]`, ''],
    [
      `${REQUIREMENTS}        - key: node.kubernetes.io/instance-type\n          values: [b, m5|.large, c]`,
      'm5.large',
    ],
  ];
  for (const [marked, replaced] of cases) {
    test(marked.slice(REQUIREMENTS.length).trim(), () => {
      const { text, offset } = unmark(marked);
      const [item] = completeAt(marked).items;
      assert.equal(item ? text.slice(item.start, item.end) : '', replaced);
      if (!item) return;
      assert.ok(item.start <= offset && offset <= item.end);
      assert.equal(item.filterText.startsWith(replaced.slice(0, 1)), /^["'kmn]/.test(replaced));
    });
  }
});

test('values before further fields and items, with comments and blank lines between', () => {
  const operator = `${REQUIREMENTS}        - key: karpenter.sh/capacity-type\n          operator: |`;
  for (const rest of [
    '\n          values: [spot]\n',
    '\n\n          # c\n          values: [spot]\n',
    '\n        - key: a\n',
  ])
    assert.equal(labelsAt(operator + rest)[0], 'In', rest);
  assert.equal(
    labelsAt(`${REQUIREMENTS}        - key: |\n          operator: In\n`)[0],
    'karpenter.sh/capacity-type',
  );
  const values = `${REQUIREMENTS}        - key: karpenter.sh/capacity-type\n          values:\n`;
  assert.deepEqual(labelsAt(`${values}            - |\n            - spot\n          operator: In\n`), [
    'on-demand',
    'reserved',
  ]);
  assert.deepEqual(labelsAt(`${values}          - |\n          - spot\n          operator: In\n`), [
    'on-demand',
    'reserved',
  ]);
  assert.equal(labelsAt('\n|\n---\nfoo: 1\n')[0], 'Karpenter NodePool');
  assert.equal(labelsAt('|\n---\nfoo: 1\n')[0], 'Karpenter NodePool');
});

test('nothing where a value stands already, or its lines below', () => {
  for (const text of [
    `${REQUIREMENTS}        - key: kubernetes.io/arch\n          values: |\n            - amd64\n`,
    `${REQUIREMENTS}        |- key: kubernetes.io/arch\n`,
    `${REQUIREMENTS}        |\n          operator: In\n`,
    `${REQUIREMENTS}        - { key: kubernetes.io/arch, values: |[amd64] }\n`,
    `${REQUIREMENTS}        - { key: kubernetes.io/arch, values: [amd64] | }\n`,
    `${POOL} |  weight: 1\n`,
    `${POOL}  weight: 1\n|---\n`,
    `${POOL}  weight: 1\n-|--\n`,
  ])
    assert.deepEqual(labelsAt(text), [], text.slice(-40));
});

test('nothing in comments, block texts, behind a tab, on the line of a marker', () => {
  for (const text of [
    `${POOL}  weight: 1 # te|`,
    `${NODE_CLASS}  userData: >-\n    ec|\n`,
    `${POOL}\tte|`,
    `${POOL}  weight: 1\n---  |  \n`,
  ])
    assert.deepEqual(labelsAt(text), [], text.slice(-30));
});
