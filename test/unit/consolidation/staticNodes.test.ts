/** Nodes of static pools in a cluster that is consolidated: they hold pods, take those of others, and stay.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/emptiness.go, consolidation.go ShouldDisrupt@v1.14.1 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsolidationRequest } from '../../../server/src/analysis/motion/consolidate';
import { consolidate, scaleDown } from '../../../server/src/api';
import { deployment, hpa, nodeClass, nodePool, staticPool } from '../../support/manifests';

const LARGE = { types: '"m5.large"' };
const filesOf = (texts: readonly string[]) => [{ uri: 'file:///c.yaml', text: texts.join('---\n') }];

/** Of the pods of 700m a node has room for two, of those of 1500m for one. */
const SMALL = '700m';

interface Request extends Omit<ConsolidationRequest, 'files'> {
  readonly left: number;
}

function consolidated(texts: readonly string[], { left, options, ...more }: Request) {
  const change = { replicas: { 'default/web': left } };
  const result = consolidate({
    ...{ files: filesOf(texts), seconds: 600, change, ...more },
    options: { staticNodes: true, ...options },
  });
  const nodesOf = ({ nodes }: (typeof result)['final']) =>
    nodes.map(({ name, pods }) => `${name} ${pods['default/web'] ?? 0}`);
  return {
    initial: nodesOf(result.initial),
    commands: result.commands.map(({ method, candidates }) => `${method} ${candidates.join()}`),
    final: nodesOf(result.final),
  };
}

const withDisruption = (pool: string, disruption: string): string =>
  pool.replace('spec:\n', `spec:\n  disruption: ${disruption}\n`);

const general = withDisruption(
  nodePool('general', LARGE),
  '{ consolidateAfter: 0s, budgets: [{ nodes: 100% }] }',
);
const web = (replicas: number): string => deployment('web', { replicas, cpu: SMALL });

test('they take pods before nodes are started, and stay when they are empty', () => {
  assert.deepEqual(consolidated([nodeClass(), staticPool('base', 2, LARGE), general, web(6)], { left: 0 }), {
    initial: ['base-00000 2', 'base-00001 2', 'general-00000 2'],
    commands: ['empty general-00000'],
    final: ['base-00000 0', 'base-00001 0'],
  });
});

test('they take the pods of nodes that go, and are no candidates where one node would do', () => {
  assert.deepEqual(consolidated([nodeClass(), staticPool('base', 2, LARGE), general, web(6)], { left: 2 }), {
    initial: ['base-00000 2', 'base-00001 2', 'general-00000 2'],
    commands: ['empty general-00000'],
    final: ['base-00000 2', 'base-00001 0'],
  });
  const spread = { replicas: { 'default/web': 3 }, pick: 'spread' } as const;
  assert.deepEqual(
    consolidated([nodeClass(), staticPool('base', 2, LARGE), general, web(6)], { left: 3, change: spread }),
    {
      initial: ['base-00000 2', 'base-00001 2', 'general-00000 2'],
      commands: ['single general-00000'],
      final: ['base-00000 2', 'base-00001 1'],
    },
  );
});

test('they take them whatever their consolidateAfter says, which holds back nodes of other pools', () => {
  const after = '{ consolidateAfter: 1h }';
  const spread = { replicas: { 'default/web': 3 }, pick: 'spread' } as const;
  const commandsWith = (base: string): readonly string[] =>
    consolidated([nodeClass(), base, general, web(6)], { left: 3, change: spread }).commands;
  assert.deepEqual(commandsWith(withDisruption(staticPool('base', 2, LARGE), after)), [
    'single general-00000',
  ]);
  const dynamic = `${withDisruption(nodePool('base', LARGE), after)}  weight: 10\n`.replace(
    '    cpu: "1000"',
    '    nodes: 2',
  );
  assert.deepEqual(commandsWith(dynamic), []);
});

test('they count in no budget but their own', () => {
  const half = withDisruption(
    nodePool('general', LARGE),
    '{ consolidateAfter: 0s, budgets: [{ nodes: 50% }] }',
  );
  const { commands } = consolidated([nodeClass(), staticPool('base', 6, LARGE), half, web(16)], { left: 0 });
  assert.deepEqual(commands, ['empty general-00000', 'empty general-00001']);
});

test('without the option they take no part, as for simulate', () => {
  const texts = [nodeClass(), staticPool('base', 2, LARGE), general, web(2)];
  assert.deepEqual(consolidated(texts, { left: 2, options: { staticNodes: false } }).initial, [
    'general-00000 2',
  ]);
});

test('a scale-down has them unless told otherwise', () => {
  const texts = [nodeClass(), staticPool('base', 2, LARGE), general, web(1), hpa('web')];
  const told = (options: Parameters<typeof scaleDown>[0]['options'] = {}) => {
    const { initial, final, savingsUsdPerHour, notes } = scaleDown({ files: filesOf(texts), options });
    const [node] = initial.nodes;
    const saved = savingsUsdPerHour / (node?.usdPerHour ?? 0);
    return { before: initial.nodes.length, after: final.nodes.length, saved, notes };
  };
  assert.deepEqual(told(), {
    ...{ before: 3, after: 2, saved: 1 },
    notes: [
      'NodePool base is static: consolidation leaves its 2 nodes alone.',
      'Nodes of static pools are there only where Karpenter runs with the feature StaticCapacity.',
    ],
  });
  assert.deepEqual(told({ staticNodes: false }), { before: 3, after: 1, saved: 2, notes: [] });
});
