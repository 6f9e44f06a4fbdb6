/** Kinds that are judged by what their makers publish: eksctl's schema, and AWS' documentation of EKS Auto Mode. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFiles, refusedDocuments } from '../../../server/src/analysis/check/check';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions } from '../../../server/src/model/options';

const check = (text: string) => checkFiles([{ uri: 'file:///a.yaml', text }]);
const verdict = (text: string): string | undefined => check(text).documents[0]?.verdict;
const told = (text: string): string[] =>
  check(text).findings.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);

const cluster = (rest: string, metadata = '{name: Shop_1, region: eu-west-1, version: "1.35"}'): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: ${metadata}\n${rest}`;

describe('ClusterConfig', () => {
  test('a usual file is accepted; no rule of the API server about names holds', () => {
    const text = cluster(`autoModeConfig: {enabled: true, nodePools: [general-purpose]}
privateCluster:
iam:
  withOIDC: true
  serviceAccounts:
    - metadata: {name: a, namespace: b}
      attachPolicy: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:*"}]}
managedNodeGroups:
  - {name: system, instanceTypes: [m7g.large], desiredCapacity: 2, taints: [{key: a, effect: NoSchedule}]}
nodeGroups:
  - {name: old, taints: {a: "b:NoSchedule"}, kubeletExtraConfig: {kubeReserved: {cpu: 300m}}}
vpc: {subnets: {private: {eu-west-1a: {id: subnet-1}}}}
identityProviders: [{type: oidc, name: a, issuerURL: "https://a", clientID: b}]
`);
    assert.deepEqual(told(text), []);
    assert.equal(verdict(text), 'accepted');
  });

  test('unknown fields, with the name that was meant', () => {
    const text = cluster(
      'managedNodeGroups:\n  - {name: a, desiredCapcity: 2}\ncomputeConfig: {enabled: true}\n',
    );
    assert.deepEqual(told(text), [
      'strict/unknown-field managedNodeGroups[0].desiredCapcity: unknown field desiredCapcity: managedNodeGroups[0] has no such field; did you mean desiredCapacity?',
      'strict/unknown-field computeConfig: unknown field computeConfig: a ClusterConfig has no such field; did you mean autoModeConfig?',
    ]);
    assert.equal(verdict(text), 'rejected');
  });

  test('types, allowed values, required fields', () => {
    const found = told(
      cluster(
        'managedNodeGroups: [{volumeType: gp4, minSize: "1"}]\nvpc: {nat: {gateway: None}}\niam: {withOIDC: yes please}\n',
        '{name: a, version: 1.35}',
      ),
    ).map((line) => line.split(':')[0]);
    assert.deepEqual(found.sort(), [
      'schema/enum managedNodeGroups[0].volumeType',
      'schema/enum vpc.nat.gateway',
      'schema/required managedNodeGroups[0].name',
      'schema/required metadata.region',
      'schema/type iam.withOIDC',
      'schema/type managedNodeGroups[0].minSize',
      'schema/type metadata.version',
    ]);
  });

  test('without metadata eksctl has no cluster', () => {
    assert.match(
      told('apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n').join(),
      /schema\/required metadata/,
    );
  });

  test('takes no part in a cluster, refused or not', () => {
    const manifests = parseFile({ uri: 'file:///a.yaml', text: cluster('nope: 1\n') });
    assert.equal(refusedDocuments(manifests, resolveOptions({})).size, 0);
  });

  test('a kind of the same name elsewhere is left alone, another version is not', () => {
    const other = (apiVersion: string): string[] =>
      told(`apiVersion: ${apiVersion}\nkind: ClusterConfig\nmetadata: {name: a}\nspec: {nope: 1}\n`);
    assert.deepEqual(other('k0s.k0sproject.io/v1beta1'), []);
    assert.match(
      other('eksctl.io/v1alpha4').join(),
      /kind\/wrong-api-version .* it is in eksctl.io\/v1alpha5/,
    );
  });
});

const nodeClass = (spec: string, name = 'private'): string => `apiVersion: eks.amazonaws.com/v1
kind: NodeClass
metadata: {name: ${name}}
spec:
  subnetSelectorTerms: [{tags: {Name: private}}]
  securityGroupSelectorTerms: [{name: nodes}, {id: sg-1}]
${spec}`;

describe('NodeClass of EKS Auto Mode', () => {
  test('every documented field at once is accepted', () => {
    const text = nodeClass(`  role: MyNodeRole
  snatPolicy: Disabled
  networkPolicy: DefaultDeny
  networkPolicyEventLogs: Enabled
  ephemeralStorage: {size: 160Gi, iops: 3000, throughput: 125, kmsKeyID: alias/a}
  podSubnetSelectorTerms: [{id: subnet-2}]
  podSecurityGroupSelectorTerms: [{id: sg-2}]
  capacityReservationSelectorTerms: [{id: cr-1}, {tags: {app: a}, owner: "012345678901"}]
  placementGroupSelector: {name: a}
  advancedNetworking:
    associatePublicIPAddress: false
    httpsProxy: http://192.0.2.4:3128
    noProxy: [localhost, .internal]
    ipv4PrefixSize: "32"
    enableV4Egress: true
    networkInterfaces:
      - {networkCardIndex: 0, deviceIndex: 0, interfaceType: interface, secondaryIPv4PrefixCount: 1}
      - {networkCardIndex: 1, deviceIndex: 0, interfaceType: efa-only}
  advancedSecurity: {fips: true, kernelLockdown: integrity}
  certificateBundles: [{name: a, data: Zm9v}]
  tags: {Team: a}
`);
    assert.deepEqual(told(text), []);
  });

  test('what the documentation does not name is not judged', () => {
    assert.equal(verdict(nodeClass('  role: a\n  somethingNew: {a: [1]}\n')), 'accepted');
  });

  test('values outside of what it names', () => {
    const found = told(
      nodeClass(`  snatPolicy: Never
  networkPolicy: Deny
  ephemeralStorage: {size: 160GB, iops: 100, throughput: 1001}
  advancedNetworking: {ipv4PrefixSize: "28"}
  advancedSecurity: {fips: "no", kernelLockdown: confidentiality}
  capacityReservationSelectorTerms: [{owner: "123"}]
`),
    ).map((line) => line.split(':')[0]);
    assert.deepEqual(found.sort(), [
      'schema/enum spec.advancedNetworking.ipv4PrefixSize',
      'schema/enum spec.advancedSecurity.kernelLockdown',
      'schema/enum spec.networkPolicy',
      'schema/enum spec.snatPolicy',
      'schema/maximum spec.ephemeralStorage.throughput',
      'schema/minimum spec.ephemeralStorage.iops',
      'schema/pattern spec.capacityReservationSelectorTerms[0].owner',
      'schema/pattern spec.ephemeralStorage.size',
      'schema/type spec.advancedSecurity.fips',
    ]);
  });

  test('sizes at their bounds', () => {
    const isAccepted = (size: string): boolean =>
      verdict(nodeClass(`  ephemeralStorage: {size: ${size}}\n`)) === 'accepted';
    for (const size of ['1Gi', '59000Gi', '64000G', '58Ti', '64T', '1T']) assert.ok(isAccepted(size), size);
    for (const size of ['0Gi', '59001Gi', '64001G', '59Ti', '65T', '80', 'Gi'])
      assert.ok(!isAccepted(size), size);
  });

  test('reserved tags, pod selectors alone, interfaces', () => {
    const rules = (spec: string): string[] =>
      told(nodeClass(spec)).map((line) => line.slice(line.indexOf(': ') + 2));
    assert.deepEqual(rules('  tags: {karpenter.sh/nodepool: a}\n'), [
      'tags "karpenter.sh/nodepool": tags that begin with kubernetes.io/cluster/, and Karpenter\'s and Auto Mode\'s own, cannot be given',
    ]);
    assert.match(rules('  podSubnetSelectorTerms: [{id: a}]\n').join(), /are set together, or neither is/);
    const one = (fields: string): string =>
      `  advancedNetworking: {networkInterfaces: [{networkCardIndex: 0, deviceIndex: 0, ${fields}}]}\n`;
    assert.match(rules(one('interfaceType: efa-only')).join(), /has interfaceType interface/);
    const counts = 'interfaceType: interface, secondaryIPv4Count: 1, secondaryIPv4PrefixCount: 1';
    assert.match(rules(one(counts)).join(), /not both/);
  });

  test('both selectors are required, and the name is that of an object', () => {
    const text =
      'apiVersion: eks.amazonaws.com/v1\nkind: NodeClass\nmetadata: {name: A_b}\nspec: {role: a}\n';
    const found = told(text).map((line) => line.split(':')[0]);
    assert.deepEqual(found.sort(), [
      'metadata/name metadata.name',
      'schema/required spec.securityGroupSelectorTerms',
      'schema/required spec.subnetSelectorTerms',
    ]);
  });

  test('NodeClass in the group of Karpenter is a slip for EC2NodeClass', () => {
    assert.match(
      told('apiVersion: karpenter.k8s.aws/v1\nkind: NodeClass\nmetadata: {name: a}\nspec: {}\n').join(),
      /did you mean EC2NodeClass\?/,
    );
  });
});
