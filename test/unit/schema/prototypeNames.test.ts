/** Names that every JavaScript object has are names like any other: in labels, keys of requirements, resources, metadata of
 *  triggers, annotations, and as fields that no schema knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { checkEdits, graphOf } from '../../../server/src/analysis/check/editStage';
import { parseFile } from '../../../server/src/manifest/document';

const uri = 'file:///a.yaml';

const stream = (name: string): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: a
  labels: { ${name}: x }
  annotations: { ${name}: x }
spec:
  ${name}: x
  limits: { ${name}: "1" }
  template:
    metadata:
      labels: { ${name}: x }
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: ${name} }
      requirements:
        - { key: ${name}, operator: In, values: [${name}] }
        - { key: karpenter.sh/capacity-type, operator: ${name}, values: [${name}] }
      taints: [{ key: ${name}, value: ${name}, effect: ${name} }]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: a }
spec:
  amiFamily: ${name}
  amiSelectorTerms: [{ alias: ${name}@latest, tags: { ${name}: x } }]
  role: ${name}
  tags: { ${name}: x }
  kubelet:
    evictionSoft: { ${name}: 5% }
    kubeReserved: { ${name}: 1Gi }
  subnetSelectorTerms: [{ tags: { ${name}: x } }]
  securityGroupSelectorTerms: [{ ${name}: x }]
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a }
spec:
  scaleTargetRef: { kind: ${name}, name: ${name} }
  advanced: { scalingModifiers: { formula: ${name} + 1, target: "1" } }
  triggers:
    - type: ${name}
      metadata: { ${name}: x }
    - type: prometheus
      name: ${name}
      metadata: { ${name}: x, serverAddress: http://p, query: q, threshold: "1" }
      authenticationRef: { name: ${name}, kind: ${name} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, annotations: { ${name}: x } }
spec:
  selector: { matchLabels: { ${name}: x }, matchExpressions: [{ key: ${name}, operator: ${name} }] }
  template:
    metadata: { labels: { ${name}: x }, ${name}: x }
    spec:
      nodeSelector: { ${name}: x }
      tolerations: [{ key: ${name}, operator: ${name} }]
      priorityClassName: ${name}
      containers:
        - name: c
          image: i
          ${name}: x
          resources: { requests: { ${name}: 1 }, limits: { ${name}: 1 } }
          env: [{ name: ${name}, valueFrom: { ${name}: x } }]
      volumes: [{ name: v, ${name}: {} }, { name: w, persistentVolumeClaim: { claimName: ${name} } }]
---
apiVersion: ${name}/v1
kind: ${name}
metadata: { name: ${name} }
---
apiVersion: v1
kind: ${name}
metadata: { ${name}: { ${name}: x } }
`;

/** All that is said of the stream, with the name put back to that of the other. */
function said(name: string, other: string): string[] {
  const text = stream(name);
  const manifests = [...parseFile({ uri, text })];
  const advice = checkEdits({
    graph: graphOf([{ manifests }]),
    wanted: manifests,
    options: {},
    scope: 'cluster',
    onFailure: (rule, error) => assert.fail(`${rule}: ${String(error)}`),
  });
  const { documents, findings } = checkFiles([{ uri, text }]);
  return [
    ...documents.map(({ verdict }) => verdict),
    ...[...findings, ...advice].map(({ rule, path }) => `${rule} ${path.replaceAll(name, other)}`).sort(),
  ];
}

// Ordinary names of the same form: letters and capitals, or with the underlines at both ends that no label may have.
for (const [name, plain] of [
  ['constructor', 'abcdefghijk'],
  ['toString', 'abCdefgh'],
  ['hasOwnProperty', 'abcDefGhijklmn'],
  ['valueOf', 'abcdeFg'],
  ['__proto__', '__abcde__'],
] as const) {
  test(`${name} is a name like any other`, () => {
    assert.deepEqual(said(name, plain), said(plain, plain));
    assert.deepEqual(Object.keys(Object.prototype), []);
    assert.equal(({} as { x?: unknown }).x, undefined);
  });
}
