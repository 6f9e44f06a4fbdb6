/** What a running cluster is to the solver: nodes with what is left on them, and the pods that wait. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LiveObjects } from '../../../server/src/model/liveObjects';
import { gatherCluster } from '../../../server/src/simulate/cluster';
import { onRunningCluster } from '../../../server/src/simulate/live';
import type { SolveInput } from '../../../server/src/solver/input';

const INPUT: SolveInput = {
  ...{ pools: [], groups: [], daemons: [], namespaces: {} },
  preferencePolicy: 'Respect',
  minValuesPolicy: 'Strict',
};
const CLUSTER = gatherCluster([], new Set());

const read = (live: Partial<LiveObjects>, input: Partial<SolveInput> = {}): SolveInput =>
  onRunningCluster({ ...INPUT, ...input }, CLUSTER, {
    nodes: [],
    pods: [],
    nodeClaims: [],
    manifests: [],
    ...live,
  });

const node = (
  name: string,
  more: { labels?: object; taints?: object[]; deletionTimestamp?: string } = {},
) => ({
  metadata: {
    name,
    labels: { 'karpenter.sh/nodepool': 'p', 'karpenter.sh/initialized': 'true', ...more.labels },
    ...(more.deletionTimestamp ? { deletionTimestamp: more.deletionTimestamp } : {}),
  },
  spec: { taints: more.taints ?? [] },
  status: { capacity: { cpu: '4', pods: '10' }, allocatable: { cpu: '3', pods: '10' } },
});
const pod = (name: string, spec: object, owner?: object, phase = 'Pending') => ({
  metadata: {
    name,
    namespace: 'n',
    labels: { 'pod-template-hash': 'h' },
    ...(owner ? { ownerReferences: [{ controller: true, ...owner }] } : {}),
  },
  spec: { containers: [{ resources: { requests: { cpu: '1' } } }], ...spec },
  status: { phase },
});
const on = (name: string) => ({ nodeName: name });
const asks = ({ groups }: SolveInput) =>
  groups.map(({ kind, workload, podCount }) => `${kind} ${workload} ${podCount}`);

describe('nodes', () => {
  test('have left what their pods do not ask for, finished ones aside', () => {
    const { running } = read({
      nodes: [node('b'), node('a')],
      pods: [pod('x', on('a')), pod('done', on('a'), undefined, 'Succeeded')],
    });
    assert.deepEqual(
      running?.map(({ name, nodePool, available, capacity, role }) => ({
        name,
        nodePool,
        available,
        capacity,
        role,
      })),
      [
        {
          name: 'a',
          nodePool: 'p',
          available: { cpu: 2000, pods: 9 },
          capacity: { cpu: 4000, pods: 10 },
          role: 'open',
        },
        {
          name: 'b',
          nodePool: 'p',
          available: { cpu: 3000, pods: 10 },
          capacity: { cpu: 4000, pods: 10 },
          role: 'open',
        },
      ],
    );
  });

  test('keep room for daemons that are still to come, and for no others', () => {
    const template = {
      ...{ namespace: 'n', labels: {}, requests: { cpu: 1000 }, nodeSelector: {}, requiredNodeTerms: [] },
      ...{ preferredNodeTerms: [], podAffinity: [], preferredPodAffinity: [], podAntiAffinity: [] },
      ...{ preferredPodAntiAffinity: [], topologySpread: [], tolerations: [], hostPorts: [] },
      ...{ volumeRequirements: [], refusal: undefined },
    };
    const daemons = [
      { name: 'n/there', template },
      { name: 'n/coming', template },
      { name: 'n/elsewhere', template: { ...template, nodeSelector: { disk: 'fast' } } },
    ];
    const there = pod('there-1', on('a'), { kind: 'DaemonSet', name: 'there' });
    const { running } = read({ nodes: [node('a')], pods: [there] }, { daemons });
    assert.deepEqual(running?.[0]?.available, { cpu: 1000, pods: 8 });
  });

  test('that start are taken without the taints of starting, and as large as their claim says', () => {
    const taints = [
      { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
      { key: 'team', effect: 'NoSchedule', value: 'a' },
      { key: 'warming', effect: 'NoSchedule' },
    ];
    const starting = node('a', {
      labels: { 'karpenter.sh/initialized': 'false', 'karpenter.sh/registered': 'true' },
      taints,
    });
    const claim = {
      metadata: { name: 'p-1' },
      spec: { startupTaints: [{ key: 'warming', effect: 'NoSchedule' }] },
      status: { nodeName: 'a', capacity: {}, allocatable: { 'nvidia.com/gpu': '1' } },
    };
    const { running } = read({ nodes: [starting], nodeClaims: [claim] });
    assert.deepEqual(
      running?.[0]?.taints.map(({ key }) => key),
      ['team'],
    );
    assert.equal(running?.[0]?.available['nvidia.com/gpu'], 1);
    assert.equal(running?.[0]?.isStarting, true);
  });

  test('that have not joined yet are their claims', () => {
    const claim = {
      metadata: { name: 'p-2', labels: { 'karpenter.sh/nodepool': 'p' } },
      spec: { taints: [{ key: 'team', effect: 'NoSchedule' }] },
      status: { capacity: { cpu: '2' }, allocatable: { cpu: '1500m', pods: '5' } },
    };
    const { running } = read({ nodeClaims: [claim, { metadata: { name: 'not-launched' }, status: {} }] });
    assert.deepEqual(
      running?.map(({ name, nodePool, available }) => ({ name, nodePool, available })),
      [{ name: 'p-2', nodePool: 'p', available: { cpu: 1500, pods: 5 } }],
    );
  });

  test('that leave take no pod, and theirs look for another place', () => {
    const daemon = pod('d-1', on('a'), { kind: 'DaemonSet', name: 'd' });
    const web = pod('web-h-1', on('a'), { kind: 'ReplicaSet', name: 'web-h' });
    for (const leaving of [
      node('a', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      node('a', { taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }] }),
    ]) {
      const input = read({ nodes: [leaving], pods: [daemon, web] });
      assert.equal(input.running?.[0]?.role, 'leaving');
      assert.deepEqual(asks(input), ['Deployment n/web 1']);
    }
  });
});

describe('pods', () => {
  test('that wait are asked for under the name of what owns them', () => {
    const input = read({
      pods: [
        pod('web-h-1', {}, { kind: 'ReplicaSet', name: 'web-h' }),
        pod('web-h-2', {}, { kind: 'ReplicaSet', name: 'web-h' }),
        pod('db-0', {}, { kind: 'StatefulSet', name: 'db' }),
        pod('alone', {}),
      ],
    });
    assert.deepEqual(asks(input), ['Deployment n/web 2', 'Pod n/alone 1', 'StatefulSet n/db 1']);
  });

  test('of another scheduler are asked for once that one calls them unschedulable', () => {
    const conditioned = (name: string, reason: string) => ({
      ...pod(name, { schedulerName: 'volcano' }),
      status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason }] },
    });
    const pods = [
      pod('new', { schedulerName: 'volcano' }),
      conditioned('waits', 'Unschedulable'),
      conditioned('held', 'Undetermined'),
    ];
    assert.deepEqual(asks(read({ pods })), ['Pod n/waits 1']);
  });

  test('that are held back, of daemons or finished are not', () => {
    const input = read({
      pods: [
        pod('gated', { schedulingGates: [{ name: 'g' }] }),
        pod('d-1', {}, { kind: 'DaemonSet', name: 'd' }),
        pod('failed', {}, undefined, 'Failed'),
      ],
    });
    assert.deepEqual(asks(input), []);
  });

  test('of a workload of the files count towards it', () => {
    const group = {
      workload: 'n/web',
      kind: 'Deployment',
      podCount: 3,
      bare: false,
    } as SolveInput['groups'][number];
    const owner = { kind: 'ReplicaSet', name: 'web-h' };
    const live = { nodes: [node('a')], pods: [pod('web-h-1', on('a'), owner), pod('web-h-2', {}, owner)] };
    assert.deepEqual(asks(read(live, { groups: [group] })), ['Deployment n/web 2']);
    assert.deepEqual(asks(read(live, { groups: [{ ...group, podCount: 1 }] })), []);
  });
});
