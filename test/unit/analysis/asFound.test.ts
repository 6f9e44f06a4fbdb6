/** Manifests as they lie in repositories: encrypted, half converted, in pieces, for other tools. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, convert } from '../../../server/src/api';
import type { SourceFile } from '../../../server/src/model/finding';
import { applyEdits } from '../../support/edits';

const findingsOf = (files: readonly SourceFile[]): string[] =>
  check(files, { placeholders: 'allow' })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, path }) => `${rule} ${path}`);
const file = (text: string, name = 'a.yaml'): SourceFile => ({ uri: `file:///app/${name}`, text });

test('what SOPS adds is no field of the object', () => {
  const text = (mac: string): string =>
    `apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: a}\nspec: {}\nsops: {${mac}version: 3.9.0}\n`;
  assert.deepEqual(findingsOf([file(text('mac: "ENC[x]", '))]), []);
  assert.deepEqual(findingsOf([file(text(''))]), ['strict/unknown-field sops']);
});

const HALF = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: default
spec:
  template:
    spec:
      requirements:
        - key: kubernetes.io/arch
          operator: In
          values: [amd64]
      kubelet:
        maxPods: 58
      nodeClassRef:
        name: default
  limits:
    cpu: "100"
  disruption:
    consolidationPolicy: WhenUnderutilized
    consolidateAfter: 1m
    expireAfter: 720h
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: default
spec:
  role: node
  amiSelectorTerms: [{ alias: al2023@v20260801 }]
  subnetSelectorTerms: [{ tags: { a: b } }]
  securityGroupSelectorTerms: [{ tags: { a: b } }]
`;

test('a pool that says v1 and kept fields of v1beta1 is told where they went, and converted', () => {
  const { findings } = check([file(HALF)]);
  const refused = findings.filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    refused.map(({ path, fixes }) => `${path}: ${fixes.map(({ title }) => title).join()}`),
    [
      'spec.template.spec.kubelet: Convert to karpenter.sh/v1 NodePool',
      'spec.template.spec.nodeClassRef.group: Convert to karpenter.sh/v1 NodePool',
      'spec.template.spec.nodeClassRef.kind: Convert to karpenter.sh/v1 NodePool',
      'spec.disruption.consolidationPolicy: Change to "WhenEmptyOrUnderutilized"',
      'spec.disruption.expireAfter: Convert to karpenter.sh/v1 NodePool',
    ],
  );
  assert.match(
    refused[0]?.message ?? '',
    /has no such field; since v1 it stands in the EC2NodeClass, as spec.kubelet$/,
  );
  const [fix] = refused[0]?.fixes ?? [];
  assert.ok(fix);
  const fixed = applyEdits(HALF, fix.edits);
  assert.deepEqual(findingsOf([file(fixed)]), []);
  assert.match(fixed, /consolidationPolicy: WhenEmptyOrUnderutilized/);
  assert.match(fixed, /kubelet:\n +maxPods: 58/);
  assert.equal(convert([file(HALF)]).files[0]?.text, fixed);
  assert.equal(convert([file(fixed)]).files[0]?.changed, false);
});

const PIECE =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [{name: a}]}}}\n';

test('pieces of objects in files that are called patches are no objects, whole objects there are', () => {
  for (const name of ['patches/api.yaml', 'api-patch.yaml', 'patch_api.yaml', 'api.patch.yaml'])
    assert.deepEqual(findingsOf([file(PIECE, name)]), [], name);
  assert.notDeepEqual(findingsOf([file(PIECE, 'dispatch.yaml')]), []);
  const whole = PIECE.replace('spec: {', 'spec: {selector: {matchLabels: {a: b}}, ');
  assert.notDeepEqual(findingsOf([file(whole, 'patches/api.yaml')]), []);
});

test('a list of files below `patches`, as kustomize had it first', () => {
  const kustomization = 'resources: [a.yaml]\npatches:\n  - image.yaml\n';
  assert.deepEqual(findingsOf([file(kustomization, 'kustomization.yaml'), file(PIECE, 'image.yaml')]), []);
});

test('a remote network of eksctl names its gateway only where eksctl makes the VPC', () => {
  const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: a, region: us-east-1 }
remoteNetworkConfig:
  iam: { provider: ssm }
  remoteNodeNetworks: [{ cidrs: ["10.0.0.0/16"] }]
`;
  assert.deepEqual(findingsOf([file(text)]), []);
});

test('templates of Terraform and Jinja are left in peace, broken YAML is not', () => {
  const pool = (values: string): string =>
    `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n${values}\n`;
  const templates = [
    pool('      requirements:\n        - key: a\n          operator: In\n          values:\n${values_yaml}'),
    pool('%{ for one in pools ~}\n      expireAfter: 1h\n%{ endfor ~}'),
    pool('{% if spot %}\n      expireAfter: 1h\n{% endif %}'),
    '%{ endfor ~}\n',
  ];
  for (const text of templates) assert.deepEqual(findingsOf([file(text)]), [], text);
  assert.deepEqual(findingsOf([file(pool('      expireAfter 1h\n      weight: 1'))]), ['syntax/yaml ']);
});
