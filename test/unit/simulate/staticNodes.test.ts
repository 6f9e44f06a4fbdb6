// Nodes of static pools: there before the pass, whatever pods there are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explain, simulate, type SimulateOptions, type SimulateResult } from '../../../server/src/api';
import { deployment, nodeClass, nodePool, staticPool } from '../../support/manifests';

const simulated = (texts: readonly string[], options: SimulateOptions = {}): SimulateResult =>
  simulate([{ uri: 'file:///c.yaml', text: texts.join('---\n') }], { staticNodes: true, ...options });

const nodesOf = ({ nodeClaims }: SimulateResult) =>
  nodeClaims.map(({ nodePool: pool, isStatic, launch, pods }) => [
    `${pool}${isStatic ? ' static' : ''}`,
    launch?.instanceType,
    pods['default/web'] ?? 0,
  ]);

const LARGE = { types: '"m5.large"' };
/** Of m5.large with 2 vCPU one node has room for one. */
const web = (replicas: number, cpu = '1500m'): string => deployment('web', { replicas, cpu });

const daemon = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - { name: main, image: "example.com/agent:1", resources: { requests: { cpu: 600m, memory: 64Mi } } }
`;

describe('nodes of a static pool', () => {
  test('are launched from its requirements alone, and take pods before any node is planned', () => {
    const result = simulated([nodeClass(), staticPool('base', 2, LARGE), nodePool('general', LARGE), web(3)]);
    assert.deepEqual(nodesOf(result), [
      ['base static', 'm5.large', 1],
      ['base static', 'm5.large', 1],
      ['general', 'm5.large', 1],
    ]);
    assert.deepEqual(result.nodeClaims[0]?.requests, { cpu: '1500m', memory: '512Mi', pods: '1' });
    const [launch, dynamic] = [result.nodeClaims[0]?.launch, result.nodeClaims[2]?.launch];
    assert.deepEqual([launch?.usdPerHour, launch?.zones], [dynamic?.usdPerHour, dynamic?.zones]);
    assert.equal(result.cost.usdPerHour, Number((3 * (launch?.usdPerHour ?? 0)).toFixed(6)));
  });

  test('stay without pods', () => {
    const result = simulated([nodeClass(), staticPool('base', 2, LARGE), nodePool('general', LARGE)]);
    assert.deepEqual(nodesOf(result), [
      ['base static', 'm5.large', 0],
      ['base static', 'm5.large', 0],
    ]);
  });

  test('have their daemons on them, for which the launch does not allow', () => {
    const small = { types: '"m5.large", "m5.xlarge"' };
    const result = simulated([nodeClass(), staticPool('base', 1, small), daemon, web(1)]);
    assert.deepEqual(nodesOf(result), [['base static', 'm5.large', 0]]);
    assert.deepEqual(result.nodeClaims[0]?.requests, { cpu: '600m', memory: '64Mi', pods: '1' });
    assert.deepEqual(
      result.unschedulable.map(({ count }) => count),
      [1],
    );
  });

  test('keep what their taints repel away', () => {
    const tainted = staticPool('base', 1, LARGE).replace(
      '      requirements:',
      '      taints: [{ key: own, effect: NoSchedule }]\n      requirements:',
    );
    const result = simulated([nodeClass(), tainted, nodePool('general', LARGE), web(1)]);
    assert.deepEqual(nodesOf(result), [
      ['base static', 'm5.large', 0],
      ['general', 'm5.large', 1],
    ]);
  });

  test('are as many as the limit on nodes lets be', () => {
    const limited = `${staticPool('base', 5, LARGE)}  limits: { nodes: 2 }\n`;
    assert.equal(simulated([nodeClass(), limited]).nodeClaims.length, 2);
  });

  test('take pods where no other pool is; the others wait for one', () => {
    const result = simulated([nodeClass(), staticPool('base', 1, LARGE), web(3)]);
    assert.deepEqual(nodesOf(result), [['base static', 'm5.large', 1]]);
    assert.deepEqual(
      result.unschedulable.map(({ count, reason }) => [count, reason.code]),
      [[2, 'no-node-pools']],
    );
  });

  test('cannot be launched where the requirements leave no type, and are none without a node class', () => {
    const nowhere = { types: '"m5.nothing"' };
    const [node] = simulated([nodeClass(), staticPool('base', 1, nowhere)]).nodeClaims;
    assert.deepEqual([node?.launch, node?.pods], [undefined, {}]);
    assert.match(node?.launchError ?? '', /No instance type is left to launch/);
    assert.deepEqual(simulated([staticPool('base', 1, LARGE)]).nodeClaims, []);
  });

  test('that run already are not added again', () => {
    const node = (name: string) => ({
      metadata: { name, labels: { 'karpenter.sh/nodepool': 'base', 'karpenter.sh/initialized': 'true' } },
      spec: {},
      status: { capacity: { cpu: '2', pods: '10' }, allocatable: { cpu: '2', memory: '4Gi', pods: '10' } },
    });
    const live = { nodes: [node('a'), node('b')], pods: [], nodeClaims: [], manifests: [] };
    const result = simulated([nodeClass(), staticPool('base', 3, LARGE), web(3)], { live });
    assert.deepEqual(nodesOf(result), [['base static', 'm5.large', 1]]);
    assert.deepEqual(
      result.running?.placed.map((one) => one.node),
      ['a', 'b'],
    );
  });

  test('take no part in a pass unless they are asked for', () => {
    const files = [nodeClass(), staticPool('base', 2, LARGE), nodePool('general', LARGE), web(1)];
    assert.deepEqual(nodesOf(simulated(files, { staticNodes: false })), [['general', 'm5.large', 1]]);
    const [asked] = [simulate([{ uri: 'file:///c.yaml', text: files.join('---\n') }])];
    assert.deepEqual(nodesOf(asked), [['general', 'm5.large', 1]]);
  });
});

test('what would place a pod is found with the static nodes there', () => {
  const files = [nodeClass(), staticPool('base', 1, LARGE), `${nodePool('general', LARGE)}`, web(2, '1900m')];
  const text = files.join('---\n').replace('cpu: "1000"', 'cpu: "1"');
  const { unplaced } = explain([{ uri: 'file:///c.yaml', text }]);
  assert.deepEqual(
    unplaced.map(({ count, change }) => [count, change?.change.kind]),
    [[1, 'raise-limit']],
  );
});
