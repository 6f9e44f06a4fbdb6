import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consolidate } from '../../../server/src/api';
import type { Consolidation } from '../../../server/src/consolidation/consolidate';
import { nodeClass } from '../../support/manifests';

/** One pool of one size, on demand: a node holds one pod of 1500m, or what is left of several smaller ones. */
const pool = (
  disruption: string,
  { name = 'p', types = '[m6i.large]', annotations = '{}' } = {},
): string => `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: ${name}}
spec:
  disruption: ${disruption}
  template:
    metadata: {annotations: ${annotations}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
      - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
      - {key: node.kubernetes.io/instance-type, operator: In, values: ${types}}
`;

const deployment = (
  name: string,
  replicas: number,
  cpu: string,
  more = '',
  annotations = '{}',
): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec:
      ${more}
      containers: [{name: main, image: i, resources: {requests: {cpu: ${cpu}, memory: 512Mi}}}]
`;

const FREE = '{consolidateAfter: 0s, budgets: [{nodes: 100%}]}';

interface Question {
  readonly replicas: Record<string, number>;
  readonly seconds?: number;
}

function play(yaml: string, { replicas, seconds = 600 }: Question): Consolidation {
  const files = [{ uri: 'file:///a.yaml', text: nodeClass() + yaml }];
  return consolidate({ files, options: { zones: ['us-east-1a'] }, seconds, change: { replicas } });
}

const summary = ({ commands }: Consolidation): string[] =>
  commands.map(({ method, candidates }) => `${method} ${candidates.join(' ')}`);

test('empty nodes go at once, as many as the budget lets', () => {
  const run = (disruption: string): string[] =>
    summary(play(pool(disruption) + deployment('a', 4, '1500m'), { replicas: { 'default/a': 2 } }));
  assert.deepEqual(run(FREE), ['empty p-00002 p-00003']);
  assert.deepEqual(run('{consolidateAfter: 0s, budgets: [{nodes: "1"}]}'), [
    'empty p-00002',
    'empty p-00003',
  ]);
  assert.deepEqual(run('{consolidateAfter: 0s, budgets: [{nodes: "0"}]}'), []);
  assert.deepEqual(run('{consolidateAfter: 20m}'), []);
  assert.deepEqual(run('{consolidateAfter: Never}'), []);
});

test('an underused node goes when the others hold its pods; pods keep their names', () => {
  const { commands, final } = play(pool(FREE) + deployment('a', 4, '900m'), { replicas: { 'default/a': 3 } });
  assert.deepEqual(commands, []);
  assert.deepEqual(
    final.nodes.map(({ pods }) => pods),
    [{ 'default/a': 2 }, { 'default/a': 1 }],
  );
  const spread = play(pool(FREE) + deployment('a', 6, '600m') + deployment('b', 2, '1200m'), {
    replicas: { 'default/a': 1, 'default/b': 1 },
  });
  assert.equal(spread.final.nodes.length, 1);
});

test('a smaller type takes the place of a larger one, and the savings are told', () => {
  const types = '[m6i.large, m6i.xlarge]';
  const { commands, initial, final } = play(pool(FREE, { types }) + deployment('a', 3, '1100m'), {
    replicas: { 'default/a': 1 },
  });
  assert.deepEqual(
    initial.nodes.map(({ instanceType }) => instanceType),
    ['m6i.xlarge'],
  );
  assert.equal(commands[0]?.replacements[0]?.launch?.instanceType, 'm6i.large');
  assert.deepEqual(commands[0]?.replacements[0]?.pods, { 'default/a': 1 });
  assert.equal(commands[0]?.savingsUsdPerHour, 0.096);
  assert.deepEqual(
    final.nodes.map(({ name, instanceType }) => [name, instanceType]),
    [['p-00001', 'm6i.large']],
  );
});

test('what protects a node: annotations of pod and pool, budgets of pods, two budgets on a pod', () => {
  const shrink = { replicas: { 'default/a': 2 } };
  const run = (pods: string, annotations?: string): number =>
    play(pool(FREE, annotations ? { annotations } : {}) + pods, shrink).commands.length;
  const spreadPods = (annotations?: string): string => deployment('a', 4, '900m', '', annotations);
  const keeper = deployment('k', 2, '900m');
  const budget = (name: string, spec: string): string =>
    `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: a}}, ${spec}}\n`;
  const open = run(spreadPods() + keeper);
  assert.ok(open > 0);
  assert.equal(run(spreadPods('{karpenter.sh/do-not-disrupt: "true"}') + keeper.replace('900m', '1')), 1);
  assert.equal(run(spreadPods() + keeper, '{karpenter.sh/do-not-disrupt: "true"}'), 0);
  assert.equal(run(spreadPods() + keeper + budget('one', 'maxUnavailable: 1')), open);
  const blocked = run(spreadPods() + budget('none', 'maxUnavailable: 0'));
  assert.equal(
    blocked,
    run(spreadPods() + budget('one', 'maxUnavailable: 1') + budget('two', 'minAvailable: 1')),
  );
});

test('nonsense is played as nothing', () => {
  assert.deepEqual(consolidate({ files: [] }).commands, []);
  const many = deployment('a', 4_000_000, '1');
  assert.match(play(pool(FREE) + many, { replicas: {} }).error ?? '', /4000000 pods/);
});

test('the same question has the same answer, byte for byte', () => {
  const yaml = pool(FREE, { types: '[m6i.large, m6i.xlarge, m6i.2xlarge]' }) + deployment('a', 9, '700m');
  const ask = (): string => JSON.stringify(play(yaml, { replicas: { 'default/a': 3 } }));
  assert.equal(ask(), ask());
});

// instanceToNodeClaim labels a node with the tenancy of its launch, though the type offers both.
test('a pod that asks for the shared tenancy moves to a node that runs', () => {
  const asking = 'nodeSelector: {karpenter.k8s.aws/instance-tenancy: default}';
  const kept = '{karpenter.sh/do-not-disrupt: "true"}';
  const pods = deployment('a', 2, '900m', asking) + deployment('b', 2, '900m', '', kept);
  const { commands, final } = play(pool(FREE) + pods, { replicas: { 'default/a': 1, 'default/b': 1 } });
  assert.deepEqual(
    commands.map(({ candidates }) => candidates),
    [['p-00000']],
  );
  assert.deepEqual(
    final.nodes.map((node) => node.pods),
    [{ 'default/a': 1, 'default/b': 1 }],
  );
});

test('of what a spot replacement may be, types without a spot offering are not launched', () => {
  // g6f.4xlarge has no whole GPU, so that it would go before the others, and is not sold as spot.
  const open = pool(FREE, { types: '[gr6f.4xlarge, g6f.4xlarge, g4ad.4xlarge]' }).replace(
    'values: [on-demand]',
    'values: [spot, on-demand]',
  );
  const large = deployment('a', 2, '7').replace('memory: 512Mi', 'memory: 40Gi');
  const { commands } = play(open + large, { replicas: { 'default/a': 1 } });
  const replacements = commands.flatMap(({ replacements }) => replacements);
  assert.deepEqual(
    replacements.map(({ instanceTypes, launch }) => [
      instanceTypes.length,
      launch?.instanceType,
      launch?.typeCount,
    ]),
    [[2, 'g4ad.4xlarge', 1]],
  );
});
