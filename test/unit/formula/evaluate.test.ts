import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFormula } from '../../../server/src/formula/index';

const values = new Map<string, number | null>([
  ['queue', 120],
  ['rate', 4.5],
  ['gone', null],
]);

const cases: readonly [formula: string, value: number | null][] = [
  ['(queue + rate) / 2', 62.25],
  ['queue > 100 ? rate * 2 : queue', 9],
  ['max([queue, rate]) - min(queue, rate)', 115.5],
  ['count([queue, rate], # > 5)', 1],
  ['sum(map([1, 2, 3], # * rate))', 27],
  ['mean(1..4)', 2.5],
  ['2 ** 3 ** 2', 512],
  ['let half = queue / 2; half + 1', 61],
  ['int(rate) % 3', 1],
  ['any([queue, rate], # == 120) && rate < 5 ? 1 : 0', 1],
  ['round(2.5) + round(-2.5)', 0],
  ['gone ?? queue', 120],
  ['gone ?? gone', null],
];

test('formulas are computed as expr-lang does', () => {
  for (const [formula, value] of cases)
    assert.deepEqual(compileFormula(formula)(values), { ok: true, value }, formula);
});

test('a formula that fails says why', () => {
  const problemOf = (formula: string): string => {
    const result = compileFormula(formula)(values);
    return result.ok ? '' : result.problem;
  };
  assert.match(problemOf('gone + 1'), /number is missing/);
  assert.match(problemOf('7 % 0'), /remainder of 0/);
  assert.match(problemOf('queue +'), /ends too early|not expected/);
});
