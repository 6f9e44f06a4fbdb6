/** Pages about what holds for every kind: metadata, and the checks that Kubernetes has written by hand for its own. */
import type { ProblemCode } from '../registry/problems';
import { CONTAINER, named, pod } from './examples';
import type { Pages } from './page';

const META = 'kubernetes/apimachinery pkg/api/validation/objectmeta.go@v0.35.3';

export type MetadataProblem =
  | 'apiVersion'
  | 'kind'
  | 'name'
  | 'name-required'
  | 'namespace'
  | 'label-key'
  | 'label-value'
  | 'annotation-key'
  | 'annotations-size'
  | 'owner'
  | 'finalizer'
  | 'managed-fields';

const PREFIX =
  'At most one `/`, before it a DNS name, behind it at most 63 letters, digits, `-`, `_` and `.`.';

export const METADATA: Pages<`metadata/${MetadataProblem}`> = {
  'metadata/apiVersion': {
    summary: 'The object does not say which API it belongs to.',
    why: '`apiVersion` is `group/version`, or the version alone for the core group: `karpenter.sh/v1`, `apps/v1`, `v1`.',
    wrong: 'kind: Pod\nmetadata:\n  name: web\nspec:\n  containers: []',
    right: pod(CONTAINER),
    source: 'kubernetes/apimachinery pkg/runtime/schema/group_version.go@v0.35.0',
  },
  'metadata/kind': {
    summary: 'The object does not say of which kind it is.',
    why: 'Without `kind` nothing else can be read.',
    wrong: 'apiVersion: v1\nmetadata:\n  name: web\nspec:\n  containers: []',
    right: pod(CONTAINER),
    source: 'kubernetes/apimachinery pkg/runtime/serializer/json/json.go@v0.35.0',
  },
  'metadata/name': {
    summary: 'The name is not one that the kind accepts.',
    why:
      'Most kinds take DNS subdomains: lower case letters, digits, `-` and `.`, at most 253 characters. A StatefulSet takes ' +
      'no dots and 63 characters, since its name becomes part of host names.',
    wrong: named('name: High_Priority'),
    right: named('name: high-priority'),
    source: META,
  },
  'metadata/name-required': {
    summary: 'The object has no name.',
    why: 'Give `metadata.name`, or `metadata.generateName` for a prefix that the API server completes.',
    wrong: named('labels: {}'),
    right: named('name: high'),
    source: META,
  },
  'metadata/namespace': {
    summary: 'The namespace is no DNS label.',
    why: 'Lower case letters, digits and `-`, at most 63 characters. Kinds of the whole cluster ignore the field.',
    wrong: pod(CONTAINER).replace('name: web', 'name: web\n  namespace: Shop'),
    right: pod(CONTAINER).replace('name: web', 'name: web\n  namespace: shop'),
    source: META,
  },
  'metadata/label-key': {
    summary: 'The key of a label breaks the rules for keys.',
    why: PREFIX,
    wrong: named('name: high\nlabels:\n  my team: web'),
    right: named('name: high\nlabels:\n  my-team: web'),
    source: META,
  },
  'metadata/label-value': {
    summary: 'The value of a label breaks the rules for values.',
    why: 'At most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; or empty. Longer texts belong in annotations.',
    wrong: named('name: high\nlabels:\n  team: web shop'),
    right: named('name: high\nlabels:\n  team: web-shop'),
    source: META,
  },
  'metadata/annotation-key': {
    summary: 'The key of an annotation breaks the rules for keys.',
    why: `${PREFIX} Values may hold anything.`,
    wrong: named('name: high\nannotations:\n  my team: web'),
    right: named('name: high\nannotations:\n  my-team: web'),
    source: META,
  },
  'metadata/annotations-size': {
    summary: 'The annotations are too large together.',
    why: 'Keys and values may take 262144 bytes. Mostly it is a whole file in an annotation: keep it in a ConfigMap.',
    source: META,
  },
  'metadata/owner': {
    summary: 'An owner reference is not complete, or there are two controllers.',
    why: 'Each needs `apiVersion`, `kind`, `name` and `uid`, and only one may be the controller. The cluster writes them; leave them out of files.',
    wrong: named(
      'name: high\nownerReferences:\n  - apiVersion: v1\n    kind: Node\n    name: a\n    uid: ""',
    ),
    right: named('name: high'),
    source: META,
  },
  'metadata/finalizer': {
    summary: 'A finalizer breaks the rules for keys, or two exclude each other.',
    why: `${PREFIX} Kubernetes' own kinds want the domain too, unless Kubernetes knows the name. An object is deleted in the foreground or leaves orphans, not both.`,
    wrong: named('name: high\nfinalizers: ["my team"]'),
    right: named('name: high\nfinalizers: ["example.com/my-team"]'),
    source: META,
  },
  'metadata/managed-fields': {
    summary: 'An entry of managedFields is none that the server writes.',
    why: 'The server keeps this list itself. `operation` is `Apply` or `Update`, `fieldsType` is `FieldsV1`; leave the list out of manifests.',
    wrong: named('name: high\nmanagedFields:\n  - operation: Patch'),
    right: named('name: high'),
    source: 'kubernetes/apimachinery pkg/apis/meta/v1/validation/validation.go@v0.35.4',
  },
};

