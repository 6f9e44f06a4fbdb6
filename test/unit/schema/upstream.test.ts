// Each row is a class of manifests that was once judged differently from upstream's own code; the row names that code.
// What is asserted is what Kubernetes 1.35.4, Karpenter 1.14.1 and KEDA 2.21.0 answered.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { parseQuantity } from '../../../server/src/util/quantity';

const uri = 'file:///a.yaml';

/** Paths of everything but advice, sorted: nothing when the manifest is accepted and works. */
function refused(text: string, previous?: string): string[] {
  const options = previous === undefined ? {} : { previous: [{ uri, text: previous }] };
  const findings = checkFiles([{ uri, text }], options).findings.filter(({ source }) => source !== 'rule');
  return [...new Set(findings.map(({ path }) => path))].sort();
}

interface Row {
  readonly upstream: string;
  readonly text: string;
  readonly previous?: string;
  readonly paths: readonly string[];
}

const metadata = (fields: string, kind = 'apiVersion: karpenter.sh/v1\nkind: NodePool'): string => `${kind}
metadata: ${fields}
spec:
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
      requirements: []
`;
const claim = (taint: string): string => `apiVersion: karpenter.sh/v1
kind: NodeClaim
metadata: {name: a}
spec:
  nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
  requirements: [{key: a, operator: Gt, values: [x]}]
  taints: [${taint}]
`;
const admissionCheck = (minutes: string): string => `apiVersion: kueue.x-k8s.io/v1beta1
kind: AdmissionCheck
metadata: {name: a}
spec: {controllerName: kueue.x-k8s.io/x, retryDelayMinutes: ${minutes}}
`;
const daemons = (meta: string, selector: string, resources = ''): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: ${meta}
spec:
  selector: {matchLabels: ${selector}}
  template:
    metadata: {labels: {app: a}}
    spec: {containers: [{name: c, image: i${resources}}]}
`;
const budget = (name: string, spec: string): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ${name}}
spec: {${spec}, selector: {matchLabels: {a: b}}}
`;
const nodeClass = (userData: string): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: a}
spec:
  role: r
  amiSelectorTerms: [{alias: al2023@latest}]
  subnetSelectorTerms: [{id: subnet-1}]
  securityGroupSelectorTerms: [{id: sg-1}]
  userData: ${JSON.stringify(userData)}
