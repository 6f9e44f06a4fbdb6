/** Findings whose place the server names only roughly: the words point at the field to blame, and so does the range. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';

const uri = 'file:///a.yaml';

interface Case {
  readonly title: string;
  readonly text: string;
  readonly old?: string;
  /** What is underlined, the path as the server has it, and the sentence. */
  readonly found: readonly [underlined: string, path: string, message: string];
}

const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${spec}\n`;
const container = (fields: string): string => pod(`  containers:\n    - name: c\n      image: i\n${fields}`);
const workload = (kind: string, spec: string, labels = '{ app: web }', version = 'apps/v1'): string =>
  `apiVersion: ${version}
kind: ${kind}
metadata:
  name: web
spec:
${spec}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: ${labels}
    spec:
      containers: [{ name: c, image: i }]
`;
const claim = (spec: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: a\nspec:\n${spec}\n`;
const nodeClass = (kubelet: string): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: a
spec:
  role: r
  amiSelectorTerms: [{ alias: al2023@latest }]
  subnetSelectorTerms: [{ id: subnet-0123456789abcdef0 }]
  securityGroupSelectorTerms: [{ id: sg-0123456789abcdef0 }]
  kubelet:
${kubelet}
`;
const pool = (requirement: string): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: a
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: c }
      requirements:
        - ${requirement}
`;
const job = (name: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: c, image: i }]\n`;

const cases: readonly Case[] = [
  {
    title: 'a label that the selector asks for otherwise',
    text: workload('Deployment', '  replicas: 1', '{ app: other }'),
    found: ['other', 'spec.template.metadata.labels', 'labels[app] "other": the selector asks for "web"'],
  },
  {
    title: 'a label that the selector asks for',
    text: workload('ReplicaSet', '  replicas: 1', '{ tier: web }'),
    found: [
      '{ tier: web }',
      'spec.template.metadata.labels',
      'labels need app: "web", which the selector asks for',
    ],
  },
  {
    title: 'the type of a strategy',
    text: workload('Deployment', '  strategy:\n    type: rolling'),
    found: ['rolling', 'spec.strategy', 'type "rolling": it must be one of Recreate, RollingUpdate'],
  },
  {
    title: 'a request above its limit',
    text: container('      resources:\n        requests: { cpu: 2 }\n        limits: { cpu: 1 }'),
    found: [
      '2',
      'spec.containers[0].resources.requests',
      'requests[cpu] "2": is above the limit, which is 1',
    ],
  },
  {
    title: 'the name of a resource, with the one that is meant',
    text: container('      resources:\n        requests: { memry: 1Gi }'),
    found: [
      'memry',
      'spec.containers[0].resources.requests[memry]',
      'requests[memry]: no resource of Kubernetes; did you mean "memory"?',
    ],
  },
  {
    title: 'a volume that is not there, with those that are',
    text: pod(
      '  containers:\n    - name: c\n      image: i\n      volumeMounts: [{ name: daat, mountPath: /d }]\n  volumes: [{ name: data, emptyDir: {} }]',
    ),
    found: [
      'daat',
      'spec.containers[0].volumeMounts[0].name',
      'there is no volume of the pod named "daat"; did you mean "data"?',
    ],
  },
  {
    title: 'the value of a toleration',
    text: pod(
      '  containers: [{ name: c, image: i }]\n  tolerations:\n    - key: a\n      operator: Exists\n      value: b',
    ),
    found: ['b', 'spec.tolerations[0].operator', 'value "b": the operator Exists takes no value'],
  },
  {
    title: 'the key of a selector’s label',
    text: pod('  containers: [{ name: c, image: i }]\n  nodeSelector:\n    a b: c'),
    found: [
      'a b',
      'spec.nodeSelector',
      'nodeSelector[a b]: use letters, digits, -, _ and dots in the name, with a letter or digit at both ends',
    ],
  },
  {
    title: 'how long a hook sleeps',
    text: container('      lifecycle:\n        preStop:\n          sleep:\n            seconds: 31'),
    found: [
      '31',
      'spec.containers[0].lifecycle.preStop.sleep',
      'seconds 31: must be 0 to 30, the grace period of the pod',
    ],
  },
  {
    title: 'one of several access modes',
    text: claim('  accessModes: [ReadWriteOnce, ReadWriteOnc]\n  resources: { requests: { storage: 1Gi } }'),
    found: [
      'ReadWriteOnc',
      'spec.accessModes',
      'accessModes[1] "ReadWriteOnc": it must be one of ReadOnlyMany, ReadWriteMany, ReadWriteOnce, ReadWriteOncePod; did you mean "ReadWriteOnce"?',
    ],
  },
  {
    title: 'the size of a claim',
    text: claim('  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: "0"'),
    found: ['"0"', 'spec.resources[storage]', 'storage "0": must be more than 0'],
  },
  {
    title: 'a claim that would become smaller',
    text: claim('  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: 5Gi'),
    old: claim('  accessModes: [ReadWriteOnce]\n  resources:\n    requests:\n      storage: 10Gi'),
    found: [
      '5Gi',
      'spec.resources.requests.storage',
      '5Gi is less than the 10Gi before: a volume cannot become smaller',
    ],
  },
  {
    title: 'the field of a stateful set that cannot be changed',
    text: workload('StatefulSet', '  serviceName: b'),
    old: workload('StatefulSet', '  serviceName: a'),
    found: [
      'b',
      'spec',
      'serviceName cannot be changed; create the stateful set anew, keeping its pods with --cascade=orphan',
    ],
  },
  {
    title: 'a name that is too long for a label of its pods',
    text: job('x'.repeat(64)),
    found: [
      'x'.repeat(64),
      'spec.template.labels',
      `name "${'x'.repeat(60)}…" becomes a label of the pods: at most 63 characters are allowed`,
    ],
  },
  {
    title: 'the signal that has no grace period',
    text: nodeClass(
      '    evictionSoft:\n      memory.available: 5%\n      nodefs.available: 5%\n    evictionSoftGracePeriod: { memory.available: 1m }',
    ),
    found: [
      'nodefs.available',
      'spec.kubelet',
      'evictionSoft has nodefs.available, which needs an entry in evictionSoftGracePeriod too',
    ],
  },
  {
    title: 'two percentages the wrong way round',
    text: nodeClass('    imageGCHighThresholdPercent: 70\n    imageGCLowThresholdPercent: 80'),
    found: [
      '80',
      'spec.kubelet',
      'imageGCHighThresholdPercent 70 must be above imageGCLowThresholdPercent, which is 80',
    ],
  },
  {
    title: 'the values of an operator that takes one number',
    text: pool('{ key: karpenter.k8s.aws/instance-cpu, operator: Gt, values: ["4", "8"] }'),
    found: [
      '["4", "8"]',
      'spec.template.spec.requirements',
      'requirements[0] (karpenter.k8s.aws/instance-cpu): the operator Gt needs exactly one whole number of 0 or more, not "4" or "8"',
    ],
  },
  {
    title: 'a label of Karpenter’s, misspelt',
    text: pool('{ key: karpenter.k8s.aws/instance-famly, operator: Exists }'),
    found: [
      'karpenter.k8s.aws/instance-famly',
      'spec.template.spec.requirements[0].key',
      'key "karpenter.k8s.aws/instance-famly": the domain karpenter.k8s.aws is Karpenter\'s: only its own labels, such as karpenter.k8s.aws/instance-family, may be used; did you mean karpenter.k8s.aws/instance-family?',
    ],
  },
  {
    title: 'an empty list of terms',
    text: nodeClass('    maxPods: 5').replace(
      /securityGroupSelectorTerms: .*/,
      'securityGroupSelectorTerms: []',
    ),
    found: ['[]', 'spec.securityGroupSelectorTerms', 'at least one term is needed'],
  },
];

for (const { title, text, old, found } of cases) {
  test(title, () => {
    const previous = old === undefined ? {} : { previous: [{ uri, text: old }] };
    const lines = text.split('\n');
    const findings = checkFiles([{ uri, text }], previous).findings.filter(({ source }) => source !== 'rule');
    const shown = findings.map(({ range: { start, end }, path, message }) => [
      start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : '(lines)',
      path,
      message,
    ]);
    assert.ok(
      shown.some((one) => JSON.stringify(one) === JSON.stringify(found)),
      shown.map((one) => one.join(' | ')).join('\n'),
    );
  });
}

test('one finding says that a list of terms is empty, whatever other rules fail of it', () => {
  const text = nodeClass('    maxPods: 5').replace(/subnetSelectorTerms: .*/, 'subnetSelectorTerms: []');
  const messages = checkFiles([{ uri, text }]).findings.map(({ message }) => message);
  assert.deepEqual([...new Set(messages)], ['at least one term is needed']);
});
