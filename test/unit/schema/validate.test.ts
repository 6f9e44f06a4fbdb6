import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFiles, type CheckOptions } from '../../../server/src/analysis/check/check';
import { allKinds, schemaOf } from '../../../server/src/schema/kinds';
import { patternInWords } from '../../../server/src/schema/patternWords';
import type { Finding, TextEdit } from '../../../server/src/model/finding';

const uri = 'file:///a.yaml';
const check = (text: string, options: CheckOptions = {}) => checkFiles([{ uri, text }], options);
const verdict = (text: string, options?: CheckOptions): string =>
  check(text, options)
    .documents.map((one) => one.verdict)
    .join();
/** `rule path "text that is underlined"` of each finding. */
const told = (text: string, options?: CheckOptions): string[] =>
  check(text, options).findings.map(
    (finding) => `${finding.rule} ${finding.path} ${underlined(text, finding)}`,
  );

function underlined(text: string, { range: { start, end } }: Finding): string {
  const line = text.split('\n')[start.line] ?? '';
  return line.slice(start.character, start.line === end.line ? end.character : undefined);
}

/** The text with the first fix of the first finding that has one. */
function fixed(text: string): string {
  const edits = check(text).findings.find(({ fixes }) => fixes.length > 0)?.fixes[0]?.edits ?? [];
  return edits.reduce(apply, text);
}

function apply(text: string, { range: { start, end }, newText }: TextEdit): string {
  const lines = text.split('\n');
  assert.equal(start.line, end.line);
  const line = lines[start.line] ?? '';
  lines[start.line] = line.slice(0, start.character) + newText + line.slice(end.character);
  return lines.join('\n');
}

const pool = (spec = '', name = 'a'): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: ${name}
spec:
  ${spec}
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
      requirements: []
`;
const deployment = (spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  ${spec}
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {containers: [{name: c, image: i}]}
`;

describe('custom resources', () => {
  test('a sound one is accepted without a word', () => {
    assert.equal(verdict(pool('weight: 10')), 'accepted');
    assert.deepEqual(told(pool('weight: 10')), []);
  });
  const cases: [string, string, string][] = [
    ['a wrong type', 'weight: "10"', 'schema/type spec.weight "10"'],
    ['a bound', 'weight: 101', 'schema/maximum spec.weight 101'],
    [
      'a pattern',
      'disruption: {consolidateAfter: 30 s}',
      'schema/pattern spec.disruption.consolidateAfter 30 s',
    ],
    [
      'an enum',
      'disruption: {consolidateAfter: 1m, consolidationPolicy: whenEmpty}',
      'schema/enum spec.disruption.consolidationPolicy whenEmpty',
    ],
    [
      'a missing field',
      'disruption: {consolidationPolicy: WhenEmpty}',
      'schema/required spec.disruption.consolidateAfter disruption',
    ],
    ['an unknown field', 'wieght: 10', 'strict/unknown-field spec.wieght wieght'],
    [
      'a map where a text belongs',
      'disruption: {consolidateAfter: {a: b}}',
      'strict/unknown-field spec.disruption.consolidateAfter.a a',
    ],
    [
      'a set with the same item twice',
      'disruption: {consolidateAfter: 1m, budgets: [{nodes: "1", reasons: [Empty, Empty]}]}',
      'list/duplicate spec.disruption.budgets[0].reasons[1] Empty',
    ],
  ];
  for (const [name, spec, expected] of cases) {
    test(name, () => {
      assert.equal(verdict(pool(spec)), 'rejected');
      assert.ok(told(pool(spec)).includes(expected), told(pool(spec)).join('\n'));
    });
  }
  test('null takes the default, is dropped, or is refused in a list', () => {
    assert.deepEqual(told(pool('weight: ~')), []);
    assert.deepEqual(told(pool('disruption: {consolidateAfter: ~}')), [
      'schema/required spec.disruption.consolidateAfter ~',
    ]);
    const list = pool().replace('requirements: []', 'requirements: [{key: a, operator: In, values: [~]}]');
    assert.deepEqual(told(list), ['schema/type spec.template.spec.requirements[0].values[0] ~']);
  });
  test('status is dropped, but its unknown fields are not', () => {
    assert.equal(verdict(`${pool()}status: {resources: 5}\n`), 'accepted');
    assert.deepEqual(told(`${pool()}status: {foo: 5}\n`), ['strict/unknown-field status.foo foo']);
  });
  test('CEL rules are skipped while a value is missing or of a wrong type', () => {
    const broken = 'replicas: 1\n  weight: 5';
    assert.ok(told(pool(broken)).some((line) => line.startsWith('cel/nodepool/')));
    assert.ok(!told(pool(`${broken}\n  limits: 5`)).some((line) => line.startsWith('cel/')));
  });
  test('the newer Karpenter has its own schema', () => {
    const nodeClass = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: a}
spec:
  role: r
  amiSelectorTerms: [{alias: al2023@latest}]
  subnetSelectorTerms: [{id: subnet-1}]
  securityGroupSelectorTerms: [{id: sg-1}]
  kubelet: {someNewField: 5}
`;
    assert.equal(verdict(nodeClass), 'rejected');
    assert.equal(verdict(nodeClass, { karpenterVersion: '1.15.1' }), 'accepted');
  });
});

describe('updates', () => {
  const nodeClass = (kind: string): string => pool().replace('EC2NodeClass', kind);
  test('a transition rule looks at the stored object', () => {
    const previous = [{ uri, text: pool() }];
    assert.equal(verdict(nodeClass('Other')), 'accepted');
    assert.equal(verdict(nodeClass('Other'), { previous }), 'rejected');
    assert.equal(verdict(nodeClass('Other').replace('name: a', 'name: b'), { previous }), 'accepted');
  });
  test('what was wrong and has not changed is forgiven', () => {
    const wrong = pool('weight: 500');
    assert.equal(verdict(wrong), 'rejected');
    assert.equal(
      verdict(wrong.replace('spec:\n', 'spec:\n  limits: {cpu: 1}\n'), { previous: [{ uri, text: wrong }] }),
      'accepted',
    );
    assert.equal(verdict(pool('weight: 501'), { previous: [{ uri, text: wrong }] }), 'rejected');
  });
  test('what was stored and cannot be decoded was never there', () => {
    const claim = (storage: string): string =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: ${storage} } }\n`;
    const before = (text: string): CheckOptions => ({ previous: [{ uri, text }] });
    assert.equal(verdict(claim('1Gi'), before(claim('{ a: b }'))), 'accepted');
    assert.equal(verdict(claim('1Gi'), before(claim('2Gi'))), 'rejected');
  });
});

