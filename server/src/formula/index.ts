/** Formulas of KEDA's scaling modifiers: whether expr-lang compiles them against the names of the triggers.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go@v2.21.0, expr-lang/expr@v1.17.8 */
import type { Node } from './ast';
import { typeProblem } from './check';
import { evaluate } from './evaluate';
import { parseFormula } from './parse';
import { unmodelledParts } from './unmodelled';

/** What is wrong with `formula`; undefined when it can be used. @param names  of the triggers, each a number */
export function formulaProblem(formula: string, names: ReadonlySet<string>): string | undefined {
  const problem = problemOf(withCast(formula), names);
  if (problem === undefined) return undefined;
  // Of what is wrong with the formula by itself a reader has more than of what is wrong with KEDA's cast of it.
  const own = problemOf(formula, names);
  return own ?? problem.replace(/^float does not take (.*)$/, 'its result is $1, not a number');
}

function problemOf(formula: string, names: ReadonlySet<string>): string | undefined {
  const parsed = parseFormula(formula);
  return parsed.ok ? typeProblem(parsed.node, names) : parsed.problem;
}

export type FormulaResult =
  | { readonly ok: true; /** null: `??` found nothing */ readonly value: number | null }
  | { readonly ok: false; readonly problem: string };

/** Functions and operators of the formula that are not run here; while one is reached there is no value. */
export function unmodelledIn(formula: string): readonly string[] {
  const parsed = parseFormula(formula);
  return parsed.ok ? unmodelledParts(parsed.node) : [];
}

type Formula = (values: ReadonlyMap<string, number | null>) => FormulaResult;

/** A formula ready to be run on the values of the triggers; null stands for one that failed too often. One that KEDA refuses says
 *  so whatever the values are. */
export function compileFormula(formula: string): Formula {
  const parsed = parseFormula(withCast(formula));
  if (!parsed.ok) return () => parsed;
  let refusal: { readonly problem: string | undefined } | undefined;
  return (values) => {
    refusal ??= { problem: refusalOf(parsed.node, [...values.keys()]) };
    if (refusal.problem !== undefined) return { ok: false, problem: refusal.problem };
    const result = evaluate(parsed.node, values);
    if (!result.ok) return result;
    const { value } = result;
    const isNumber = value === null || typeof value === 'number';
    return isNumber ? { ok: true, value } : { ok: false, problem: 'the formula gives no number' };
  };
}

/** What every trigger says when KEDA tries a formula out. */
const DUMMY = -1;

/** Types, then a run with a number for each trigger. Where that run goes beyond what is modelled nothing is known. */
function refusalOf(node: Node, names: readonly string[]): string | undefined {
  const problem = typeProblem(node, new Set(names));
  if (problem !== undefined) return problem;
  const tried = evaluate(node, new Map(names.map((name) => [name, DUMMY])));
  return tried.ok || tried.isUnknown ? undefined : tried.problem;
}

const RESULT = '_kedaCompositeResult';

/** KEDA makes a float of the result, but keeps the nil of `??`. */
function withCast(formula: string): string {
  if (formula.includes('??')) {
    const isCast = formula.startsWith(`let ${RESULT} = `);
    return isCast ? formula : `let ${RESULT} = (${formula}); ${RESULT} == nil ? nil : float(${RESULT})`;
  }
  return formula.startsWith('float(') ? formula : `float(${formula})`;
}