`;

const ROWS: readonly Row[] = [
  ...[
    ['9223372036854775807', []],
    ['9223372036854775808', ['spec.retryDelayMinutes']],
    ['-9223372036854775808', []],
    ['-9223372036854775809', ['spec.retryDelayMinutes']],
    ['1e18', []],
    ['1e19', ['spec.retryDelayMinutes']],
  ].map(([minutes, paths]) => ({
    upstream: 'kube-openapi validate/type.go typeValidator, apimachinery util/json (64 bits)',
    text: admissionCheck(String(minutes)),
    paths: paths as string[],
  })),
  {
    upstream: 'apiextensions-apiserver strategy.go hasBlockingErr: a bad date-time hides the rules',
    text: claim('{key: a, effect: NoSchedule, timeAdded: x}'),
    paths: ['spec.taints[0].timeAdded'],
  },
  {
    upstream: 'kube-openapi validate/type.go: a list where a date-time is wanted is left alone',
    text: claim('{key: a, effect: NoSchedule, timeAdded: [x]}'),
    paths: ['spec.requirements'],
  },
  {
    upstream: 'apimachinery objectmeta.go validateOwnerReference: group/version with a slash too many',
    text: metadata('{name: a, ownerReferences: [{apiVersion: a/b/c, kind: K, name: own, uid: u}]}'),
    paths: ['metadata.ownerReferences.apiVersion'],
  },
  {
    upstream: 'apimachinery objectmeta.go BannedOwners',
    text: metadata('{name: a, ownerReferences: [{apiVersion: v1, kind: Event, name: own, uid: u}]}'),
    paths: ['metadata.ownerReferences'],
  },
  {
    upstream:
      'apimachinery runtime/schema ParseGroupVersion: a slash before the version names the core group',
    text: metadata('{name: a, ownerReferences: [{apiVersion: /v1, kind: Event, name: own, uid: u}]}'),
    paths: ['metadata.ownerReferences'],
  },
  ...['2024-02-30T00:00:00Z', '2023-02-29T00:00:00Z', '2024-01-01T00:00:00+25:00'].map((time) => ({
    upstream: `time.Parse: a day of the calendar, a zone within a day (${time})`,
    text: metadata(`{name: a, creationTimestamp: "${time}"}`),
    paths: ['metadata.creationTimestamp'],
  })),
  {
    upstream: 'time.Parse: a leap day',
    text: metadata('{name: a, creationTimestamp: "2024-02-29T00:00:00+05:30"}'),
    paths: [],
  },
  {
    upstream: 'apimachinery meta/v1 FieldsV1.UnmarshalJSON takes whatever there is',
    text: metadata('{name: a, managedFields: [{operation: Apply, fieldsType: FieldsV1, fieldsV1: x}]}'),
    paths: [],
  },
  {
    upstream: 'apimachinery meta/v1/validation ValidateManagedFields',
    text: metadata('{name: a, managedFields: [{operation: X, fieldsType: Z, manager: "a\\nb"}]}'),
    paths: [
      'metadata.managedFields[0].fieldsType',
      'metadata.managedFields[0].manager',
      'metadata.managedFields[0].operation',
    ],
  },
  {
    upstream: 'apiserver storage/names/generate.go: a dot at the end of a prefix is inside of the name',
    text: metadata('{generateName: a.}'),
    paths: ['metadata.generateName'],
  },
  {
    upstream: 'apiserver storage/names/generate.go: the name keeps 58 characters of the prefix',
    text: metadata(`{generateName: ${'a'.repeat(254)}}`),
    paths: ['metadata.generateName'],
  },
  {
    upstream: 'core/validation validateKubeFinalizerName',
    text: daemons('{name: a, finalizers: [x, kubernetes, a.b/c]}', '{app: a}'),
    paths: ['metadata.finalizers[0]'],
  },
  {
    upstream: 'encoding/json: null in a map of texts is an empty text',
    text: daemons('{name: a}', '{app: null}'),
    paths: ['spec.template.metadata.labels'],
  },
  {
    upstream: 'encoding/json: null in a map of quantities is 0',
    text: daemons('{name: a}', '{app: a}', ', resources: {requests: {cpu: 1}, limits: {cpu: null}}'),
    paths: ['spec.template.spec.containers[0].resources.requests'],
  },
  {
    upstream: 'registry/policy strategy.go: metadata after the spec',
    text: budget('"a/b"', 'minAvailable: -1'),
    paths: ['spec.minAvailable'],
  },
  {
    upstream: 'registry/policy strategy.go: metadata of a sound spec',
    text: budget('"a/b"', 'minAvailable: 1'),
    paths: ['metadata.name'],
  },
  {
    upstream: 'mime/multipart: boundary is empty',
    text: nodeClass('Content-Type: multipart/mixed\n\n--B\n'),
    paths: ['spec.userData'],
  },
  {
    upstream: 'metav1.Time: a status that the controller cannot decode',
    text: `${nodeClass('')}status: {conditions: [{type: A, status: "True", reason: B, message: c, lastTransitionTime: x}]}\n`,
    paths: ['status.conditions[0].lastTransitionTime'],
  },
];

const pod = (fields: string, container = 'name: c, image: i'): string => `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{${container}}]${fields}}
`;
const volumeClaim = (storage: string, fields = ''): string => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: a}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${storage}}}${fields}}
`;
const job = (fields: string, spec = ''): string => `apiVersion: batch/v1
kind: Job
metadata: {name: a}
spec:
  suspend: ${fields}
  template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]${spec}}}
`;
const storage = (type: string, zones: string): string => `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: a}
provisioner: ebs.csi.aws.com
parameters: {type: ${type}}
allowedTopologies: [{matchLabelExpressions: [{key: topology.kubernetes.io/zone, values: [${zones}]}]}]
`;
const stateful = (claim: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
  volumeClaimTemplates:
    - {${claim}metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
`;
const gates = (...names: string[]): string =>
  `, schedulingGates: [${names.map((name) => `{name: ${name}}`).join(', ')}]`;

const UPDATES: readonly [upstream: string, previous: string, text: string, paths: readonly string[]][] = [
  ['ValidatePodUpdate: another image', pod(''), pod('', 'name: c, image: j'), []],
  ['ValidatePodUpdate: defaults written out', pod(''), pod(', dnsPolicy: ClusterFirst, hostPID: false'), []],
  ['ValidatePodUpdate: another field', pod(''), pod(', priority: 5'), ['spec']],
  [
    'ValidateContainerUpdates',
    pod(', initContainers: [{name: d, image: i}]'),
    pod(''),
    ['spec.initContainers'],
  ],
  [
    'validateOnlyAddedTolerations',
    pod(', tolerations: [{key: k, operator: Exists}]'),
    pod(''),
    ['spec.tolerations'],
  ],
  [
    'validateOnlyDeletedSchedulingGates',
    pod(gates('a')),
    pod(gates('a', 'b')),
    ['spec.schedulingGates[1].name'],
  ],
  [
    'validateNodeSelectorMutation',
    pod(gates('a') + ', nodeSelector: {a: b}'),
    pod(gates('a')),
    ['spec.nodeSelector'],
  ],
  ['a gated pod gains a label', pod(gates('a')), pod(gates('a') + ', nodeSelector: {a: b}'), []],
  [
    'a deadline gets longer',
    pod(', activeDeadlineSeconds: 5'),
    pod(', activeDeadlineSeconds: 6'),
    ['spec.activeDeadlineSeconds'],
  ],
  ['ValidatePersistentVolumeClaimUpdate: grows', volumeClaim('1Gi'), volumeClaim('2Gi'), []],
  ['the same size in other words', volumeClaim('1Gi'), volumeClaim('1024Mi'), []],
  ['shrinks', volumeClaim('2Gi'), volumeClaim('1Gi'), ['spec.resources.requests.storage']],
  [
    'another class',
    volumeClaim('1Gi', ', storageClassName: a'),
    volumeClaim('1Gi', ', storageClassName: b'),
    ['spec'],
  ],
  ['validateStorageClassUpgradeFromNil', volumeClaim('1Gi'), volumeClaim('1Gi', ', storageClassName: b'), []],
  [
    'another volume mode',
    volumeClaim('1Gi'),
    volumeClaim('1Gi', ', volumeMode: Block'),
    ['spec', 'volumeMode'],
  ],
  [
    'ValidateJobSpecUpdate: template',
    job('false'),
    job('false', ', nodeSelector: {a: b}'),
    ['spec.template'],
  ],
  ['AllowMutableSchedulingDirectives', job('true'), job('true', ', nodeSelector: {a: b}'), []],
  [
    'ValidateStorageClassUpdate',
    storage('gp2', 'a'),
    storage('gp3', 'b, b'),
    ['allowedTopologies[0].matchLabelExpressions[0].values[1]', 'parameters'],
  ],
  [
    'ValidateStatefulSetUpdate: type of a claim template',
    stateful(''),
    stateful('apiVersion: v1, kind: PersistentVolumeClaim, '),
    [],
  ],
];

describe('upstream says', () => {
  const updates = UPDATES.map(([upstream, previous, text, paths]) => ({ upstream, previous, text, paths }));
  for (const { upstream, text, previous, paths } of [...ROWS, ...updates])
    void test(upstream, () => assert.deepEqual(refused(text, previous), [...paths].sort()));
});

test('resource.ParseQuantity takes texts without a digit, and any power of ten', () => {
  for (const text of ['.', '+', '-', 'Ki', '.e3', 'e1', '1e9999', '1e-9999'])
    assert.ok(parseQuantity(text), text);
  for (const text of ['', 'e', '1e', '1e1.5', '1..1', '1ki', 'e1e1', '1 ', '1_0'])
    assert.equal(parseQuantity(text), undefined, text);
  assert.deepEqual(parseQuantity('.'), { digits: 0n, base: 10, exponent: 0 });
});
