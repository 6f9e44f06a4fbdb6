/** A small cluster that runs: a node with a pod on it, two pods that wait; and a kubeconfig that leads to it. */
import { tlsFile } from './kubernetesApi';

export const POOL = {
  metadata: { name: 'general', managedFields: [{ manager: 'kubectl' }] },
  spec: {
    template: {
      spec: {
        nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' },
        requirements: [
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
          { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['m7i.large'] },
        ],
      },
    },
  },
};
const NODE_CLASS = {
  metadata: { name: 'default' },
  spec: {
    role: 'nodes',
    amiSelectorTerms: [{ alias: 'al2023@v20260701' }],
    subnetSelectorTerms: [{ tags: { a: 'b' } }],
    securityGroupSelectorTerms: [{ tags: { a: 'b' } }],
  },
};
export const NODE = {
  metadata: {
    name: 'ip-1',
    labels: {
      'karpenter.sh/nodepool': 'general',
      'karpenter.sh/initialized': 'true',
      'topology.kubernetes.io/zone': 'us-east-1a',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/os': 'linux',
    },
  },
  spec: {},
  status: {
    capacity: { cpu: '2', memory: '8Gi', pods: '29' },
    allocatable: { cpu: '1900m', memory: '7Gi', pods: '29' },
  },
};
export const pod = (name: string, cpu: string, more: object = {}) => ({
  metadata: {
    name,
    namespace: 'shop',
    labels: { 'pod-template-hash': 'abc' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', controller: true }],
  },
  spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu, memory: '1Gi' } } }], ...more },
  status: { phase: 'Pending' },
});

export const LISTS = {
  '/apis/karpenter.sh/v1/nodepools': [POOL],
  '/apis/karpenter.k8s.aws/v1/ec2nodeclasses': [NODE_CLASS],
  '/apis/karpenter.sh/v1/nodeclaims': [],
  '/api/v1/nodes': [NODE],
  '/api/v1/pods': [
    pod('web-abc-1', '1', { nodeName: 'ip-1' }),
    pod('web-abc-2', '500m'),
    pod('web-abc-3', '1500m'),
  ],
  '/apis/apps/v1/daemonsets': [],
  '/api/v1/namespaces': [],
  '/api/v1/persistentvolumeclaims': [],
  '/api/v1/persistentvolumes': [],
  '/apis/storage.k8s.io/v1/storageclasses': [],
};

export interface KubeContext {
  readonly url: string;
  readonly user: object;
  readonly server?: object;
}

/** As text; the first context is the current one. */
export function kubeconfig(contexts: Readonly<Record<string, KubeContext>>): string {
  const all = Object.entries(contexts);
  return JSON.stringify({
    'current-context': all[0]?.[0],
    contexts: all.map(([name]) => ({ name, context: { cluster: name, user: name } })),
    clusters: all.map(([name, { url, server }]) => ({
      name,
      cluster: { server: url, 'certificate-authority': tlsFile('ca.pem'), ...server },
    })),
    users: all.map(([name, { user }]) => ({ name, user })),
  });
}
