/** Node groups of eksctl's ClusterConfig become NodePools and EC2NodeClasses that `check` accepts, with what they cost. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, convert, type Conversion } from '../../../server/src/api';
import { parseFile } from '../../../server/src/manifest/document';
import { fieldsOf, listAt, textAt, valueAt } from '../../../server/src/manifest/fields';
import { web } from '../../support/smallCluster';

const URI = 'file:///clusters/shop.yaml';
const config = (groups: string, more = ''): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n` +
  `metadata: {name: shop, region: us-east-1, version: "1.35"}\n${more}${groups}`;
const group = (fields: string, list = 'managedNodeGroups'): string =>
  `${list}:\n  - name: web\n${fields
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}\n`))
    .join('')}`;
const converted = (text: string, ...more: string[]): Conversion =>
  convert([
    { uri: URI, text },
    ...more.map((one, index) => ({ uri: `file:///more-${index}.yaml`, text: one })),
  ]);

/** The object of a kind in the new file. */
function made(result: Conversion, kind: string): unknown {
  const [created] = result.created;
  assert.ok(created);
  return parseFile(created, { placeholders: 'allow' }).find((one) => one.kind === kind)?.value;
}
const pool = (text: string, ...path: string[]): unknown =>
  valueAt(made(converted(text), 'NodePool'), 'spec', ...path);
const nodeClass = (text: string, ...path: string[]): unknown =>
  plain(valueAt(made(converted(text), 'EC2NodeClass'), 'spec', ...path));
