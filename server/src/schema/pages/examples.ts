/** Manifests that only lack what an example is about. Text is put in as it is given, further lines with its indentation. */

const indented = (text: string, spaces: number): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(spaces) + line))
    .join('\n');

/** A NodePool whose `spec` begins with these lines. */
export const pool = (spec: string): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
spec:
${indented(spec, 2)}
${indented(POOL_TEMPLATE, 2)}`;

const POOL_TEMPLATE = `template:
  spec:
    nodeClassRef:
      group: karpenter.k8s.aws
      kind: EC2NodeClass
      name: default
    requirements:
      - key: kubernetes.io/arch
        operator: In
        values: [amd64]`;

/** A NodePool whose template has these lines beside the node class. */
export const poolTemplate = (lines: string): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: default
${indented(lines, 6)}`;

/** An EC2NodeClass that has these lines beside what it needs. */
export const nodeClass = (lines: string): string => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: default
spec:
  role: karpenter-node
  subnetSelectorTerms:
    - id: subnet-0123456789abcdef0
  securityGroupSelectorTerms:
    - id: sg-0123456789abcdef0
${indented(lines, 2)}`;

/** A ScaledObject that has these lines beside its target. */
export const scaledObject = (lines: string): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web
spec:
  scaleTargetRef:
    name: web
${indented(lines, 2)}`;

/** A ScaledJob whose pods have the first lines, with the others beside them. */
export const scaledJob = (podLines: string, lines: string): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata:
  name: worker
spec:
  jobTargetRef:
    template:
      spec:
${indented(podLines, 8)}
${indented(lines, 2)}`;

/** A cron trigger that needs nothing more. */
export const CRON_TRIGGER = `triggers:
  - type: cron
    metadata:
      timezone: Europe/Berlin
      start: 0 8 * * 1-5
      end: 0 18 * * 1-5
      desiredReplicas: "5"`;

/** A Deployment whose `spec` begins with these lines; its pods have one container. */
export const deployment = (spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
${indented(spec, 2)}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1`;

/** A Pod whose `spec` begins with these lines. */
export const pod = (spec: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${indented(spec, 2)}`;

/** A container that needs nothing more. */
export const CONTAINER = `containers:
  - name: web
    image: registry.example.com/web:1`;

/** A PriorityClass with these lines as its metadata. */
export const named = (metadata: string): string => `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
${indented(metadata, 2)}
value: 1000`;