describe('built-in kinds', () => {
  const cases: [string, string, string][] = [
    ['an integer as a text', 'replicas: "3"', 'decode/type spec.replicas "3"'],
    ['an integer out of range', 'replicas: 3000000000', 'decode/maximum spec.replicas 3000000000'],
    ['a boolean as a word', 'paused: maybe', 'decode/type spec.paused maybe'],
    ['an unknown field', 'replica: 3', 'strict/unknown-field spec.replica replica'],
    ['a hand-written rule', 'replicas: -1', 'builtin/invalid spec.replicas -1'],
  ];
  for (const [name, spec, expected] of cases) {
    test(name, () => assert.deepEqual(told(deployment(spec)), [expected]));
  }
  test('null means nothing there', () => assert.deepEqual(told(deployment('replicas: ~')), []));
  test('a decode error stands alone', () => {
    assert.deepEqual(told(deployment('replicas: "3"\n  replica: 4')), ['decode/type spec.replicas "3"']);
  });
  test('quantities', () => {
    const cpu = (text: string): string =>
      deployment('').replace('image: i', `image: i, resources: {requests: {cpu: ${text}}}`);
    for (const text of ['100m', '0.5', '.5', '1e3', '"2"', '" 1 "'])
      assert.equal(verdict(cpu(text)), 'accepted', text);
    for (const text of ['100 m', '1mi', 'true', '""', '[1]'])
      assert.equal(verdict(cpu(text)), 'rejected', text);
  });
});

