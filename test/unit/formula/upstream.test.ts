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

/** Its clock has dates, its texts look at how Go keeps values. */
const NOT_RUN = ['now', 'matches', 'string', 'type', 'duration', 'date', 'toBase64', 'fromBase64'];

const isNotRun = (formula: string): boolean =>
  NOT_RUN.some((name) => new RegExp(`\\b${name}\\b`).test(formula));

function resultsOf(formula: string): readonly string[] {
  const run = compileFormula(formula);
  return values.map((pair) => {
    const result = run(pair);
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
  const run = cases.filter(([formula]) => !isNotRun(formula));
  assert.ok(run.length > 185, String(run.length));
  for (const [formula, results] of run) assert.deepEqual(resultsOf(formula), asWritten(results), formula);
});

test('what is not run is told by name, and gives no value', () => {
  assert.deepEqual(unmodelledIn('now().Hour() > 8 ? max(a, len(type(b))) : "x" matches "y" ? 1 : 2'), [
    'now',
    'type',
    'matches',
  ]);
  assert.deepEqual(unmodelledIn('reduce(sort([a, b]), #acc + #) + len(toJSON({"x": a[1:]}))'), []);
  const late = compileFormula('now().Hour() > 8 ? a : b')(values[0] ?? new Map());
  assert.ok(!late.ok);
  assert.match(late.problem, /not run here/);
});
