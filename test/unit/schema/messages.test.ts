/** What findings say: which field and value are to blame, and what would be right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles, type CheckOptions } from '../../../server/src/analysis/check/check';

const uri = 'file:///a.yaml';
const pool = (): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: a
spec:
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
      requirements: []
`;

const messages = (text: string, options?: CheckOptions): string[] =>
  checkFiles([{ uri, text }], options)
    .findings.filter(({ source }) => source !== 'rule')
    .map(({ message }) => message);
const scaler = (spec: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n${spec}`;
const cases: [string, string, string[]][] = [
  [
    'the field that was meant is there',
    scaler('  maxReplicas: 3\n  maxReplica: 5\n'),
    ['unknown field maxReplica: spec has no such field; did you mean maxReplicas, which is given already?'],
  ],
  [
    'a few fields are listed',
    scaler('  maxReplicas: 3\n  behavior: { speed: 3 }\n'),
    ['unknown field speed: behavior has no such field, only scaleDown, scaleUp'],
  ],
  [
    'what was refused has a name and a value',
    scaler('  minReplicas: 0\n  maxReplicas: 0\n'),
    [
      'minReplicas 0: must be at least 1',
      'maxReplicas 0: must be at least 1',
      'minReplicas 0: scaling to zero needs a metric of type Object or External',
    ],
  ],
  [
    'the requirement to blame',
    pool().replace('requirements: []', 'requirements: [{key: kubernetes.io/arch, operator: In, values: []}]'),
    ['requirements[0] (kubernetes.io/arch): the operator In needs at least one value'],
  ],
  [
    'the document that lacks a field, by its kind',
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: a }\nfoo: 1\n',
    ['unknown field foo: an EC2NodeClass has no such field, only apiVersion, kind, metadata, spec, status'],
  ],
  [
    'a text where quotes would not make it right',
    scaler('  maxReplicas: 3\n').replace('{ name: a }', '{ name: a, labels: { b: 1 } }'),
    ['label b must be a text, not the number 1; put it in quotes'],
  ],
  [
    'half of a type',
    'kind: Deployment\nmetadata: { name: a }\nspec: {}\n',
    ['apiVersion is missing: a Deployment has apps/v1'],
  ],
];
for (const [title, text, expected] of cases) {
  test(title, () => {
    const found = messages(text);
    for (const message of expected) assert.ok(found.includes(message), `${message}\n${found.join('\n')}`);
  });
}

test('a pod says what cannot be changed', () => {
  const pod = (policy: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: c, image: i, imagePullPolicy: ${policy} }]\n`;
  assert.deepEqual(messages(pod('Never'), { previous: [{ uri, text: pod('Always') }] }), [
    'containers[0].imagePullPolicy cannot be changed in a pod that exists; only images, activeDeadlineSeconds, more tolerations and fewer schedulingGates can',
  ]);
});