describe('metadata', () => {
  const named = (metadata: string): string => pool().replace('name: a', metadata);
  const cases: [string, string, string[]][] = [
    ['a name is needed', 'labels: {}', ['metadata/name-required metadata.name metadata']],
    ['a generated name will do', 'generateName: a-', []],
    ['upper case', 'name: Web', ['metadata/name metadata.name Web']],
    ['a number', 'name: 12', ['decode/type metadata.name 12']],
    [
      'a label that YAML reads as a boolean',
      'name: a\n  labels: {on: yes}',
      ['decode/type metadata.labels.true yes'],
    ],
    ['a label key', 'name: a\n  labels: {a/b/c: d}', ['metadata/label-key metadata.labels a/b/c']],
    ['a label value', 'name: a\n  labels: {a: "12:30"}', ['metadata/label-value metadata.labels "12:30"']],
    ['an unknown field', 'name: a\n  lables: {}', ['strict/unknown-field metadata.lables lables']],
    [
      'a time',
      'name: a\n  creationTimestamp: yesterday',
      ['decode/format metadata.creationTimestamp yesterday'],
    ],
    ['a namespace is dropped here', 'name: a\n  namespace: Any_thing', []],
  ];
  for (const [name, metadata, expected] of cases)
    test(name, () => assert.deepEqual(told(named(metadata)), expected));
  test('a label of 63 bytes, not one more', () => {
    assert.deepEqual(told(named(`name: a\n  labels: {a: ${'x'.repeat(63)}}`)), []);
    assert.equal(told(named(`name: a\n  labels: {a: ${'x'.repeat(64)}}`)).length, 1);
  });
});

describe('what it is', () => {
  const cases: [string, string, string[]][] = [
    [
      'apiVersion: apps/v1\nkind: Depolyment\nmetadata: {name: a}',
      'unknown-kind',
      ['kind/unknown kind Depolyment'],
    ],
    [
      'apiVersion: karpenter.sh/v1beta1\nkind: NodePool\nmetadata: {name: a}',
      'unknown-kind',
      ['kind/wrong-api-version apiVersion karpenter.sh/v1beta1'],
    ],
    [
      'apiVersion: node-readiness.io/v1\nkind: NodeReadinessRule\nmetadata: {name: a}',
      'unknown-kind',
      ['kind/wrong-api-version apiVersion node-readiness.io/v1'],
    ],
    ['apiVersion: v1\nkind: Service\nmetadata: {name: a}', 'unknown-kind', []],
    ['apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: {name: a}', 'unknown-kind', []],
    ['apiVersion: batch.volcano.sh/v1alpha1\nkind: Job\nmetadata: {name: a}', 'unknown-kind', []],
    [
      'apiVersion: a/b/c\nkind: Job\nmetadata: {name: a}',
      'rejected',
      ['metadata/apiVersion apiVersion a/b/c'],
    ],
    ['kind: Job\nmetadata: {name: a}', 'rejected', ['metadata/apiVersion apiVersion kind: Job']],
    ['apiVersion: batch/v1\nmetadata: {name: a}', 'rejected', ['metadata/kind kind apiVersion: batch/v1']],
    ['kind: pipeline\nsteps: []', 'unknown-kind', []],
    ['services: {web: {image: i, image: j}}', 'unknown-kind', []],
    ['- a\n- b', 'unknown-kind', []],
    ['apiVersion: v1\nkind: Pod\nspec: {{ .x }}', 'unknown-kind', []],
    ['apiVersion: v1\nkind: Pod\n  spec: 1', 'unparseable', ['syntax/yaml  spec']],
  ];
  for (const [text, expected, findings] of cases) {
    test(JSON.stringify(text), () => {
      assert.equal(verdict(text), expected);
      assert.deepEqual(told(text), findings);
    });
  }
});

