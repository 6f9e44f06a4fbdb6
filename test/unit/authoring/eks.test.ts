/** Completion, hover and outline in files for EKS. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definitionsAt } from '../../../server/src/authoring/links/find';
import { fieldHover } from '../../../server/src/authoring/hover';
import { symbolsOf } from '../../../server/src/authoring/symbols';
import { parseFile } from '../../../server/src/manifest/document';
import { acceptAt, labelsAt, regionOf, unmark } from '../../support/completion';

const CLUSTER =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: shop, region: eu-west-1}\n';
const CLASS = 'apiVersion: eks.amazonaws.com/v1\nkind: NodeClass\nmetadata: {name: private}\nspec:\n';
const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: a}
spec:
  template:
    spec:
      nodeClassRef: {group: eks.amazonaws.com, kind: NodeClass, name: private}
      requirements:
`;

function parsed(marked: string) {
  const { text, offset } = unmark(marked);
  const lines = text.slice(0, offset).split('\n');
  const manifests = parseFile({ uri: 'file:///a.yaml', text }, { placeholders: 'allow' });
  return { manifests, position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
}

function hoverAt(marked: string): string | undefined {
  const { manifests, position } = parsed(marked);
  const surroundings = { region: () => regionOf('us-east-1'), manifests: () => manifests };
  return fieldHover({ manifests, position, karpenterVersion: '1.14.1', surroundings })?.markdown;
}

describe('ClusterConfig', () => {
  test('fields and values are completed', () => {
    assert.deepEqual(labelsAt(`${CLUSTER}|`).slice(0, 3), ['managedNodeGroups', 'nodeGroups', 'iam']);
    assert.ok(labelsAt(`${CLUSTER}|`).includes('autoModeConfig'));
    assert.ok(!labelsAt(`${CLUSTER}iam:\n  serviceAccounts:\n    - |`).includes('status'));
    assert.ok(!labelsAt(`${CLUSTER}fargateProfiles:\n  - |`).includes('status'));
    assert.deepEqual(labelsAt(`${CLUSTER}vpc:\n  nat:\n    gateway: |`), [
      'HighlyAvailable',
      'Single',
      'Disable',
    ]);
    assert.ok(labelsAt(`${CLUSTER}managedNodeGroups:\n  - instanceType: |`).length > 100);
    assert.deepEqual(labelsAt(`${CLUSTER}autoModeConfig:\n  nodePools: [|]`), ['general-purpose', 'system']);
    assert.equal(
      acceptAt('apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmeta|', 'metadata'),
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: \n  region: us-east-1\n  version: "1.35"',
    );
    assert.ok(!labelsAt(CLUSTER.replace('{name: shop, region: eu-west-1}', '{|}')).includes('labels'));
  });

  test('hover tells type, default and constraint, and what the cluster is, not the object', () => {
    const text = `${CLUSTER}nodeGroups:\n  - volume|Type: gp3\n`;
    assert.match(
      hoverAt(text) ?? '',
      /`volumeType`\*\* · string.*Default: `gp3` {2}\nConstraint: `gp2`, `gp3`/s,
    );
    assert.match(hoverAt(CLUSTER.replace('name', 'na|me')) ?? '', /Name of the cluster\./);
    assert.match(hoverAt(`${CLUSTER}outp|ost: {}\n`) ?? '', /^\*\*`outpost`\*\* · object$/);
  });

  test('defaults and bounds that are eksctl’s code, not its schema', () => {
    const group = (line: string): string => hoverAt(`${CLUSTER}managedNodeGroups:\n  - ${line}\n`) ?? '';
    assert.match(
      group('desired|Capacity: 2'),
      /Default: `minSize`, else 2 {2}\nConstraint: `minSize` to `maxSize`$/,
    );
    assert.match(group('volume|IOPS: 3000'), /Default: 3000 for `gp3`.*`io2`: 100 to 256000/s);
    assert.match(
      hoverAt(`${CLUSTER}karp|enter: {version: 1.14.1}\n`) ?? '',
      /Constraint: with `iam\.withOIDC: true`/,
    );
  });

  test('is in the outline', () => {
    const { manifests } = parsed(`${CLUSTER}managedNodeGroups:\n  - name: system|\n`);
    const [symbol] = symbolsOf(manifests);
    assert.equal(symbol?.name, 'ClusterConfig shop');
    assert.deepEqual(
      symbol.children.map(({ name, children }) => [name, children[0]?.name]),
      [
        ['metadata', 'name'],
        ['managedNodeGroups', 'system'],
      ],
    );
  });
});

describe('EKS Auto Mode', () => {
  test('fields and values of a NodeClass are completed', () => {
    assert.deepEqual(labelsAt(`${CLASS}  snatPolicy: |`), ['Random', 'Disabled']);
    const first = ['role', 'subnetSelectorTerms', 'securityGroupSelectorTerms', 'ephemeralStorage'];
    assert.deepEqual(labelsAt(`${CLASS}  |`).slice(0, 4), first);
    assert.match(hoverAt(`${CLASS}  networkPol|icy: DefaultDeny\n`) ?? '', /Default: `DefaultAllow`/);
  });

  test('requirements of its pools take its labels, with their values', () => {
    const keys = labelsAt(`${POOL}        - key: |`);
    assert.ok(keys.includes('eks.amazonaws.com/instance-category'));
    assert.ok(keys.includes('topology.kubernetes.io/zone'));
    assert.ok(!keys.some((key) => key.startsWith('karpenter.k8s.aws/') || key === 'kubernetes.io/os'));
    const values = `${POOL}        - key: eks.amazonaws.com/instance-category\n          operator: In\n          values: [|]`;
    assert.ok(labelsAt(values).includes('m'));
    assert.match(hoverAt(`${POOL}        - key: eks.amazonaws.com/instance-|cpu\n`) ?? '', /Number of vCPUs/);
  });

  test('nodeClassRef takes either provider, its kind follows the group, its name the kind', () => {
    const spec = POOL.split('      nodeClassRef')[0] ?? '';
    const reference = `${spec}      nodeClassRef:\n        group: eks.amazonaws.com\n`;
    assert.deepEqual(labelsAt(`${reference}        kind: |`), ['NodeClass']);
    assert.deepEqual(labelsAt(`${reference}        kind: NodeClass\n        name: |`, CLASS), ['private']);
    assert.deepEqual(labelsAt(`${spec}      nodeClassRef:\n        group: |`), [
      'karpenter.k8s.aws',
      'eks.amazonaws.com',
    ]);
  });

  test('definition of the class', () => {
    const { manifests, position } = parsed(
      `${CLASS}  role: a\n---\n${POOL.replace('name: private', 'name: priv|ate')}`,
    );
    assert.equal(definitionsAt(manifests, position, manifests)[0]?.range.start.line, 2);
  });
});
