/** Rules as runnable programs: parsed when the project is built, planned once per text, kept for the life of the
 *  process. What the schemas do not hold (tests) is parsed on first use. */
import { celEnv, isCelError, plan, type CelInput, type CelValue } from '@bufbuild/cel';
import { expressions } from '../generated/parts';
import { compilePattern } from '../../util/re2';
import { errorText } from './errorText';
import { libraryFunctions } from './library';

/** Of use for what the build has not parsed. */
const parser = (): typeof import('./parser') => require('./parser') as typeof import('./parser');

export type Evaluation =
  { readonly ok: true; readonly value: CelValue } | { readonly ok: false; readonly error: string };
export type Bindings = Readonly<Record<string, CelInput>>;

export interface Program {
  readonly usesOldSelf: boolean;
  run(bindings: Bindings): Evaluation;
}

const RE2 = {
  compile: (pattern: string) => ({ test: (text: string) => compilePattern(pattern).test(text) }),
};
const environment = celEnv({ funcs: [...libraryFunctions], re2: RE2 });
const programs = new Map<string, Program>();

/** The program of `rule`; one that does not parse runs to an error. */
export function programOf(rule: string): Program {
  const known = programs.get(rule);
  if (known) return known;
  const fresh = compile(rule);
  programs.set(rule, fresh);
  return fresh;
}

function compile(rule: string): Program {
  const usesOldSelf = /\boldSelf\b/.test(rule.replace(/'[^']*'|"[^"]*"/g, ''));
  const step = planned(rule);
  return { usesOldSelf, run: (bindings) => evaluate(step, bindings) };
}

type Step =
  | { readonly ok: true; readonly call: ReturnType<typeof plan> }
  | { readonly ok: false; readonly error: string };

function planned(rule: string): Step {
  try {
    return { ok: true, call: plan(environment, builtTree(rule) ?? parser().parse(rule)) };
  } catch (error) {
    return { ok: false, error: errorText(error) };
  }
}

type Tree = Parameters<typeof plan>[1];

function builtTree(rule: string): Tree | undefined {
  const text = builtText(rule);
  if (text === undefined) return undefined;
  // Most have no integer, and a reviver is called for every value there is.
  return JSON.parse(text, text.includes('"$int"') ? reviveInteger : undefined) as Tree;
}

/** Groups are loaded one after the other until one has the expression. */
function builtText(rule: string): string | undefined {
  for (const texts of Object.values(expressions)) {
    const text = texts().get(rule);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** JSON has no big integers: they are written as `{"$int":"1"}`. */
function reviveInteger(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$int' in value)) return value;
  return BigInt(String(value.$int));
}

function evaluate(step: Step, bindings: Bindings): Evaluation {
  if (!step.ok) return step;
  const result = step.call(bindings);
  return isCelError(result) ? { ok: false, error: errorText(result) } : { ok: true, value: result };
}
