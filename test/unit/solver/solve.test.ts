/** What a solve gives back besides the plan itself: reasons, stopping, the cache, its limits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inRequirement } from '../../../server/src/model/requirement';
import type { PoolReason, Reason } from '../../../server/src/solver/reasons';
import type { SolveInput } from '../../../server/src/solver/input';
import { SolverCache } from '../../../server/src/solver/groundwork';
import { MAX_POD_COUNT, solve, SolveStopped } from '../../../server/src/solver/solve';
import { GIB, instanceType, podGroup, selectApp, solveInput, solvePool } from '../../support/solverBuilders';

const reasonOf = (input: SolveInput): Reason => {
  const { unplaced } = solve(input);
  const [first] = unplaced;
  assert.equal(unplaced.length, 1);
  assert.ok(first);
  return first.reason;
};

function poolReason(input: SolveInput): PoolReason {
  const reason = reasonOf(input);
  assert.equal(reason.code, 'no-pool-fits');
  const [first] = reason.code === 'no-pool-fits' ? reason.pools : [];
  assert.ok(first);
  return first;
}

describe('a pod without a place', () => {
  const web = podGroup('web', 1);

  it('has no pool to go to', () => {
    assert.deepEqual(reasonOf(solveInput({ pools: [], groups: [web] })), { code: 'no-node-pools' });
    const staticPool = solvePool({ staticReplicas: 2 });
    assert.equal(reasonOf(solveInput({ pools: [staticPool], groups: [web] })).code, 'no-node-pools');
  });

  it('was refused before', () => {
    const refusal = { code: 'claim-lost', message: 'mounts a lost claim' };
    const reason = reasonOf(solveInput({ groups: [podGroup('web', 2, { refusal })] }));
    assert.deepEqual(reason, { code: 'refused', detail: refusal });
  });

  it('does not tolerate the taints of the pool', () => {
    const taints = [{ key: 'gpu', value: '', effect: 'NoSchedule' as const }];
    const reason = poolReason(solveInput({ pools: [solvePool({ taints })], groups: [web] }));
    assert.deepEqual(reason, { pool: 'default', code: 'taints', taints });
  });

  it('needs a label that the pool has not, or has with another value', () => {
    const wanting = (nodeSelector: Record<string, string>): SolveInput =>
      solveInput({
        pools: [solvePool({ labels: { team: 'a' } })],
        groups: [podGroup('web', 1, { nodeSelector })],
      });
    assert.deepEqual(poolReason(wanting({ tier: 'x' })), {
      pool: 'default',
      code: 'undefined-label',
      key: 'tier',
    });
    const conflict = poolReason(wanting({ team: 'b' }));
    assert.equal(conflict.code === 'conflict' && conflict.key, 'team');
  });

  it('asks for more than any type gives, with the most that there is', () => {
    const reason = poolReason(
      solveInput({ groups: [podGroup('web', 1, { requests: { cpu: 64_000, memory: GIB } })] }),
    );
    assert.equal(reason.code, 'no-type-fits');
    if (reason.code !== 'no-type-fits') return;
    assert.equal(reason.withRoom, 0);
    assert.equal(reason.meetingRequirements, 4);
    assert.deepEqual(reason.requests, { cpu: 64_000, memory: GIB, pods: 1 });
    assert.equal(reason.most.cpu, 15_900);
  });

  it('would break a limit', () => {
    const reason = poolReason(solveInput({ pools: [solvePool({ limits: { cpu: 1000 } })], groups: [web] }));
    assert.deepEqual(reason, { pool: 'default', code: 'limits', remaining: { cpu: 1000 } });
    const none = poolReason(solveInput({ pools: [solvePool({ limits: { nodes: 0 } })], groups: [web] }));
    assert.equal(none.code, 'node-limit');
  });

  it('follows a pod that is not there', () => {
    const podAffinity = [
      {
        topologyKey: 'topology.kubernetes.io/zone',
        labelSelector: selectApp('nobody'),
        ...{ namespaces: [], namespaceSelector: undefined, matchLabelKeys: [], mismatchLabelKeys: [] },
      },
    ];
    const reason = poolReason(solveInput({ groups: [podGroup('web', 1, { podAffinity })] }));
    assert.equal(reason.code, 'topology');
    if (reason.code !== 'topology') return;
    assert.deepEqual([reason.type, reason.byOthers], ['affinity', false]);
    assert.deepEqual(reason.counts, [
      ['z-a', 0],
      ['z-b', 0],
      ['z-c', 0],
    ]);
  });

  it('asks for a type that is not there, and is told which of its wishes that is', () => {
    const key = 'node.kubernetes.io/instance-type';
    const nodeSelector = { [key]: 'none', 'kubernetes.io/arch': 'amd64' };
    const reason = poolReason(solveInput({ groups: [podGroup('web', 1, { nodeSelector })] }));
    assert.equal(reason.code, 'no-type-fits');
    if (reason.code === 'no-type-fits') assert.deepEqual(reason.unmet, inRequirement(key, ['none']));
  });

  it('spreads to a zone in which its pool has no types', () => {
    const topologyKey = 'topology.kubernetes.io/zone';
    const here = instanceType(4, { zones: ['z-a'] });
    const pools = [
      solvePool({ name: 'here', labels: { team: 'red' } }, [here]),
      solvePool({ name: 'else' }, [instanceType(4, { zones: ['z-b'] })]),
    ];
    const spread = {
      ...{ maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule' as const, minDomains: undefined },
      ...{ nodeAffinityPolicy: 'Ignore' as const, nodeTaintsPolicy: 'Ignore' as const, matchLabelKeys: [] },
      labelSelector: selectApp('web'),
    };
    const red = { nodeSelector: { team: 'red' }, topologySpread: [spread] };
    const reason = reasonOf(solveInput({ pools, groups: [podGroup('web', 2, red)] }));
    assert.equal(reason.code, 'no-pool-fits');
    const ofRed =
      reason.code === 'no-pool-fits' ? reason.pools.find(({ pool }) => pool === 'here') : undefined;
    assert.deepEqual(ofRed, {
      ...{ pool: 'here', code: 'domain-without-types', type: 'spread' },
      domain: inRequirement(topologyKey, ['z-b']),
      counts: [
        ['z-a', 1],
        ['z-b', 0],
      ],
    });
  });

  it('meets a pool whose own requirements leave nothing', () => {
    const requirements = [{ key: 'kubernetes.io/arch', operator: 'In' as const, values: ['s390x'] }];
    const reason = poolReason(solveInput({ pools: [solvePool({ requirements })], groups: [web] }));
    assert.deepEqual(reason, { pool: 'default', code: 'no-instance-types', unmet: [] });
  });
});

describe('a solve', () => {
  const input = solveInput({ groups: [podGroup('web', 500), podGroup('api', 300)] });

  it('stops soon after it is told to', () => {
    let asked = 0;
    const stopAfter = (count: number) => () => ++asked > count;
    assert.throws(() => solve(input, { shouldStop: stopAfter(100) }), SolveStopped);
    assert.equal(asked, 101);
  });

  it('gives the same result with a cache', () => {
    const cache = new SolverCache();
    const results = [solve(input), solve(input, { cache }), solve(input, { cache })].map((one) =>
      JSON.stringify(one),
    );
    assert.equal(new Set(results).size, 1);
  });

  it('says that there are too many pods instead of hanging', () => {
    const crowd = solveInput({ groups: [podGroup('web', MAX_POD_COUNT + 1)] });
    assert.deepEqual(reasonOf(crowd), {
      code: 'too-many-pods',
      podCount: MAX_POD_COUNT + 1,
      limit: MAX_POD_COUNT,
    });
  });

  it('leaves its input as it was', () => {
    const before = JSON.stringify(input);
    solve(input);
    assert.equal(JSON.stringify(input), before);
  });

  it('plans the same nodes for Deployments as for the single pods that they stand for', () => {
    const bare = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({
        ...podGroup(`${name}-${String(i).padStart(5, '0')}`, 1, { labels: { app: name } }),
        kind: 'Pod',
        bare: true,
      }));
    const split = solveInput({ groups: [...bare('web', 500), ...bare('api', 300)] });
    const sizes = (of: SolveInput): string[] =>
      solve(of).nodeClaims.map(({ requests, instanceTypes }) => JSON.stringify([requests, instanceTypes]));
    assert.deepEqual(sizes(split), sizes(input));
  });
});
