/** What is said of pods without a node, where the reason is none of theirs alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, simulate } from '../../../server/src/api';

const nodePool = (
  name: string,
  requirements: readonly string[],
  limits = '',
): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: ${name} }
spec:
  limits: { ${limits} }
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
${requirements.map((one) => `        - ${one}`).join('\n')}
---
`;
const CLASS = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  role: r
  amiSelectorTerms: [{ alias: al2023@latest }]
  subnetSelectorTerms: [{ tags: { a: b } }]
  securityGroupSelectorTerms: [{ tags: { a: b } }]
---
`;
const deployment = (replicas: number, podSpec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
${podSpec}
      containers: [{ name: web, image: web, resources: { requests: { cpu: "2", memory: 8Gi } } }]
`;
const SPREAD = (key: string): string => `      topologySpreadConstraints:
        - topologyKey: ${key}
          maxSkew: 1
          whenUnsatisfiable: DoNotSchedule
          labelSelector: { matchLabels: { app: web } }`;
const ARCH = '{ key: kubernetes.io/arch, operator: In, values: [amd64] }';
const GENERAL = '{ key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }';
const M7I = '{ key: karpenter.k8s.aws/instance-family, operator: In, values: [m7i] }';

const reasonsOf = (text: string) =>
  simulate([{ uri: 'file:///a.yaml', text }]).unschedulable.map(({ reason }) => reason);
const placeable = (text: string) =>
  check([{ uri: 'file:///a.yaml', text }]).findings.filter(({ rule }) => rule === 'pods/placeable');

test('a zone without types of the pool, which counts for the spread, is named', () => {
  const text =
    nodePool('default', [ARCH, M7I]) + CLASS + deployment(12, SPREAD('topology.kubernetes.io/zone'));
  const [reason] = reasonsOf(text);
  assert.match(
    reason?.message ?? '',
    /^NodePool default: its topology spread wants topology.kubernetes.io\/zone us-east-1e next, where no instance type of the pool holds it \(pods: us-east-1a 1, .*us-east-1e 0.*\); zones without a subnet can be left out \(dryfit.zones, --zones\)\.$/,
  );
  const zoned = simulate([{ uri: 'file:///a.yaml', text }], { zones: ['us-east-1a', 'us-east-1b'] });
  assert.deepEqual(zoned.unschedulable, []);
});

test('limits that hold pods back until the nodes of the pass run are a note', () => {
  const text =
    nodePool('default', [ARCH, GENERAL], 'cpu: "200"') +
    CLASS +
    deployment(3, SPREAD('kubernetes.io/hostname'));
  const [reason] = reasonsOf(text);
  assert.equal(reason?.laterPass, true);
  assert.match(
    reason?.message ?? '',
    /NodePool default has room within its limits, and a later pass may place/,
  );
  const [finding] = placeable(text);
  assert.equal(finding?.severity, 'info');
  assert.match(finding?.message ?? '', /^\d pods? waits? for a later pass \(simulated\)/);
});

test('limits that the launched nodes use up are none', () => {
  const text =
    nodePool('default', [ARCH, M7I], 'cpu: "2"') + CLASS + deployment(3, SPREAD('kubernetes.io/hostname'));
  assert.ok(reasonsOf(text).every(({ laterPass }) => laterPass === undefined));
  assert.equal(placeable(text)[0]?.severity, 'warning');
});

test('pools with the same trouble are named together, and of many troubles five', () => {
  const pools = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) =>
    nodePool(name, [ARCH, `{ key: team, operator: In, values: [${name === 'g' ? 'f' : name}] }`]),
  );
  const text = pools.join('') + CLASS + deployment(1, '      nodeSelector: { team: z }');
  const message = reasonsOf(text)[0]?.message ?? '';
  assert.match(message, /NodePools g, f: the pod needs team In z/);
  assert.match(message, /; 1 more NodePool does not take it either\.$/);
});

test('reserved capacity is not simulated, and says so', () => {
  const reserved = '{ key: karpenter.sh/capacity-type, operator: In, values: [reserved] }';
  const text = nodePool('default', [ARCH, reserved]) + CLASS + deployment(1, '');
  assert.match(
    reasonsOf(text)[0]?.message ?? '',
    /it wants reserved capacity, and capacity reservations are not simulated/,
  );
  assert.equal(placeable(text)[0]?.severity, 'info');
});