/** Values that are read have no prototype. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

const EVERYTHING = config(
  `managedNodeGroups:
  - name: Web_1
    instanceTypes: [m6i.large, m6a.large]
    minSize: 2
    desiredCapacity: 4
    maxSize: 10
    volumeSize: 100
    volumeType: gp3
    volumeIOPS: 4000
    volumeThroughput: 250
    volumeEncrypted: true
    privateNetworking: true
    availabilityZones: [us-east-1a, us-east-1b]
    labels: {team: shop, kubernetes.io/role: web}
    taints: [{key: dedicated, value: web, effect: NoSchedule}]
    tags: {cost-center: "42", kubernetes.io/cluster/shop: owned}
    securityGroups: {attachIDs: [sg-0123456789abcdef0]}
    iam: {instanceRoleARN: "arn:aws:iam::111122223333:role/team/nodes"}
    maxPodsPerNode: 29
    updateConfig: {maxUnavailablePercentage: 25}
    releaseVersion: 1.35.0-20260701
    placement: {groupName: near}
    enableDetailedMonitoring: true
    additionalVolumes: [{volumeSize: 200, volumeType: io2, volumeIOPS: 9000}]
  - {name: rocket, spot: true, amiFamily: Bottlerocket, instanceTypes: [c6i.xlarge, c6a.xlarge], maxSize: 8}
  - {name: ubuntu, amiFamily: Ubuntu2404, instanceType: m6i.large}
  - {name: windows, amiFamily: WindowsServer2022CoreContainer, instanceType: m6i.large}
nodeGroups:
  - name: mixed
    instancesDistribution:
      instanceTypes: [c5.xlarge, c5a.xlarge]
      onDemandBaseCapacity: 1
      onDemandPercentageAboveBaseCapacity: 0
    taints: {batch: "true:NoExecute"}
    kubeletExtraConfig: {kubeReserved: {cpu: 200m, memory: 300Mi}, featureGates: {A: true}}
    preBootstrapCommands: ["echo hi"]
    maxInstanceLifetime: 1209600
    ssh: {allow: true}
`,
);

describe('the result', () => {
  test('passes check: nothing rejected, no error, whatever the groups have', () => {
    const result = converted(EVERYTHING);
    assert.deepEqual(
      result.created.map(({ uri }) => uri),
      ['file:///clusters/shop.karpenter.yaml'],
    );
    assert.deepEqual(
      result.nodeGroups.map(({ name, nodePool }) => [name, nodePool]),
      [
        ['Web_1', 'web-1'],
        ['rocket', 'rocket'],
        ['ubuntu', 'ubuntu'],
        ['windows', 'windows'],
        ['mixed', 'mixed'],
      ],
    );
    const { documents, findings } = check(result.created, { placeholders: 'allow' });
    assert.deepEqual(
      documents.filter(({ verdict }) => verdict !== 'accepted'),
      [],
    );
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(documents.length, 10);
  });

  test('is not made again once its pools are among the files, and the eksctl file stays as it is', () => {
    const first = converted(EVERYTHING);
    assert.equal(first.files[0]?.changed, false);
    const again = convert([{ uri: URI, text: EVERYTHING }, ...first.created]);
    assert.deepEqual([again.created, again.nodeGroups, again.nodeGroupCosts], [[], [], []]);
  });

  test('equal classes are one', () => {
    const two = config(
      'managedNodeGroups:\n  - {name: a, instanceType: m5.large}\n  - {name: b, instanceType: c5.large}\n',
    );
    const kinds = parseFile(converted(two).created[0] ?? { uri: '', text: '' }, { placeholders: 'allow' });
    assert.deepEqual(
      kinds.map(({ kind, name, value }) => [kind, name, className(value)]),
      [
        ['EC2NodeClass', 'a', undefined],
        ['NodePool', 'a', 'a'],
        ['NodePool', 'b', 'a'],
      ],
    );
  });
  const className = (value: unknown) => textAt(value, 'spec', 'template', 'spec', 'nodeClassRef', 'name');

  test('a config without groups, without names or as a template makes nothing, and nothing throws', () => {
    for (const text of [
      config(''),
      config('managedNodeGroups: [1, {}]\n'),
      config('nodeGroups: x\n'),
      '{{ a }}',
    ])
      assert.deepEqual(converted(text).created, []);
  });
});

describe('a pool', () => {
  const requirements = (text: string) =>
    listAt(pool(text), 'template', 'spec', 'requirements').map((one) => {
      const { key, operator, values } = fieldsOf(one);
      return `${String(key)} ${String(operator)} ${Array.isArray(values) ? values.join() : ''}`.trim();
    });

  test('has the types, zones and capacity of the group', () => {
    const text = config(
      group('instanceTypes: [m6i.large, m6a.large]\nspot: true\navailabilityZones: [us-east-1a]\n'),
    );
    assert.deepEqual(requirements(text), [
      'karpenter.sh/capacity-type In spot',
      'node.kubernetes.io/instance-type In m6i.large,m6a.large',
      'topology.kubernetes.io/zone In us-east-1a',
      'kubernetes.io/os In linux',
    ]);
  });

  test('has labels for a selector, and expressions stay as comments', () => {
    const selector =
      'instanceSelector: {vCPUs: 4, memory: "16", cpuArchitecture: arm64, gpus: 0, deny: "t.*"}\n';
    const text = config(group(selector));
    assert.deepEqual(requirements(text), [
      'karpenter.sh/capacity-type In on-demand',
      'kubernetes.io/arch In arm64',
      'karpenter.k8s.aws/instance-cpu In 4',
      'karpenter.k8s.aws/instance-memory In 16384',
      'karpenter.k8s.aws/instance-gpu-count DoesNotExist',
      'kubernetes.io/os In linux',
    ]);
    const { created, notes } = converted(text);
    assert.match(
      created[0]?.text ?? '',
      /# Not converted: a NodePool has no regular.*\n#\s+instanceSelector\.deny: "t\.\*"/,
    );
    assert.ok(
      notes.some(({ severity, message }) => severity === 'warning' && /deny is not converted/.test(message)),
    );
  });

  test('is limited to the CPUs of as many nodes as the group may have', () => {
    assert.deepEqual(
      plain(pool(config(group('instanceTypes: [m5.large, m5.2xlarge]\nmaxSize: 10\n')), 'limits')),
      {
        cpu: '80',
      },
    );
    assert.deepEqual(plain(pool(config(group('instanceType: z9.unknown\nmaxSize: 3\n')), 'limits')), {
      nodes: '3',
    });
  });

  test('replaces nodes as many at a time as the group, and keeps idle ones as long as the Cluster Autoscaler', () => {
    const disruption = (text: string, ...more: string[]) =>
      plain(valueAt(made(converted(text, ...more), 'NodePool'), 'spec', 'disruption'));
    const text = config(group('instanceType: m5.large\nupdateConfig: {maxUnavailable: 2}\n'));
    assert.deepEqual(disruption(text), {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '10m',
      budgets: [{ nodes: '2' }],
    });
    const autoscaler = (flags: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ca}\nspec:\n  template:\n    spec:\n      containers:\n` +
      `        - {name: ca, image: "registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0", command: [${flags}]}\n`;
    const after = (flags: string) => valueAt(disruption(text, autoscaler(flags)), 'consolidateAfter');
    assert.equal(after('./cluster-autoscaler, --scale-down-unneeded-time=90s'), '90s');
    assert.equal(after('./cluster-autoscaler, --scale-down-unneeded-time, 1h'), '1h');
    assert.equal(after('./cluster-autoscaler, --scale-down-enabled=false'), 'Never');
    const { notes } = converted(text, autoscaler('./cluster-autoscaler, --expander=least-waste'));
    assert.ok(
      notes.some(({ message }) => message.startsWith('--expander=least-waste: Karpenter takes the cheapest')),
    );
  });

  test('takes labels, taints and options that the Cluster Autoscaler reads from tags', () => {
    const tags =
      'instanceType: m5.large\nlabels: {team: shop}\ntags:\n' +
      '  k8s.io/cluster-autoscaler/enabled: "true"\n' +
      '  k8s.io/cluster-autoscaler/node-template/label/tier: front\n' +
      '  k8s.io/cluster-autoscaler/node-template/taint/dedicated: "web:NoSchedule"\n' +
      '  k8s.io/cluster-autoscaler/node-template/autoscaling-options/scaledownunneededtime: 5m0s\n' +
      '  owner: shop\n';
    const text = config(group(tags));
    assert.deepEqual(plain(pool(text, 'template', 'metadata', 'labels')), { tier: 'front', team: 'shop' });
    assert.deepEqual(plain(pool(text, 'template', 'spec', 'taints')), [
      { key: 'dedicated', value: 'web', effect: 'NoSchedule' },
    ]);
    assert.equal(pool(text, 'disruption', 'consolidateAfter'), '5m');
    assert.deepEqual(nodeClass(text, 'tags'), { owner: 'shop' });
  });
});

describe('a node class', () => {
  test('has the disks, two of them for Bottlerocket', () => {
    const disk =
      'instanceType: m5.large\nvolumeSize: 50\nvolumeType: io2\nvolumeIOPS: 5000\nvolumeEncrypted: true\n';
    assert.deepEqual(nodeClass(config(group(disk)), 'blockDeviceMappings'), [
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeSize: '50Gi',
          volumeType: 'io2',
          iops: 5000,
          encrypted: true,
          deleteOnTermination: true,
        },
      },
    ]);
    const rocket = nodeClass(config(group(`amiFamily: Bottlerocket\n${disk}`)), 'blockDeviceMappings');
    assert.deepEqual(
      (rocket as { deviceName: string; ebs: { volumeSize: string } }[]).map((one) => [
        one.deviceName,
        one.ebs.volumeSize,
      ]),
      [
        ['/dev/xvda', '4Gi'],
        ['/dev/xvdb', '50Gi'],
      ],
    );
  });

  test('selects the subnets that the config names, else those that eksctl tags', () => {
    const vpc =
      'vpc:\n  subnets:\n    private: {a: {id: subnet-0a, az: us-east-1a}}\n    public: {b: {id: subnet-0b}}\n';
    const of = (fields: string, more = '') =>
      nodeClass(config(group(`instanceType: m5.large\n${fields}`), more), 'subnetSelectorTerms');
    assert.deepEqual(of('privateNetworking: true\n', vpc), [{ id: 'subnet-0a' }]);
    assert.deepEqual(of('subnets: [b]\n', vpc), [{ id: 'subnet-0b' }]);
    assert.deepEqual(of('privateNetworking: true\n'), [
      { tags: { 'alpha.eksctl.io/cluster-name': 'shop', 'kubernetes.io/role/internal-elb': '1' } },
    ]);
  });

  test('has the role that is named, or the one of eksctl for Karpenter; else a person is asked once', () => {
    const identity = (fields: string, more = '') =>
      nodeClass(config(group(`instanceType: m5.large\n${fields}`), more), 'role');
    assert.equal(identity('iam: {instanceRoleARN: "arn:aws:iam::1:role/team/nodes"}\n'), 'nodes');
    assert.equal(identity('', 'karpenter: {version: 1.14.1}\n'), 'eksctl-KarpenterNodeRole-shop');
    const asked = converted(
      config(
        'managedNodeGroups:\n  - {name: a, instanceType: m5.large}\n  - {name: b, ami: ami-1, instanceType: m5.large}\n',
      ),
    ).notes.filter(({ path }) => path === 'spec.role');
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.severity, 'warning');
  });

  test('has the kubelet settings that it knows, and the others as a comment', () => {
    const text = config(
      group('maxPodsPerNode: 20\nkubeletExtraConfig: {podsPerCore: 5, seccompDefault: true}\n', 'nodeGroups'),
    );
    assert.deepEqual(nodeClass(text, 'kubelet'), { maxPods: 20, podsPerCore: 5 });
    assert.match(
      converted(text).created[0]?.text ?? '',
      /# Not converted: .*kubelet[^\n]*\n#.*\n#\s+seccompDefault: true/,
    );
  });
});

describe('the costs', () => {
  const text = config(
    group('instanceTypes: [m5.large, m6i.large]\nminSize: 1\ndesiredCapacity: 4\nmaxSize: 6\n'),
  );
  const [costs] = converted(text, web(3, '500m')).nodeGroupCosts;

  test('of a group are those of its first type at its sizes', () => {
    assert.deepEqual(costs?.groups, [
      {
        ...{ name: 'web', nodePool: 'web', capacityTypes: ['on-demand'], instanceType: 'm5.large' },
        nodeCounts: { min: 1, desired: 4, max: 6 },
        usdPerMonth: { min: 70.08, desired: 280.32, max: 420.48 },
      },
    ]);
    assert.equal(costs?.sizes.desired.usdPerMonth, 280.32);
  });

  test('of Karpenter are what it launches for the workloads, and for room as large', () => {
    const { workloads, ownCapacity } = costs?.sizes.desired ?? {};
    assert.deepEqual(workloads, { nodeCount: 1, usdPerMonth: 70.08, podCount: 3, pendingPodCount: 0 });
    assert.deepEqual(ownCapacity, { nodeCount: 4, usdPerMonth: 280.32, podCount: 4, pendingPodCount: 0 });
  });

  test('a base of on-demand nodes is bought before the share; a price that is not known is absent', () => {
    const mixed =
      'instancesDistribution: {instanceTypes: [m5.large], onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 0}\n' +
      'minSize: 1\nmaxSize: 2\n';
    const [one] = converted(config(group(mixed, 'nodeGroups'))).nodeGroupCosts[0]?.groups ?? [];
    assert.equal(one?.usdPerMonth?.min, 70.08);
    assert.ok((one.usdPerMonth.max ?? 0) < 140.16 && one.usdPerMonth.max > 70.08);
    const [unknown] = converted(config(group('instanceType: z9.unknown\n'))).nodeGroupCosts;
    assert.equal(unknown?.groups[0]?.usdPerMonth, undefined);
    assert.deepEqual(
      [unknown?.sizes.desired.usdPerMonth, unknown?.sizes.desired.unpricedGroupCount],
      [undefined, 1],
    );
  });

  test('a region without prices has none', () => {
    const abroad = config(group('instanceType: m5.large\n')).replace('us-east-1', 'cn-north-1');
    assert.deepEqual(converted(abroad).nodeGroupCosts, []);
    assert.equal(converted(abroad).created.length, 1);
  });
});