const VALIDATION = 'kubernetes/kubernetes pkg/apis/core/validation/validation.go@v1.35.3';
const AUTOSCALING = 'kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go@v1.35.4';

const hpa = (spec: string): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
${spec}`;

const job = (spec: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: nightly
spec:
  ${spec}
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: worker
          image: registry.example.com/worker:1`;

export const BUILTIN: Pages<`builtin/${ProblemCode}`> = {
  'builtin/required': {
    summary: 'A field is missing that a built-in kind cannot do without.',
    why: 'Kubernetes checks its own kinds by hand-written code, which knows when a field is needed beside another.',
    wrong: pod('restartPolicy: Always'),
    right: pod(`restartPolicy: Always\n${CONTAINER}`),
    source: VALIDATION,
  },
  'builtin/invalid': {
    summary: 'A value of a built-in kind makes no sense where it stands.',
    why:
      'Numbers out of range or against each other, names that break their rules, a schedule that does not parse, a ' +
      'selector that does not match the template, a request above its limit. The message says which, with the value.',
    wrong: hpa('  minReplicas: 5\n  maxReplicas: 3'),
    right: hpa('  minReplicas: 3\n  maxReplicas: 5'),
    source: AUTOSCALING,
  },
  'builtin/not-supported': {
    summary: 'A value is none of those that a field of a built-in kind takes.',
    why: 'Upper and lower case count. The message lists what is allowed, and what was probably meant.',
    wrong: pod(`restartPolicy: always\n${CONTAINER}`),
    right: pod(`restartPolicy: Always\n${CONTAINER}`),
    source: VALIDATION,
  },
  'builtin/forbidden': {
    summary: 'A field must not be set beside the others that are.',
    why: 'Two of several exclusive fields are given, or one that only another kind of object has.',
    wrong: pod(
      `${CONTAINER}\n    livenessProbe:\n      tcpSocket: { port: 80 }\n      httpGet: { port: 80 }`,
    ),
    right: pod(`${CONTAINER}\n    livenessProbe:\n      httpGet: { port: 80 }`),
    source: VALIDATION,
  },
  'builtin/duplicate': {
    summary: 'A name or key stands twice in a list of a built-in kind.',
    why: 'Containers, volumes, ports and the like are told apart by it.',
    wrong: pod(`${CONTAINER}\n  - name: web\n    image: registry.example.com/log:1`),
    right: pod(`${CONTAINER}\n  - name: log\n    image: registry.example.com/log:1`),
    source: VALIDATION,
  },
  'builtin/not-found': {
    summary: 'A name refers to something that the same object does not have.',
    why: 'Mostly a container mounts a volume that the pod does not list, or lists under another name.',
    wrong: pod(`${CONTAINER}\n    volumeMounts:\n      - name: cache\n        mountPath: /cache`),
    right: pod(
      `${CONTAINER}\n    volumeMounts:\n      - name: cache\n        mountPath: /cache\nvolumes:\n  - name: cache\n    emptyDir: {}`,
    ),
    source: VALIDATION,
  },
  'builtin/too-long': {
    summary: 'A text of a built-in kind has too many bytes.',
    why: 'The message names the limit.',
    wrong: job(`managedBy: example.com/${'x'.repeat(60)}`),
    right: job('managedBy: example.com/queue'),
    source: 'kubernetes/kubernetes pkg/apis/batch/validation/validation.go@v1.35.3',
  },
  'builtin/too-many': {
    summary: 'A list of a built-in kind has too many entries.',
    why: 'The message names the limit and the number.',
    source: VALIDATION,
  },
};
