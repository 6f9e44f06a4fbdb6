/** The algebra of single requirements: every operator with every operator. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  allowsValue,
  goTogether,
  haveIntersection,
  intersectRequirements,
  newRequirement,
  operatorOf,
  type Operator,
  type Requirement,
} from '../../../server/src/model/requirement';

const requirement = (operator: Operator, ...values: string[]): Requirement =>
  newRequirement({ key: 'size', operator, values });

/** Each operator with one and with several values, numbers and words. */
const ALL: readonly (readonly [name: string, requirement: Requirement])[] = (
  [
    ['In', '1'],
    ['In', '1', '9', 'a'],
    ['In', 'a', 'b'],
    ['NotIn', '1'],
    ['NotIn', '1', '5', 'a'],
    ['Exists'],
    ['DoesNotExist'],
    ['Gt', '1'],
    ['Gt', '8'],
    ['Lt', '9'],
    ['Lt', '1'],
    ['Gte', '5'],
    ['Gte', '9'],
    ['Lte', '5'],
    ['Lte', '1'],
  ] as [Operator, ...string[]][]
).map(([operator, ...values]) => [`${operator} ${values.join()}`, requirement(operator, ...values)]);

/** Values on both sides of every bound, words, and values that nothing lists. */
const UNIVERSE = ['0', '1', '2', '4', '5', '6', '8', '9', '10', 'a', 'b', 'c', ''];

const pairs = ALL.flatMap(([leftName, left]) =>
  ALL.map(([rightName, right]) => ({ name: `${leftName} with ${rightName}`, left, right })),
);

describe('two requirements on one label', () => {
  it('intersect in the values that both allow', () => {
    assert.equal(pairs.length, 225);
    for (const { name, left, right } of pairs) {
      const both = intersectRequirements(left, right);
      for (const value of UNIVERSE) {
        const expected = allowsValue(left, value) && allowsValue(right, value);
        assert.equal(allowsValue(both, value), expected, `${name}: "${value}"`);
      }
    }
  });

  it('intersect the same way round and back', () => {
    for (const { name, left, right } of pairs) {
      assert.deepEqual(
        { ...intersectRequirements(left, right), values: undefined },
        { ...intersectRequirements(right, left), values: undefined },
        name,
      );
      const values = (a: Requirement, b: Requirement): string[] =>
        [...intersectRequirements(a, b).values].sort();
      assert.deepEqual(values(left, right), values(right, left), name);
    }
  });

  it('have an intersection when a value satisfies both; two complements, when their bounds leave room', () => {
    for (const { name, left, right } of pairs) {
      const crossed = intersectRequirements(left, right);
      const expected =
        left.complement && right.complement
          ? crossed.complement
          : UNIVERSE.some((value) => allowsValue(left, value) && allowsValue(right, value));
      assert.equal(haveIntersection(left, right), expected, name);
      assert.equal(haveIntersection(right, left), expected, name);
    }
  });

  it('go together without a common value when both hold for a node without the label', () => {
    const absent = new Set(['NotIn', 'DoesNotExist']);
    for (const { name, left, right } of pairs) {
      const bothAbsent = absent.has(operatorOf(left)) && absent.has(operatorOf(right));
      assert.equal(goTogether(left, right), haveIntersection(left, right) || bothAbsent, name);
    }
  });
});

describe('a requirement', () => {
  it('reads as the operator that it amounts to', () => {
    assert.equal(operatorOf(requirement('Gt', '3')), 'Exists');
    assert.equal(operatorOf(requirement('NotIn')), 'Exists');
    assert.equal(operatorOf(requirement('In')), 'DoesNotExist');
    assert.equal(
      operatorOf(intersectRequirements(requirement('Gt', '3'), requirement('NotIn', '7'))),
      'NotIn',
    );
    assert.equal(
      operatorOf(intersectRequirements(requirement('Gt', '9'), requirement('Lt', '9'))),
      'DoesNotExist',
    );
  });

  it('drops excluded values that its bounds exclude anyway', () => {
    const both = intersectRequirements(requirement('NotIn', '2', '7', 'a'), requirement('Gt', '5'));
    assert.deepEqual([...both.values], ['7']);
    assert.equal(both.gte, 6);
  });

  it('keeps the larger minValues', () => {
    const [two, three] = [2, 3].map((minValues) =>
      newRequirement({ key: 'size', operator: 'Exists', values: [], minValues }),
    ) as [Requirement, Requirement];
    assert.equal(intersectRequirements(two, three).minValues, 3);
    assert.equal(intersectRequirements(requirement('Exists'), two).minValues, 2);
  });

  it('takes bounds as Go reads integers', () => {
    assert.equal(requirement('Gt', '+7').gte, 8);
    assert.equal(requirement('Lt', 'many').lte, -1, 'what is no integer reads as 0');
    assert.equal(
      operatorOf(requirement('Gt', '9223372036854775808')),
      'DoesNotExist',
      'more than any integer',
    );
    assert.ok(allowsValue(requirement('Gt', '7'), '+8'));
    assert.ok(!allowsValue(requirement('Gt', '7'), '8.5'));
  });

  it('is on the label that Karpenter reads instead of an old spelling', () => {
    const old = newRequirement({
      key: 'failure-domain.beta.kubernetes.io/zone',
      operator: 'Exists',
      values: [],
    });
    assert.equal(old.key, 'topology.kubernetes.io/zone');
    assert.equal(newRequirement({ key: 'constructor', operator: 'Exists', values: [] }).key, 'constructor');
  });
});
