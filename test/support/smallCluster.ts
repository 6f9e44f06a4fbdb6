/** A cluster of one pool and one workload, as small as one that launches something can be. */

import { nodeClass } from './manifests';

/** The pool `p` with its node class `c`.
 *  @param requirements  each in flow style */
export const poolWith = (...requirements: readonly string[]): string => `${nodeClass('c')}---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: p}
spec:
  limits: {cpu: "100"}
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: c}
      requirements:
${requirements.map((one) => `        - ${one}\n`).join('')}`;

export const POOL = poolWith(
  '{key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}',
  '{key: karpenter.k8s.aws/instance-family, operator: In, values: [m7i, m7a]}',
  '{key: kubernetes.io/arch, operator: In, values: [amd64]}',
);

/** @param replicas  of `cpu` and 1 GiB each; undefined leaves the field out */
export const web = (replicas?: number, cpu = '2'): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
${replicas === undefined ? '' : `  replicas: ${replicas}\n`}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: i, resources: {requests: {cpu: "${cpu}", memory: 1Gi}}}]
`;
