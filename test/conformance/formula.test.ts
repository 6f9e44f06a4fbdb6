// What KEDA 2.21.0's own check and expr-lang 1.17.8 made of random formulas, each at an instant and for three pairs of values.
// Order in Go's maps is random: formulas that look at it are left out.
// @source kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go ValidateAndCompileScalingModifiers@v2.21.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeProblem } from '../../server/src/formula/check';
import { evaluate } from '../../server/src/formula/evaluate';
import { compileFormula } from '../../server/src/formula/index';
import { FUNCTIONS } from '../../server/src/formula/library';
import { parseFormula } from '../../server/src/formula/parse';
import { NotModelled } from '../../server/src/formula/problems';
import { type Value } from '../../server/src/formula/value';
import { recordedCases } from '../support/recordedCases';

/** Cases that must agree, of all in the sample. */
const FLOOR = 1147;
/** Cases that are not run, and say so. */
const NOT_RUN = 53;

interface Case {
  readonly id: string;
  /** A metric as KEDA computes it, or a value as `string` writes it, without KEDA's cast to a float. */
  readonly kind: 'metric' | 'value';
  readonly formula: string;
  readonly at: string;
  readonly expect: 'refused' | readonly string[];
}

const PAIRS = [
  { a: 3.5, b: 10 },
  { a: 10, b: 0 },
  { a: 0.1, b: 1_234_567 },
].map((pair) => new Map<string, number>(Object.entries(pair)));

const cases = recordedCases<Case>('formula');

type Answer = string | undefined;

/** Undefined where it is not run. */
function metrics({ formula }: Case, second: number): readonly Answer[] {
  const run = compileFormula(formula);
  return PAIRS.map((pair) => {
    const result = run(pair, second);
    if (!result.ok) return result.problem.endsWith('is not run here') ? undefined : 'error';
    return result.value === null ? 'nil' : numberText(result.value);
  });
}

const numberText = (value: number): string =>
  Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';

function values({ formula }: Case, second: number): readonly Answer[] {
  const parsed = parseFormula(formula);
  if (!parsed.ok || typeProblem(parsed.node, new Set(['a', 'b'])) !== undefined)
    return PAIRS.map(() => 'error');
  return PAIRS.map((pair) => {
    const result = evaluate(parsed.node, pair, second);
    if (!result.ok) return result.isUnknown ? undefined : 'error';
    return written(result.value);
  });
}

function written(value: Value): Answer {
  try {
    const text = FUNCTIONS.string?.([value]);
    return typeof text === 'string' ? text : undefined;
  } catch (error) {
    if (error instanceof NotModelled) return undefined;
    throw error;
  }
}

const expected = ({ kind, expect }: Case): readonly string[] => {
  if (expect === 'refused') return PAIRS.map(() => 'error');
  const isNumber = (text: string): boolean => kind === 'metric' && /^[-+]?\d/.test(text);
  return expect.map((text) => (isNumber(text) ? String(Number(text)) : text));
};

const answers = cases.map((one) => {
  const second = Date.parse(one.at) / 1000;
  return { one, found: one.kind === 'metric' ? metrics(one, second) : values(one, second) };
});
const isNotRun = (found: readonly Answer[]): boolean => found.includes(undefined);

test(`at least ${FLOOR} of ${cases.length} formulas come to what KEDA and expr-lang make of them`, () => {
  const differing = answers
    .filter(({ one, found }) => !isNotRun(found) && String(found) !== String(expected(one)))
    .map(({ one, found }) => `${one.id} ${one.formula}: ${String(found)}, not ${String(expected(one))}`);
  const agreeing = answers.filter(({ found }) => !isNotRun(found)).length - differing.length;
  assert.ok(agreeing >= FLOOR, differing.join('\n'));
});

test(`no more than ${NOT_RUN} are not run, and say so`, () => {
  assert.ok(answers.filter(({ found }) => isNotRun(found)).length <= NOT_RUN);
});
