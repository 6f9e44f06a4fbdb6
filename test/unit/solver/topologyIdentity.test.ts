/** Which topology constraints upstream takes for one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Audiences } from '../../../server/src/solver/audiences';
import { initialWishes } from '../../../server/src/solver/relaxation';
import { RequirementTable } from '../../../server/src/solver/requirementTable';
import { Topology } from '../../../server/src/solver/topology';
import { TopologyDomains } from '../../../server/src/solver/topologyDomains';
import { evenlyCancelled } from '../../../server/src/solver/topologyIdentity';
import type { TopologyGroup } from '../../../server/src/solver/topologyGroup';
import type { PodTemplate, TopologySpreadConstraint } from '../../../server/src/model/pod';
import { podTemplate, selectApp, solvePool } from '../../support/solverBuilders';

const ZONE = 'topology.kubernetes.io/zone';
const SPREAD: TopologySpreadConstraint = {
  maxSkew: 1,
  topologyKey: ZONE,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: selectApp('web'),
  minDomains: undefined,
  nodeAffinityPolicy: 'Honor',
  nodeTaintsPolicy: 'Ignore',
  matchLabelKeys: [],
};

/** The constraint that a pod with the changes brings in after a plain one. */
function pair(spread: Partial<TopologySpreadConstraint>, pod: Partial<PodTemplate> = {}) {
  const topology = new Topology(
    new Audiences({}),
    new TopologyDomains([solvePool()]),
    new RequirementTable(),
    {
      ignoresPreferences: false,
    },
  );
  const groupOf = (template: PodTemplate): TopologyGroup | undefined =>
    topology.groupsFor(template, initialWishes(template))[0];
  const plain = groupOf(podTemplate({ topologySpread: [SPREAD] }));
  const changed = groupOf(podTemplate({ ...pod, topologySpread: [{ ...SPREAD, ...spread }] }));
  return { plain, changed };
}

const areOne = (...changes: Parameters<typeof pair>): boolean => {
  const { plain, changed } = pair(...changes);
  assert.ok(plain);
  return plain === changed;
};

describe('two spread constraints', () => {
  it('are one whatever their minDomains and whenUnsatisfiable', () => {
    assert.ok(areOne({ minDomains: 3 }));
    assert.ok(areOne({ whenUnsatisfiable: 'ScheduleAnyway' }));
    assert.equal(pair({ minDomains: 3 }).changed?.rule.spread?.minDomains, undefined, 'the first counts');
  });

  it('are two by key, skew, selector, namespace or policies', () => {
    assert.ok(!areOne({ topologyKey: 'kubernetes.io/hostname' }));
    assert.ok(!areOne({ maxSkew: 2 }));
    assert.ok(!areOne({ labelSelector: selectApp('api') }));
    assert.ok(!areOne({ nodeTaintsPolicy: 'Honor' }));
    assert.ok(!areOne({}, { namespace: 'prod' }));
  });

  it('are two by the labels that node affinity names, one by their values', () => {
    const selecting = (zone: string) => ({ nodeSelector: { [ZONE]: zone } });
    assert.ok(!areOne({}, selecting('z-a')));
    const topology = new Topology(
      new Audiences({}),
      new TopologyDomains([solvePool()]),
      new RequirementTable(),
      {
        ignoresPreferences: false,
      },
    );
    const [a, b] = ['z-a', 'z-b'].map((zone) => {
      const template = podTemplate({ ...selecting(zone), topologySpread: [SPREAD] });
      return topology.groupsFor(template, initialWishes(template))[0];
    });
    assert.equal(a, b);
  });

  it('are two by tolerations, of which equal ones cancel out', () => {
    const toleration = { key: 'x', operator: 'Exists' as const };
    assert.ok(!areOne({}, { tolerations: [toleration] }));
    assert.ok(areOne({}, { tolerations: [toleration, toleration] }));
    assert.ok(!areOne({}, { tolerations: [toleration, { ...toleration, tolerationSeconds: 5 }] }));
    assert.ok(areOne({}, { tolerations: [toleration, { ...toleration, tolerationSeconds: 0 }] }));
  });

  it('do not mind order and repetition of expressions', () => {
    const [one, two] = ['a', 'b'].map((key) => ({ key, operator: 'Exists' as const, values: [] }));
    assert.ok(one && two);
    const selector = (...matchExpressions: (typeof one)[]) => ({ matchLabels: {}, matchExpressions });
    const audiences = new Audiences({});
    const first = audiences.ofSpread('default', selector(one, two));
    assert.equal(audiences.ofSpread('default', selector(two, one, two)), first);
  });
});

describe('a set that is hashed by XOR', () => {
  it('keeps what occurs an odd number of times', () => {
    assert.deepEqual(evenlyCancelled(['b', 'a', 'b', 'c', 'c', 'c']), ['a', 'c']);
  });
});
