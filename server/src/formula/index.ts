/** Formulas of KEDA's scaling modifiers: whether expr-lang compiles them against the names of the triggers.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go@v2.21.0, expr-lang/expr@v1.17.8 */
import type { Node } from './ast';
import { typeProblem } from './check';
import { evaluate } from './evaluate';
import { parseFormula } from './parse';
import { unmodelledParts } from './unmodelled';

/** What is wrong with `formula`; undefined when it can be used. @param names  of the triggers, each a number */
export function formulaProblem(formula: string, names: ReadonlySet<string>): string | undefined {
  const parsed = parseFormula(withCast(formula));
  const problem = parsed.ok ? typeProblem(parsed.node, names) : parsed.problem;
  if (parsed.ok && problem === undefined) {
    const failure = trialFailure(parsed.node, [...names], undefined);
    return failure && `with -1 for each trigger, as KEDA tries it, ${failure}`;
  }
  // Of what is wrong with the formula by itself a reader has more than of what is wrong with KEDA's cast of it.
  return (
    ownProblem(formula, names) ??
    problem?.replace(/^float does not take (.*)$/, 'its result is $1, not a number')
  );
}

function ownProblem(formula: string, names: ReadonlySet<string>): string | undefined {
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

/** @param second  since 1970, for formulas that ask for the time */
export type Formula = (values: ReadonlyMap<string, number | null>, second?: number) => FormulaResult;

/** A formula ready to be run on the values of the triggers; null stands for one that failed too often. One that KEDA refuses says
 *  so whatever the values are. */
export function compileFormula(formula: string): Formula {
  const parsed = parseFormula(withCast(formula));
  if (!parsed.ok) return () => parsed;
  let refusal: { readonly problem: string | undefined } | undefined;
  return (values, second) => {
    refusal ??= { problem: refusalOf(parsed.node, [...values.keys()], second) };
    if (refusal.problem !== undefined) return { ok: false, problem: refusal.problem };
    const result = evaluate(parsed.node, values, second);
    if (!result.ok) return result;
    const { value } = result;
    const isNumber = value === null || typeof value === 'number';
    return isNumber ? { ok: true, value } : { ok: false, problem: 'the formula gives no number' };
  };
}

/** Types, then a trial. */
const refusalOf = (node: Node, names: readonly string[], second: number | undefined): string | undefined =>
  typeProblem(node, new Set(names)) ?? trialFailure(node, names, second);

/** What every trigger says when KEDA tries a formula out. */
const DUMMY = -1;

/** Where the trial goes beyond what is modelled, or asks for a time that is not known, nothing is said. */
function trialFailure(node: Node, names: readonly string[], second: number | undefined): string | undefined {
  const tried = evaluate(node, new Map(names.map((name) => [name, DUMMY])), second);
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
