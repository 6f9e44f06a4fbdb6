/** What holds for every plan, whatever the input: counted on the result, from the input alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck';
import type { InstanceType } from '../../server/src/model/instanceType';
import type { PodGroup, PodTemplate, TopologySpreadConstraint } from '../../server/src/model/pod';
import { requirementsOf, incompatibility, labelRequirements } from '../../server/src/model/requirements';
import { untolerated, type Taint } from '../../server/src/model/taints';
import type { NodeClaimPlan, SolveInput, SolveResult } from '../../server/src/solver/input';
import { SolverCache } from '../../server/src/solver/groundwork';
import { solve } from '../../server/src/solver/solve';
import {
  GIB,
  instanceType,
  podGroup,
  selectApp,
  solveInput,
  solvePool,
  TEST_ZONES,
} from '../support/solverBuilders';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const TYPES = [1, 2, 4, 8, 16, 48].map((cpu) => instanceType(cpu));
const NARROW = [2, 8].map((cpu) => instanceType(cpu, { zones: ['z-a', 'z-b'] }));

const names = ['a', 'b', 'c', 'd', 'e'];
const taint = fc.record({
  key: fc.constantFrom('x', 'y'),
  value: fc.constant(''),
  effect: fc.constantFrom<Taint['effect']>('NoSchedule', 'NoExecute', 'PreferNoSchedule'),
});
const pool = (name: string) =>
  fc
    .record({
      pool: fc.record({
        weight: fc.nat(2),
        taints: fc.array(taint, { maxLength: 1 }),
        limits: fc.option(fc.record({ cpu: fc.integer({ min: 0, max: 200_000 }) }), { nil: undefined }),
        labels: fc.option(fc.record({ team: fc.constantFrom('red', 'blue') }), { nil: {} }),
      }),
      types: fc.constantFrom<readonly InstanceType[]>(TYPES, NARROW),
    })
    .map((made) => solvePool({ name, ...made.pool }, made.types));

const term = fc.record({
  topologyKey: fc.constantFrom(ZONE, HOST),
  labelSelector: fc.constantFrom(...names).map(selectApp),
  namespaces: fc.constant([]),
  namespaceSelector: fc.constant(undefined),
  matchLabelKeys: fc.constant([]),
  mismatchLabelKeys: fc.constant([]),
});
const spread: fc.Arbitrary<TopologySpreadConstraint> = fc.record({
  maxSkew: fc.integer({ min: 1, max: 2 }),
  topologyKey: fc.constantFrom(ZONE, HOST),
  whenUnsatisfiable: fc.constantFrom<TopologySpreadConstraint['whenUnsatisfiable']>(
    'DoNotSchedule',
    'ScheduleAnyway',
  ),
  labelSelector: fc.constantFrom(...names).map(selectApp),
  minDomains: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  nodeAffinityPolicy: fc.constant<'Honor'>('Honor'),
  nodeTaintsPolicy: fc.constantFrom<TopologySpreadConstraint['nodeTaintsPolicy']>('Honor', 'Ignore'),
  matchLabelKeys: fc.constant([]),
});
const template: fc.Arbitrary<Partial<PodTemplate>> = fc.record({
  requests: fc.record({
    cpu: fc.constantFrom(100, 500, 1000, 3000, 20_000),
    memory: fc.constantFrom(GIB / 4, GIB, 8 * GIB),
  }),
  nodeSelector: fc.constantFrom<Record<string, string>>({}, {}, { [ZONE]: 'z-b' }, { team: 'red' }),
  podAffinity: fc.array(term, { maxLength: 1 }),
  podAntiAffinity: fc.array(term, { maxLength: 1 }),
  preferredPodAntiAffinity: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), term }), {
    maxLength: 1,
  }),
  topologySpread: fc.array(spread, { maxLength: 2 }),
  tolerations: fc.constantFrom(
    [],
    [],
    [{ operator: 'Exists' as const }],
    [{ key: 'x', operator: 'Exists' as const }],
  ),
  hostPorts: fc.constantFrom([], [], [], [{ ip: '0.0.0.0', port: 80, protocol: 'TCP' }]),
});
const group = (name: string) =>
  fc.tuple(fc.integer({ min: 1, max: 12 }), template).map(([count, made]) => podGroup(name, count, made));

const input: fc.Arbitrary<SolveInput> = fc
  .record({
    pools: fc.tuple(pool('p'), pool('q')),
    groups: fc.tuple(...names.map(group)),
    preferencePolicy: fc.constantFrom<SolveInput['preferencePolicy']>('Respect', 'Ignore'),
    daemons: fc.option(
      template.map((made) => ({
        name: 'kube-system/d',
        template: podGroup('d', 1, { requests: made.requests ?? {} }).template,
      })),
      { nil: undefined },
    ),
  })
  .map(({ daemons, ...rest }) => solveInput({ ...rest, daemons: daemons ? [daemons] : [] }));

const groupOf = (of: SolveInput, index: number): PodGroup => of.groups[index] as PodGroup;
const poolOf = (of: SolveInput, claim: NodeClaimPlan) => {
  const found = of.pools.find((one) => one.pool.name === claim.nodePool);
  assert.ok(found);
  return found;
};
const typesOf = (of: SolveInput, claim: NodeClaimPlan): readonly InstanceType[] =>
  poolOf(of, claim).instanceTypes.filter(({ name }) => claim.instanceTypes.includes(name));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function holds(check: (of: SolveInput, result: SolveResult) => void): void {
  fc.assert(
    fc.property(input, (of) => check(of, solve(of))),
    { numRuns: 150 },
  );
}

describe('every plan', () => {
  it('places each pod once or says why not', () => {
    holds((of, { nodeClaims, unplaced, podCount }) => {
      of.groups.forEach((one, index) => {
        const placed = sum(
          nodeClaims.flatMap(({ pods }) =>
            pods.filter(({ group: g }) => g === index).map(({ count }) => count),
          ),
        );
        const left = sum(unplaced.filter(({ group: g }) => g === index).map(({ count }) => count));
        assert.equal(placed + left, one.podCount);
      });
      assert.equal(podCount, sum(of.groups.map((one) => one.podCount)));
      assert.ok(nodeClaims.every(({ pods }) => pods.length > 0));
    });
  });

  it('asks no more of a node than each type left open can give out', () => {
    holds((of, { nodeClaims }) => {
      for (const claim of nodeClaims) {
        const types = typesOf(of, claim);
        assert.equal(types.length, claim.instanceTypes.length);
        for (const { allocatable } of types) {
          for (const [name, amount] of Object.entries(claim.requests))
            assert.ok(amount <= (allocatable[name] ?? 0));
        }
      }
    });
  });

  it('keeps pods off taints that they do not tolerate', () => {
    holds((of, { nodeClaims }) => {
      for (const claim of nodeClaims) {
        const hard = poolOf(of, claim).pool.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
        for (const { group: index } of claim.pods) {
          assert.deepEqual(untolerated(hard, groupOf(of, index).template.tolerations), []);
        }
      }
    });
  });

  it('gives pods the labels that they select', () => {
    holds((of, { nodeClaims }) => {
      for (const claim of nodeClaims) {
        const zones = claim.zones.length > 0 ? claim.zones : TEST_ZONES;
        const node = requirementsOf([
          { key: ZONE, operator: 'In', values: zones },
          ...Object.entries(poolOf(of, claim).pool.labels).map(([key, value]) => ({
            key,
            operator: 'In' as const,
            values: [value],
          })),
        ]);
        for (const { group: index } of claim.pods) {
          const selected = labelRequirements(groupOf(of, index).template.nodeSelector);
          assert.equal(incompatibility(node, selected), undefined);
        }
      }
    });
  });

  it('keeps anti-affinity between pods on one node', () => {
    holds((of, { nodeClaims }) => {
      for (const { pods } of nodeClaims) {
        for (const { group: index, count } of pods) {
          for (const { topologyKey, labelSelector } of groupOf(of, index).template.podAntiAffinity) {
            if (topologyKey !== HOST) continue;
            const named = pods.filter(
              ({ group: g }) => groupOf(of, g).template.labels.app === labelSelector?.matchLabels.app,
            );
            const others = sum(named.map((one) => (one.group === index ? one.count - 1 : one.count)));
            assert.equal(others, 0, `${count} pods with an anti-affinity to what is there`);
          }
        }
      }
    });
  });

  // Pods that come to tolerate a soft taint count anew, as upstream has it: test/scenarios/solver/relaxed-taint-recounts.
  it('keeps the skew of pods that spread over nodes by themselves', () => {
    holds((of, { nodeClaims }) => {
      if (of.pools.some(({ pool: one }) => one.taints.some(({ effect }) => effect === 'PreferNoSchedule')))
        return;
      of.groups.forEach((one, index) => {
        for (const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } of one.template
          .topologySpread) {
          const isOwn = labelSelector?.matchLabels.app === one.template.labels.app;
          if (topologyKey !== HOST || whenUnsatisfiable !== 'DoNotSchedule' || !isOwn) continue;
          for (const { pods } of nodeClaims) {
            assert.ok(sum(pods.filter(({ group: g }) => g === index).map(({ count }) => count)) <= maxSkew);
          }
        }
      });
    });
  });

  it('opens a host port once per node', () => {
    holds((of, { nodeClaims }) => {
      for (const { pods } of nodeClaims) {
        const open = pods.filter(({ group: index }) => groupOf(of, index).template.hostPorts.length > 0);
        assert.ok(sum(open.map(({ count }) => count)) <= 1);
      }
    });
  });

  it('stays within the limits even if every node becomes its largest type', () => {
    holds((of, { nodeClaims }) => {
      for (const { pool: one } of of.pools) {
        if (!one.limits) continue;
        const claims = nodeClaims.filter(({ nodePool }) => nodePool === one.name);
        const largest = claims.map((claim) =>
          Math.max(...typesOf(of, claim).map(({ capacity }) => capacity.cpu ?? 0)),
        );
        assert.ok(sum(largest) <= (one.limits.cpu ?? 0));
      }
    });
  });

  it('is the same byte for byte the next time', () => {
    holds((of, result) => assert.equal(JSON.stringify(solve(of)), JSON.stringify(result)));
  });

  it('does not depend on the order of the documents', () => {
    holds((of, result) => {
      const turned = { ...of, pools: [...of.pools].reverse(), groups: [...of.groups].reverse() };
      const back = (index: number): number => of.groups.length - 1 - index;
      const other = solve(turned);
      const view = (claims: readonly NodeClaimPlan[], place: (index: number) => number): string[] =>
        claims.map((claim) => {
          const pods = claim.pods.map(({ group: index, count }) => [place(index), count]).sort();
          return JSON.stringify({ ...claim, pods });
        });
      assert.deepEqual(
        view(other.nodeClaims, back),
        view(result.nodeClaims, (index) => index),
      );
      const left = (of_: SolveResult, place: (index: number) => number): string[] =>
        of_.unplaced.map(({ group: index, count }) => `${place(index)} ${count}`).sort();
      assert.deepEqual(
        left(other, back),
        left(result, (index) => index),
      );
    });
  });
});

/** As an editor asks one after the other: pools and daemons stay now and then, in lists of their own. */
const edits: fc.Arbitrary<readonly SolveInput[]> = fc
  .array(fc.tuple(input, fc.boolean(), fc.boolean()), { minLength: 2, maxLength: 5 })
  .map(([first, ...later]) => {
    const inputs = first ? [first[0]] : [];
    for (const [next, keepsPools, keepsDaemons] of later) {
      const before = inputs.at(-1) ?? next;
      inputs.push({
        ...next,
        pools: [...(keepsPools ? before : next).pools],
        daemons: [...(keepsDaemons ? before : next).daemons],
      });
    }
    return inputs;
  });

describe('a cache that has seen other inputs', () => {
  it('changes no result', () => {
    fc.assert(
      fc.property(edits, (inputs) => {
        const cache = new SolverCache();
        for (const of of inputs) {
          const [known, fresh] = [solve(of, { cache }), solve(of)];
          assert.deepEqual(known, fresh);
          assert.equal(JSON.stringify(known), JSON.stringify(fresh));
        }
      }),
      { numRuns: 100 },
    );
  });
});
