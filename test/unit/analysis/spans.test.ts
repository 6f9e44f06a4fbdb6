/** A finding covers what is wrong and no more: a key, a value or an item, on one line. In the examples it stands between
 *  `«` and `»`. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../../server/src/api';

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n';
const CLASS_REF = 'nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}';
const requirement = (text: string): string =>
  `${POOL}  template:\n    spec:\n      ${CLASS_REF}\n      requirements:\n        - key: kubernetes.io/os\n          operator: Exists\n${text}`;
const budget = (text: string): string =>
  `${POOL}  template: {spec: {${CLASS_REF}, requirements: []}}\n  disruption:\n    consolidateAfter: 1m\n    budgets:\n${text}`;
const nodeClass = (text: string): string =>
  `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: a}\nspec:\n  subnetSelectorTerms: [{id: subnet-1}]\n  securityGroupSelectorTerms: [{id: sg-1}]\n${text}`;
const pod = (text: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n${text}`;
const hpa = (text: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}\n${text}`;

const ALIAS = '  role: r\n  amiSelectorTerms: [{alias: al2023@latest}]\n';

const cases: readonly (readonly [rule: string, marked: string])[] = [
  ['syntax/yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: «@»a\n'],
  ['syntax/alias', `${POOL}  weight: «*a»\n`],
  ['syntax/number', `${POOL}  weight: «.nan»\n`],
  ['strict/unknown-field', budget('      - nodes: 10%\n        «reason»: [Empty]\n')],
  ['strict/duplicate-key', budget('      - nodes: 10%\n        «nodes»: 20%\n')],
  ['schema/type', `${POOL}  weight: «"10"»\n  template: {spec: {${CLASS_REF}, requirements: []}}\n`],
  ['schema/required', `${POOL}  «template»:\n    metadata: {}\n`],
  ['schema/enum', budget('      - nodes: 10%\n        reasons:\n          - Empty\n          - «Drift»\n')],
  ['schema/pattern', budget('      - nodes: «ten»\n')],
  [
    'schema/max-length',
    nodeClass(`  role: r\n  amiSelectorTerms:\n    - alias: «al2023@${'1'.repeat(30)}»\n`),
  ],
  ['schema/min-items', nodeClass('  role: r\n  amiSelectorTerms: «[]»\n')],
  ['list/duplicate', budget('      - nodes: 10%\n        reasons: [Empty, «Empty»]\n')],
  [
    'metadata/name',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: «A_b»\nspec: {containers: [{name: a, image: a}]}\n',
  ],
  [
    'metadata/name-required',
    'apiVersion: v1\nkind: Pod\n«metadata»:\n  labels: {}\nspec: {containers: [{name: a, image: a}]}\n',
  ],
  [
    'metadata/label-key',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    «a b»: c\nspec: {containers: [{name: a, image: a}]}\n',
  ],
  ['decode/type', pod('  priority: «high»\n  containers: [{name: a, image: a}]\n')],
  [
    'decode/format',
    pod(
      '  containers:\n    - name: a\n      image: a\n      resources:\n        requests:\n          cpu: «1 core»\n',
    ),
  ],
  ['builtin/required', hpa('  minReplicas: 1\n').replace('spec:', '«spec»:')],
  ['builtin/invalid', hpa('  minReplicas: 5\n  maxReplicas: «3»\n')],
  ['builtin/not-supported', pod('  restartPolicy: «always»\n  containers: [{name: a, image: a}]\n')],
  ['builtin/not-supported', pod('  os:\n    name: «Linux»\n  containers: [{name: a, image: a}]\n')],
  [
    'builtin/duplicate',
    pod('  containers:\n    - name: a\n      image: a\n    - image: b\n      name: «a»\n'),
  ],
  [
    'builtin/not-found',
    pod(
      '  containers:\n    - name: a\n      image: a\n      volumeMounts:\n        - mountPath: /a\n          name: «b»\n',
    ),
  ],
  // Rules on a whole list or map: what breaks them alone, and in it the field that they speak of.
  [
    'cel/nodepool/spec.template.spec.requirements#0',
    requirement('        - key: a\n          operator: In\n          values: «[]»\n'),
  ],
  [
    'cel/nodepool/spec.template.spec.requirements#0',
    requirement('        - key: a\n          operator: «In»\n'),
  ],
  [
    'cel/nodepool/spec.template.spec.requirements#1',
    requirement('        - key: a\n          operator: Gt\n          values: «[x]»\n'),
  ],
  [
    'cel/nodepool/spec.disruption.budgets#0',
    budget('      - nodes: 10%\n      - nodes: "0"\n        schedule: «"@daily"»\n'),
  ],
  ['cel/ec2nodeclass/spec#0', nodeClass(`${ALIAS}  instanceProfile: «p»\n`)],
  ['cel/ec2nodeclass/spec#0', nodeClass(ALIAS.replace('  role: r\n', '')).replace('spec:', '«spec»:')],
  ['cel/ec2nodeclass/spec#2', nodeClass(`${ALIAS}  amiFamily: «Bottlerocket»\n`)],
  [
    'cel/ec2nodeclass/spec.amiSelectorTerms#1',
    nodeClass(
      '  role: r\n  amiFamily: AL2023\n  amiSelectorTerms:\n    - id: ami-1\n    - id: ami-2\n      name: «x»\n',
    ),
  ],
  [
    'cel/ec2nodeclass/spec.tags#3',
    nodeClass(`${ALIAS}  tags:\n    team: web\n    «karpenter.sh/nodepool»: x\n`),
  ],
  [
    'cel/ec2nodeclass/spec.kubelet.systemReserved#1',
    nodeClass(`${ALIAS}  kubelet:\n    systemReserved:\n      memory: 1Gi\n      cpu: «"-1"»\n`),
  ],
  [
    'cel/ec2nodeclass/spec.kubelet#0',
    nodeClass(
      `${ALIAS}  kubelet:\n    imageGCLowThresholdPercent: «80»\n    imageGCHighThresholdPercent: 70\n`,
    ),
  ],
  [
    'runtime/requirement',
    requirement(
      '        - key: karpenter.sh/capacity-type\n          operator: In\n          values: «[spots]»\n',
    ),
  ],
  [
    'runtime/requirement',
    requirement(
      '        - operator: In\n          key: a\n          values:\n            - b\n            - «"+1"»\n',
    ),
  ],
  [
    'runtime/taint',
    `${POOL}  template:\n    spec:\n      ${CLASS_REF}\n      requirements: []\n      taints:\n        - {key: a, effect: NoSchedule}\n      startupTaints:\n        - effect: NoSchedule\n          key: «a»\n`,
  ],
  [
    'runtime/budget-schedule',
    budget('      - nodes: "0"\n        schedule: «0 9 * * mon-fr»\n        duration: 8h\n'),
  ],
  [
    'runtime/user-data',
    nodeClass(
      '  role: r\n  amiSelectorTerms: [{alias: bottlerocket@latest}]\n  «userData»: |\n    [a\n    b = 1\n',
    ),
  ],
  [
    'kind/wrong-api-version',
    'apiVersion: «karpenter.sh/v1beta1»\nkind: NodePool\nmetadata: {name: a}\nspec: {}\n',
  ],
  // Values that run over lines are shown by their keys, items by their first line.
  ['decode/type', pod('  «priority»:\n    - 1\n    - 2\n  containers: [{name: a, image: a}]\n')],
  ['schema/type', budget('      - nodes: 10%\n        reasons:\n          - «a: b»\n            c: d\n')],
];

describe('the smallest span', () => {
  for (const [rule, marked] of cases)
    test(`${rule} at ${/«([^»]*)»/.exec(marked)?.[1] ?? ''}`, () => {
      const text = marked.replace(/[«»]/g, '');
      const { findings } = check([{ uri: 'file:///a.yaml', text }]);
      const own = findings.filter((one) => one.rule === rule);
      assert.deepEqual(
        own.map(({ range }) => markedBy(text, range)),
        [marked],
        findings.map((one) => `${one.rule} ${one.path}: ${one.message}`).join('\n'),
      );
    });
});

function markedBy(
  text: string,
  { start, end }: ReturnType<typeof check>['findings'][number]['range'],
): string {
  assert.equal(start.line, end.line);
  const lines = text.split('\n');
  const line = lines[start.line] ?? '';
  lines[start.line] =
    `${line.slice(0, start.character)}«${line.slice(start.character, end.character)}»${line.slice(end.character)}`;
  return lines.join('\n');
}
