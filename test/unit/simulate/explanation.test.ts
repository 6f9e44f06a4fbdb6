// Funnels, near misses and proved changes, one obstacle at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain, simulate } from '../../../server/src/api';
import { nodeClass } from '../../support/manifests';

const URI = 'file:///c.yaml';

interface PoolParts {
  readonly spec?: string;
  readonly labels?: string;
  readonly taints?: string;
  readonly requirements?: string;
}

const SMALL = `
      - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
      - {key: kubernetes.io/arch, operator: In, values: [amd64]}
      - {key: karpenter.k8s.aws/instance-family, operator: In, values: [m7i]}
      - {key: karpenter.k8s.aws/instance-size, operator: In, values: [large, xlarge]}`;

const pool = ({
  spec = '{}',
  labels = '{}',
  taints = '[]',
  requirements = SMALL,
}: PoolParts = {}): string => `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: general}
spec:
  limits: ${spec}
  template:
    metadata: {labels: ${labels}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      taints: ${taints}
      requirements: ${requirements}
`;

const web = (podSpec: string, { cpu = '500m', memory = '512Mi', replicas = 1 } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
${podSpec}
      containers: [{name: c, image: i, resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]
`;

function explainOf(...documents: readonly string[]) {
  const files = [{ uri: URI, text: documents.join('---') }];
  const explanation = explain(files);
  const [first] = explanation.unplaced;
  assert.equal(first === undefined, simulate(files).unschedulable.length === 0);
  return { ...explanation, first };
}

test("the pool's funnel counts from all types of the region to those left", () => {
  const { pools, first } = explainOf(nodeClass(), pool(), web(''));
  assert.equal(first, undefined);
  const [funnel] = pools;
  assert.equal(funnel?.total, 1345);
  assert.equal(funnel.left, 2);
  // What the class and prices leave is the whole that hovers and the panel count from.
  assert.deepEqual([funnel.steps[0]?.stage, funnel.steps[0]?.left], ['node-class', 1339]);
  const removed = funnel.steps.reduce((sum, step) => sum + step.removed, 0);
  assert.equal(funnel.total - removed, funnel.left);
  assert.deepEqual(
    funnel.steps.map(({ key, requirementIndex }) => [key, requirementIndex]),
    [
      ['default', undefined],
      ['kubernetes.io/arch', 1],
      ['karpenter.k8s.aws/instance-family', 2],
      ['karpenter.k8s.aws/instance-size', 3],
    ],
  );
});

test('a request that is a little too large: the nearest type, what it lacks, and the request that fits', () => {
  const { first } = explainOf(nodeClass(), pool(), web('', { memory: '14500Mi' }));
  assert.equal(first?.nearestMiss?.instanceType, 'm7i.xlarge');
  const lacking = first.nearestMiss.lacks['memory'] ?? 0;
  assert.ok(lacking > 0 && lacking < 2 ** 30, `lacks ${lacking}`);
  assert.match(
    first.nearestMiss.message,
    /m7i\.xlarge of NodePool general comes closest: it lacks \d+Mi memory/,
  );
  const { change } = first.change ?? {};
  assert.ok(change?.kind === 'lower-request');
  assert.equal(change.from - change.to, lacking);
  assert.deepEqual(first.change?.nodes, { before: 0, after: 1 });
  const last = first.funnels[0]?.steps.at(-1);
  assert.deepEqual([last?.stage, last?.key, last?.left], ['resource', 'memory', 0]);
  assert.deepEqual(last?.lastToGo, ['m7i.large', 'm7i.xlarge']);
});

test('a taint: the toleration that helps', () => {
  const taints = '[{key: team, value: a, effect: NoSchedule}]';
  const { first } = explainOf(nodeClass(), pool({ taints }), web(''));
  assert.deepEqual(first?.change?.change, {
    kind: 'tolerate-taints',
    nodePool: 'general',
    taints: ['team=a:NoSchedule'],
  });
});

test('a limit: the lowest one that does, and one step less does not', () => {
  const limited = (cpu: string) => pool({ spec: `{cpu: "${cpu}"}` });
  const pods = web('', { cpu: '1500m', replicas: 8 });
  const { first } = explainOf(nodeClass(), limited('4'), pods);
  const { change } = first?.change ?? {};
  assert.ok(change?.kind === 'raise-limit');
  const placed = (milli: number) =>
    simulate([{ uri: URI, text: [nodeClass(), limited(`${milli / 1000}`), pods].join('---') }]);
  assert.deepEqual(placed(change.to).unschedulable, []);
  assert.equal(placed(change.to - 1000).unschedulable.length, 1);
});

test('an architecture that the pool excludes: widen the requirement', () => {
  const { first } = explainOf(
    nodeClass(),
    pool({ requirements: '[{key: kubernetes.io/arch, operator: In, values: [amd64]}]' }),
    web('      nodeSelector: {kubernetes.io/arch: arm64}'),
  );
  assert.deepEqual(first?.change?.change, {
    kind: 'widen-requirement',
    nodePool: 'general',
    key: 'kubernetes.io/arch',
    adds: ['arm64'],
  });
});

test('a label that no pool sets: set it', () => {
  const { first } = explainOf(nodeClass(), pool(), web('      nodeSelector: {tier: gold}'));
  assert.deepEqual(first?.change?.change, {
    kind: 'add-pool-label',
    nodePool: 'general',
    key: 'tier',
    value: 'gold',
  });
});

test('minValues that cannot be met: the number there is', () => {
  const requirements = `
      - {key: karpenter.k8s.aws/instance-family, operator: In, values: [m7i, c7i, m99], minValues: 3}`;
  const { first, pools } = explainOf(nodeClass(), pool({ requirements }), web(''));
  assert.ok((pools[0]?.left ?? 0) > 0);
  assert.deepEqual(first?.change?.change, {
    kind: 'lower-min-values',
    nodePool: 'general',
    key: 'karpenter.k8s.aws/instance-family',
    from: 3,
    to: 2,
  });
});

test('a spread over a zone that no type of the pool reaches: make it soft', () => {
  const spread = `
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: rack, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}`;
  const { first } = explainOf(nodeClass(), pool(), web(spread));
  assert.deepEqual(first?.change?.change, { kind: 'relax-spread', key: 'rack' });
});

test('no change is offered when two things are in the way', () => {
  const { first } = explainOf(
    nodeClass(),
    pool({ taints: '[{key: team, value: a, effect: NoSchedule}]' }),
    web('      nodeSelector: {tier: gold}'),
  );
  assert.equal(first?.change, undefined);
  assert.ok((first?.triedCount ?? 0) > 0);
});

test('without a NodePool there is nothing to funnel', () => {
  const { first, pools } = explainOf(web(''));
  assert.deepEqual(pools, []);
  assert.equal(first?.reason.code, 'no-node-pools');
  assert.deepEqual(first.funnels, []);
});

test('a class that is not among the files leaves no type', () => {
  const { pools } = explainOf(pool(), web(''));
  assert.deepEqual(pools, [{ nodePool: 'general', total: 0, steps: [], left: 0 }]);
});
