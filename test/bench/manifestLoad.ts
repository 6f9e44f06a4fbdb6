/** Manifests of a cluster of pods of five kinds in equal parts: plain, zone spread, host spread, zone affinity, host
 *  anti-affinity; twenty workloads a file, like folders that people keep. The same every time. */
import type { SourceFile } from '../../server/src/model/finding';
import { nodeClass } from '../support/manifests';

const PLATFORM = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: default}
spec:
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
      - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand, spot]}
      - {key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r]}
      - {key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"]}
      - {key: topology.kubernetes.io/zone, operator: In, values: [us-east-1a, us-east-1b, us-east-1c, us-east-1d]}
---
${nodeClass()}`;

export const PODS_EACH = 5;
const WORKLOADS_PER_FILE = 20;
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const CPU = ['100m', '250m', '500m', '1000m', '1500m'];
const MEMORY = ['100Mi', '256Mi', '512Mi', '1Gi', '2Gi', '4Gi'];

const spread = (key: string, letter: string): string =>
  `topologySpreadConstraints: [{maxSkew: 1, topologyKey: ${key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {group: ${letter}}}}]`;
const affinity = (kind: string, key: string, letter: string): string =>
  `affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ${key}, labelSelector: {matchLabels: {group: ${letter}}}}]}}`;

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const KINDS: readonly ((letter: string) => string)[] = [
  () => '',
  (letter) => spread(ZONE, letter),
  (letter) => spread(HOST, letter),
  (letter) => affinity('podAffinity', ZONE, letter),
  (letter) => affinity('podAntiAffinity', HOST, letter),
];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function deployment(index: number): string {
  const letter = `${pick(LETTERS, index * 3)}${index % KINDS.length}`;
  const constraint = pick(KINDS, index)(letter);
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: w${index}}
spec:
  replicas: ${PODS_EACH}
  selector: {matchLabels: {group: ${letter}}}
  template:
    metadata: {labels: {group: ${letter}}}
    spec:
${constraint === '' ? '' : `      ${constraint}\n`}      containers: [{name: c, image: i, resources: {requests: {cpu: ${pick(CPU, index * 7)}, memory: ${pick(MEMORY, index * 5)}}}}]
`;
}

/** The platform in the first file, then workloads of five pods each. */
export function mixedManifests(podCount: number): readonly SourceFile[] {
  const workloads = Array.from({ length: podCount / PODS_EACH }, (_, index) => deployment(index));
  const files: SourceFile[] = [{ uri: 'file:///bench/platform.yaml', text: PLATFORM }];
  for (let start = 0; start < workloads.length; start += WORKLOADS_PER_FILE) {
    const text = workloads.slice(start, start + WORKLOADS_PER_FILE).join('---\n');
    files.push({ uri: `file:///bench/workloads-${files.length}.yaml`, text });
  }
  return files;
}
