/** Formulas with what KEDA 2.21.0's own code made of them, for three pairs of values. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compileFormula, unmodelledIn } from '../../../server/src/formula/index';

type Results = readonly string[] | 'refused';

const cases = JSON.parse(readFileSync('test/unit/formula/kedaFormulas.json', 'utf8')) as readonly [
  formula: string,
  results: Results,
][];
const values = [
  { a: 3.5, b: 10 },
  { a: 10, b: 0 },
  { a: 0.1, b: 100 },
].map((pair) => new Map<string, number | null>(Object.entries(pair)));

/** When KEDA was asked: its clock begins there. */
const SECOND = Date.UTC(2000, 0) / 1000;

function resultsOf(formula: string): readonly string[] {
  const run = compileFormula(formula);
  return values.map((pair) => {
    const result = run(pair, SECOND);
    if (!result.ok) return 'error';
    return result.value === null ? 'nil' : textOf(result.value);
  });
}

/** As Go writes what is no plain number. */
const textOf = (value: number): string =>
  value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);

const asWritten = (results: Results): readonly string[] =>
  results === 'refused'
    ? values.map(() => 'error')
    : results.map((text) => (/^[-+]?\d/.test(text) ? String(Number(text)) : text));

test('formulas come to what KEDA makes of them, or fail where it refuses them', () => {
  assert.ok(cases.length > 200, String(cases.length));
  for (const [formula, results] of cases) assert.deepEqual(resultsOf(formula), asWritten(results), formula);
});

test('what is not run is told by name, and gives no value', () => {
  assert.deepEqual(unmodelledIn('len(now().GoString()) + len(now().MarshalJSON()) + now().Hour()'), [
    'GoString',
    'MarshalJSON',
  ]);
  assert.deepEqual(unmodelledIn('reduce(sort([a, b]), #acc + #) + len(toJSON({"x": a[1:]}))'), []);
  const pair = values[0] ?? new Map<string, number>();
  const notRun = ['len(now().GoString())', 'len(string(now()))', 'now().Hour() > 8 ? a : b'];
  for (const formula of notRun) {
    const late = compileFormula(formula)(pair, formula.includes('Hour') ? undefined : SECOND);
    assert.ok(!late.ok, formula);
    assert.match(late.problem, /not run here/);
  }
});
