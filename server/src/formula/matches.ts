/** Patterns in formulas are Go's: RE2. */
import { cannot } from './problems';

/** Few formulas have patterns. */
const re2 = (): typeof import('../util/re2') => require('../util/re2') as typeof import('../util/re2');

/** What is wrong with the pattern; undefined when it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    re2().compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return `${JSON.stringify(pattern)} is no pattern`;
    throw error;
  }
}

export function matches(text: string, pattern: string): boolean {
  const problem = patternProblem(pattern);
  return problem === undefined ? re2().compilePattern(pattern).matcher(text).find() : cannot(problem);
}
