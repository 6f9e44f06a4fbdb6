/** Objects of old API versions become current ones that `check` accepts, and nothing that was written gets lost. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, convert } from '../../../server/src/api';
import { conversionFix } from '../../../server/src/convert/fix';
import { parseFile } from '../../../server/src/manifest/document';
import { LineIndex } from '../../../server/src/manifest/lines';
import type { TextEdit } from '../../../server/src/model/finding';
import { ALL_OLD } from './old';

const URI = 'file:///old.yaml';
const one = (text: string) => {
  const result = convert([{ uri: URI, text }]);
  return { ...result, text: result.files[0]?.text ?? '' };
};
const notes = (text: string): string[] => one(text).notes.map(({ severity, path }) => `${severity} ${path}`);

/** From the line with the key on, as far as lines are indented. */
function below(text: string, key: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim().startsWith(`${key}:`));
  const column = lines[start]?.search(/\S/) ?? 0;
  const length = lines
    .slice(start + 1)
    .findIndex((line) => line.trim() !== '' && line.search(/\S/) <= column);
  return lines
    .slice(start, length < 0 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

const pool = (spec: string): string =>
  `apiVersion: karpenter.sh/v1beta1\nkind: NodePool\nmetadata:\n  name: a\nspec:\n${spec}`;
const TEMPLATE = `  template:
    spec:
      requirements: []
      nodeClassRef:
        name: web
`;
const nodeClass = (spec: string): string =>
  `apiVersion: karpenter.k8s.aws/v1beta1\nkind: EC2NodeClass\nmetadata:\n  name: web\nspec:\n  role: r\n` +
  `  subnetSelectorTerms: [{id: subnet-1}]\n  securityGroupSelectorTerms: [{id: sg-1}]\n${spec}`;
const hpa = (version: string, spec: string): string =>
  `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\nspec:\n` +
  `  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n  maxReplicas: 3\n${spec}`;

describe('everything at once', () => {
  const { text, converted } = one(ALL_OLD);

  test('every object is converted, and the API server accepts every one', () => {
    const { documents } = check([{ uri: URI, text }], { placeholders: 'allow' });
    assert.equal(converted.length, 8);
    assert.deepEqual(
      documents.map(({ apiVersion, kind, verdict }) => `${apiVersion} ${kind} ${verdict}`),
      [
        'karpenter.sh/v1 NodePool accepted',
        'karpenter.k8s.aws/v1 EC2NodeClass accepted',
        'karpenter.sh/v1 NodePool accepted',
        'karpenter.k8s.aws/v1 EC2NodeClass accepted',
        'karpenter.sh/v1 NodePool accepted',
        'karpenter.k8s.aws/v1 EC2NodeClass accepted',
        'autoscaling/v2 HorizontalPodAutoscaler accepted',
        'autoscaling/v2 HorizontalPodAutoscaler accepted',
        'autoscaling/v2 HorizontalPodAutoscaler accepted',
      ],
    );
  });

  test('no comment is lost', () => {
    const comments = ALL_OLD.match(/# [a-z ]+ #\d+/g) ?? [];
    assert.equal(comments.length, 25);
    assert.deepEqual(
      comments.filter((comment) => !text.includes(comment)),
      [],
    );
  });

  test('a second conversion finds nothing to do but HPAs, of which none is old', () => {
    const again = one(text);
    assert.deepEqual(again.converted, []);
    assert.equal(again.text, text);
  });

  test('nor in odd places: deeper than its neighbours, behind limits without resources, in a selector of terms', () => {
    const odd = ALL_OLD.replace('    # a month', '      # a month')
      .replace('    resources:\n      cpu', '    cpu')
      .replace('"x" # net', '"x,y" # net');
    const made = one(odd).text;
    assert.deepEqual(
      (odd.match(/# [a-z ]+ #\d+/g) ?? []).filter((comment) => !made.includes(comment)),
      [],
    );
    assert.match(made, /# {3}cpu: "1000"/);
  });

  test('CRLF stays CRLF', () => {
    assert.equal(one(ALL_OLD.replaceAll('\n', '\r\n')).text, text.replaceAll('\n', '\r\n'));
  });
});

describe('NodePool of v1beta1', () => {
  test('fields move with their comments; the rest of the text stays', () => {
    const text = pool(
      `  disruption:\n    consolidationPolicy: WhenUnderutilized\n    # a month\n    expireAfter: 720h # long\n${TEMPLATE}`,
    );
    assert.equal(
      one(text).text,
      `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: a\nspec:
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 0s
  template:
    spec:
      requirements: []
      nodeClassRef:
        name: web
        group: karpenter.k8s.aws
        kind: EC2NodeClass
      # a month
      expireAfter: 720h # long
`,
    );
  });

  test('Never beside WhenUnderutilized switched consolidation off, and does so still', () => {
    const text = pool(
      `  disruption: {consolidationPolicy: WhenUnderutilized, consolidateAfter: Never}\n${TEMPLATE}`,
    );
    assert.match(
      one(text).text,
      /consolidationPolicy: WhenEmptyOrUnderutilized\n {4}consolidateAfter: Never/,
    );
  });

  test('kubelet moves to the node class, in another file too', () => {
    const files = [
      { uri: 'file:///pool.yaml', text: pool(TEMPLATE + '      kubelet:\n        maxPods: 20 # few\n') },
      { uri: 'file:///class.yaml', text: nodeClass('  amiFamily: AL2023\n') },
    ];
    const [first, second] = convert(files).files;
    assert.doesNotMatch(first?.text ?? '', /kubelet/);
    assert.match(second?.text ?? '', /\n {2}kubelet:\n {4}maxPods: 20 # few\n/);
  });

  test('without its class among the files kubelet stays as a comment, and is told', () => {
    const text = pool(TEMPLATE + '      kubelet:\n        maxPods: 20\n');
    assert.match(one(text).text, /# Not converted: .*web.*\n {6}# kubelet:\n {6}# {3}maxPods: 20/);
    assert.deepEqual(notes(text), ['warning spec.template.spec']);
  });

  test('pools of one class with different kubelets are told', () => {
    const second = pool(TEMPLATE).replace('name: a', 'name: b');
    const text = [
      pool(TEMPLATE + '      kubelet: {maxPods: 20}\n'),
      second,
      nodeClass('  amiFamily: AL2023\n'),
    ].join('---\n');
    const result = one(text);
    assert.match(result.text, /# kubelet: \{maxPods: 20\}/);
    assert.ok(
      result.notes.some(({ severity, message }) => severity === 'warning' && /different/.test(message)),
    );
  });
});

describe('EC2NodeClass of v1beta1', () => {
  test('the hop limit of 2, once the default, is written out', () => {
    assert.match(
      one(nodeClass('  amiFamily: AL2\n')).text,
      /metadataOptions:\n {4}httpPutResponseHopLimit: 2/,
    );
    const given = nodeClass('  amiFamily: AL2\n  metadataOptions: {httpPutResponseHopLimit: 1}\n');
    assert.match(one(given).text, /metadataOptions:\s+(?:\{)?httpPutResponseHopLimit: 1/);
  });

  const families: [string, RegExp][] = [
    ['amiFamily: Bottlerocket', /amiSelectorTerms:\n {4}- alias: bottlerocket@latest/],
    [
      'amiFamily: AL2023\n  amiSelectorTerms: [{id: ami-1}]',
      /amiFamily: AL2023\n {2}amiSelectorTerms: \[\{id: ami-1\}\]/,
    ],
    ['amiFamily: Ubuntu\n  amiSelectorTerms: [{id: ami-1}]', /amiFamily: AL2\n[^]*deviceName: \/dev\/sda1/],
  ];
  for (const [spec, wanted] of families)
    test(spec.replace(/\s+/g, ' '), () => assert.match(one(nodeClass(`  ${spec}\n`)).text, wanted));

  test('Ubuntu without images cannot be carried over: told, with a place to fill in', () => {
    const result = one(nodeClass('  amiFamily: Ubuntu\n'));
    assert.match(result.text, /- id: ami-placeholder/);
    assert.ok(
      result.notes.some(({ severity, path }) => severity === 'warning' && path === 'spec.amiSelectorTerms'),
    );
  });
});

describe('Provisioner and AWSNodeTemplate', () => {
  const provisioner = (spec: string): string =>
    `apiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\nmetadata:\n  name: a\nspec:\n  providerRef: {name: web}\n${spec}`;

  test('what a Provisioner does not do by default is switched off', () => {
    const { text } = one(provisioner('  weight: 1\n'));
    assert.match(below(text, 'disruption'), /consolidationPolicy: WhenEmpty\n +consolidateAfter: Never/);
    assert.match(text, /expireAfter: Never/);
  });

  test('seconds become durations', () => {
    const { text } = one(provisioner('  ttlSecondsAfterEmpty: 90\n  ttlSecondsUntilExpired: 604800\n'));
    assert.match(text, /consolidateAfter: 90s/);
    assert.match(text, /expireAfter: 168h/);
  });

  test('requirements that the webhook added are written out, and only those', () => {
    const given = '  requirements:\n  - {key: kubernetes.io/arch, operator: In, values: [arm64]}\n';
    const { text } = one(provisioner(given));
    const keys = [...text.matchAll(/key: ([\w./-]+)/g)].map(([, key]) => key);
    assert.deepEqual(keys, [
      'kubernetes.io/arch',
      'kubernetes.io/os',
      'karpenter.sh/capacity-type',
      'karpenter.k8s.aws/instance-category',
      'karpenter.k8s.aws/instance-generation',
    ]);
  });

  test('alternatives of a selector become terms', () => {
    const text = `apiVersion: karpenter.k8s.aws/v1alpha1\nkind: AWSNodeTemplate\nmetadata: {name: a}\nspec:
  subnetSelector: {env: "a,b", team: x}
  securityGroupSelector: {"aws::ids": "sg-1, sg-2"}
  amiFamily: AL2023
  instanceProfile: p\n`;
    const made = one(text).text;
    assert.equal((made.match(/ - tags:/g) ?? []).length, 2);
    assert.match(made, /securityGroupSelectorTerms:\n {4}- id: sg-1\n {4}- id: sg-2/);
    assert.deepEqual(
      check([{ uri: URI, text: made }]).documents.map(({ verdict }) => verdict),
      ['accepted'],
    );
  });
});

describe('HPA', () => {
  test('v2beta2 changes its version alone', () => {
    const text = hpa('v2beta2', '  metrics: []\n');
    assert.equal(one(text).text, text.replace('v2beta2', 'v2'));
  });

  test('v1: the CPU target and the annotations become fields', () => {
    const behavior = '{"ScaleDown":{"StabilizationWindowSeconds":60,"Policies":null}}';
    const text = hpa('v1', '  targetCPUUtilizationPercentage: 50 # half\n').replace(
      '  name: a\n',
      `  name: a\n  annotations:\n    autoscaling.alpha.kubernetes.io/behavior: '${behavior}'\n`,
    );
    const made = one(text).text;
    assert.match(made, /averageUtilization: 50 # half/);
    assert.match(made, /behavior:\n {4}scaleDown:\n {6}stabilizationWindowSeconds: 60/);
    assert.doesNotMatch(made, /annotations/);
  });

  test('v2beta1: of an object’s two values the average counted', () => {
    const text = hpa(
      'v2beta1',
      '  metrics:\n  - type: Object\n    object:\n      target: {kind: Service, name: a, apiVersion: v1}\n' +
        '      metricName: rps\n      targetValue: 1\n      averageValue: 2\n',
    );
    const made = one(text).text;
    assert.match(made, /target:\n +type: AverageValue\n +averageValue: 2/);
    assert.match(made, /# targetValue: 1/);
    assert.equal(check([{ uri: URI, text: made }]).documents[0]?.verdict, 'accepted');
  });
});

describe('texts beyond plain block YAML', () => {
  test('JSON stays JSON, as wide as it was', () => {
    const text = `${JSON.stringify({ apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' }, spec: { maxReplicas: 2, targetCPUUtilizationPercentage: 5, scaleTargetRef: { kind: 'Deployment', name: 'a', apiVersion: 'apps/v1' } } }, undefined, 4)}\n`;
    const made = one(text).text;
    const value = JSON.parse(made) as { apiVersion: string; spec: { metrics: unknown[] } };
    assert.equal(value.apiVersion, 'autoscaling/v2');
    assert.equal(value.spec.metrics.length, 1);
    assert.match(made, /^\{\n {4}"apiVersion"/);
  });

  test('merge keys, templates and broken texts stay as they are; merge keys are told', () => {
    const merged = pool(`  <<: &a {weight: 1}\n${TEMPLATE}`);
    const files = [
      merged,
      pool(TEMPLATE).replace('name: a', 'name: {{ .Values.name }}'),
      'apiVersion: [',
      '',
    ];
    for (const text of files) assert.equal(one(text).text, text);
    assert.deepEqual(notes(merged), ['warning ']);
  });

  test('nothing is made up of what is not there', () => {
    for (const kind of [
      'karpenter.sh/v1beta1\nkind: NodePool',
      'karpenter.k8s.aws/v1alpha1\nkind: AWSNodeTemplate',
    ])
      for (const rest of [
        '',
        'spec:',
        'spec: 1',
        'spec: {template: [1]}',
        'spec: {disruption: x}',
        'metadata: *a',
      ])
        assert.doesNotThrow(() => one(`apiVersion: ${kind}\n${rest}\n`));
  });
});

describe('old names in workloads', () => {
  const workload = (spec: string, annotations = '{}'): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n` +
    `    metadata:\n      annotations: ${annotations}\n    spec:\n${spec}`;

  test('labels and the annotation get their current names, and nothing else moves', () => {
    const text = workload(
      `      nodeSelector: {karpenter.sh/provisioner-name: default} # ours\n` +
        `      topologySpreadConstraints:\n        - topologyKey: "karpenter.sh/provisioner-name" # pools\n`,
      `{'karpenter.sh/do-not-evict': "true"}`,
    );
    const { text: made, converted, renamed } = one(text);
    assert.equal(
      made,
      text
        .replaceAll('karpenter.sh/provisioner-name', 'karpenter.sh/nodepool')
        .replace('do-not-evict', 'do-not-disrupt'),
    );
    assert.deepEqual(converted, []);
    assert.deepEqual(renamed, [{ uri: URI, document: 0, name: 'web', kind: 'apps/v1 Deployment', count: 3 }]);
    assert.equal(one(made).text, made);
    assert.deepEqual(one(made).renamed, []);
  });

  test('JSON, CronJobs and ScaledJobs too', () => {
    const pod = { spec: { nodeSelector: { 'karpenter.sh/provisioner-name': 'a' } } };
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: pod } } },
    };
    const scaled = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledJob',
      spec: { jobTargetRef: { template: pod } },
    };
    for (const object of [cron, scaled]) {
      const text = JSON.stringify(object, undefined, 4);
      assert.equal(one(text).text, text.replace('provisioner-name', 'nodepool'));
    }
  });

  test('what has no successor, stands beside it, or is shared by an anchor stays and is told', () => {
    const gone = one(workload('      nodeSelector: {karpenter.k8s.aws/instance-pods: "29"}\n'));
    assert.match(gone.notes[0]?.message ?? '', /instance-pods is left as it is; nothing took its place/);
    const both = workload(
      '      nodeSelector: {karpenter.sh/provisioner-name: a, karpenter.sh/nodepool: a}\n',
    );
    assert.match(one(both).notes[0]?.message ?? '', /karpenter\.sh\/nodepool stands beside it/);
    assert.equal(one(both).text, both);
    const shared = `x: &s {karpenter.sh/provisioner-name: a}\n${workload('      nodeSelector: *s\n')}`;
    assert.match(
      one(shared).notes[0]?.message ?? '',
      /shared by an anchor: write karpenter\.sh\/nodepool by hand/,
    );
    assert.equal(one(shared).text, shared);
  });
});

describe('the conversion as a quick fix', () => {
  const KUBELET = '      kubelet:\n        maxPods: 20 # few\n';
  const files = [
    {
      uri: 'file:///pool.yaml',
      text: pool(
        `  disruption: {consolidationPolicy: WhenEmpty, consolidateAfter: 1m}\n${TEMPLATE}${KUBELET}`,
      ),
    },
    { uri: 'file:///class.yaml', text: nodeClass('  amiFamily: AL2023\n') },
  ];

  test('one fix converts the pool and the node class that its kubelet moves to, as convert does', () => {
    const found = check(files).findings.find(
      ({ rule, uri }) => rule === 'kind/wrong-api-version' && uri === 'file:///pool.yaml',
    );
    assert.deepEqual(
      found?.fixes.map(({ title, safe }) => ({ title, safe })),
      [{ title: 'Convert to karpenter.sh/v1 NodePool', safe: false }],
    );
    const made = convert(files).files;
    for (const [index, file] of files.entries())
      assert.equal(edited(file, found?.fixes[0]?.edits ?? []), made[index]?.text);
  });

  test('an HPA keeps its meaning, so its fix is safe; nothing is offered for what cannot be converted', () => {
    const fixesOf = (text: string) =>
      check([{ uri: URI, text }]).findings.flatMap(({ rule, fixes }) =>
        rule.startsWith('kind/') ? fixes.map(({ title, safe }) => `${title} ${safe}`) : [],
      );
    assert.deepEqual(fixesOf(hpa('v2beta2', '')), ['Convert to autoscaling/v2 HorizontalPodAutoscaler true']);
    assert.deepEqual(
      fixesOf('apiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\nmetadata: {name: a}\nspec: 1\n'),
      [],
    );
  });

  test('text at the very end of a file without a line break is part of the edit', () => {
    const text = hpa('v1', '  targetCPUUtilizationPercentage: 50');
    const manifest = parseFile({ uri: URI, text })[0];
    const fix = manifest && conversionFix(manifest, [manifest]);
    assert.equal(edited({ uri: URI, text }, fix?.edits ?? []), one(text).text);
  });

  function edited(file: { uri: string; text: string }, edits: readonly TextEdit[]): string {
    const lines = new LineIndex(file.text);
    return edits
      .filter(({ uri }) => uri === file.uri)
      .sort((a, b) => b.range.start.line - a.range.start.line)
      .reduce(
        (text, { range, newText }) =>
          text.slice(0, lines.offset(range.start)) + newText + text.slice(lines.offset(range.end)),
        file.text,
      );
  }
});