describe('near misses', () => {
  const object = (apiVersion: string, kind: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}`;
  test('kinds that are gone name their successor', () => {
    const [finding] = check(object('karpenter.sh/v1alpha5', 'Provisioner')).findings;
    assert.match(finding?.message ?? '', /NodePool in karpenter.sh\/v1/);
    assert.equal(finding?.severity, 'warning');
    assert.deepEqual(told(object('example.org/v1', 'Provisioner')), []);
  });
  test('placeholders are no near miss', () => {
    assert.deepEqual(told(object('${GROUP}/v1', 'NodePool'), { placeholders: 'allow' }), []);
  });
  test('a fix for the group', () => {
    assert.equal(fixed(object('karpenter.sh/v1beta1', 'NodePool')), object('karpenter.sh/v1', 'NodePool'));
    assert.equal(fixed(object('apps/v1', 'Deploymnet')), object('apps/v1', 'Deployment'));
  });
});

test('patterns are told in words', () => {
  const schemas = allKinds()
    .filter(({ builtIn }) => !builtIn)
    .map(({ schema }) => JSON.stringify(schemaOf(schema)));
  const patterns = new Set(
    schemas.flatMap((text) =>
      [...text.matchAll(/"pattern":("(?:[^"\\\\]|\\\\.)*")/g)].map(
        (match) => JSON.parse(match[1] ?? '') as string,
      ),
    ),
  );
  assert.ok(patterns.size > 20);
  assert.deepEqual(
    [...patterns].filter((pattern) => patternInWords(pattern) === undefined),
    [],
  );
});

describe('fixes', () => {
  const cases: [string, string, string][] = [
    ['a near field', 'wieght: 10', 'weight: 10'],
    [
      'a near value',
      'disruption: {consolidateAfter: 1m, consolidationPolicy: "whenEmpty"}',
      'disruption: {consolidateAfter: 1m, consolidationPolicy: "WhenEmpty"}',
    ],
    ['quotes too many', 'weight: "10"', 'weight: 10'],
  ];
  for (const [name, before, after] of cases) test(name, () => assert.equal(fixed(pool(before)), pool(after)));
  test('quotes missing', () => {
    assert.match(fixed(pool().replace('name: a', 'name: a\n  labels: {a: on}')), /labels: \{a: "on"\}/);
  });
  test('none where the text is shared by an alias', () => {
    const text = pool().replace('name: a', 'name: a\n  labels: &shared {a: yes}\n  annotations: *shared');
    const fixes = check(text).findings.map((finding) => [finding.path, finding.fixes.length]);
    assert.deepEqual(fixes, [
      ['metadata.annotations.a', 0],
      ['metadata.labels.a', 1],
    ]);
  });
});

describe('placeholders', () => {
  const text = pool('weight: ${WEIGHT}\n  limits: ${LIMITS}', '$(NAME)');
  test('are texts unless allowed', () => {
    assert.equal(verdict(text), 'rejected');
    assert.equal(verdict(text, { placeholders: 'allow' }), 'accepted');
  });
  test('do not hide other mistakes', () => {
    assert.deepEqual(told(pool('weight: ${WEIGHT}\n  wieght: 5'), { placeholders: 'allow' }), [
      'strict/unknown-field spec.wieght wieght',
    ]);
  });
});

test('the items of a List are checked where they stand', () => {
  const item = pool('weight: 500').trimEnd().split('\n').join('\n    ');
  const text = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n  - ${item}\n`;
  assert.equal(verdict(text), 'unknown-kind');
  assert.deepEqual(told(text), ['schema/maximum items[1].spec.weight 500']);
});

test('a broken document leaves the others checked, findings in order', () => {
  const text = `a: b: c\n---\n${pool('weight: 500')}---\n${pool('weight: 501')}`;
  const { documents, findings } = check(text);
  assert.deepEqual(
    documents.map((one) => one.verdict),
    ['unparseable', 'rejected', 'rejected'],
  );
  assert.deepEqual(
    findings.map(({ document, range }) => [document, range.start.line]),
    [
      [0, 0],
      [1, 7],
      [2, 18],
    ],
  );
  assert.deepEqual(check(text), check(text));
});

describe('the value that was meant', () => {
  const said = (text: string): string =>
    check(text).findings.find(({ rule }) => rule === 'schema/enum')?.message ?? '';
  const policy = (value: string): string =>
    pool(`disruption:\n    consolidationPolicy: ${value}\n    consolidateAfter: 1m`);

  test('a value that Karpenter renamed', () => {
    const text = policy('WhenUnderutilized');
    assert.match(said(text), /; did you mean "WhenEmptyOrUnderutilized"\?$/);
    assert.equal(fixed(text), policy('WhenEmptyOrUnderutilized'));
  });

  test('a value in the wrong case, in quotes', () => {
    const text = policy('"whenempty"');
    assert.match(said(text), /; did you mean "WhenEmpty"\?$/);
    assert.equal(fixed(text), policy('"WhenEmpty"'));
  });

  test('no guess where nothing is near', () => {
    assert.match(said(policy('Always')), /or "Balanced"$/);
    assert.equal(fixed(policy('Always')), policy('Always'));
  });
});

describe('names that the server makes', () => {
  const long = 'a'.repeat(53);
  const job = `apiVersion: batch/v1
kind: CronJob
metadata:
  generateName: ${long}
spec:
  schedule: "0 0 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: c, image: i }]
`;
  test('are held to the rules of their kind, at the prefix', () => {
    assert.deepEqual(told(job), [`builtin/invalid metadata.name ${long}`]);
    assert.equal(verdict(job.replace(long, 'report-')), 'accepted');
  });
  test('name the HPA of a ScaledObject', () => {
    const object = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  generateName: ${'a'.repeat(55)}
spec:
  scaleTargetRef: { name: web }
  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "60" } }]
`;
    const findings = check(object).findings.filter(({ source }) => source === 'runtime');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['runtime/keda-hpa-name'],
    );
  });
});
