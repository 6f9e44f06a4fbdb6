/** Regular expressions of schemas in bounded time: JavaScript's for short texts, RE2's for those long enough to make
 *  backtracking felt. Used by the compiled validators. */
import type { RE2JS } from 're2js';

/** Backtracking over the patterns of the schemas is quadratic at worst: under a millisecond at this length. */
const MAX_BACKTRACKED = 1000;

/** Texts that long are rare. */
const re2 = (): typeof import('../util/re2') => require('../util/re2') as typeof import('../util/re2');

export interface Pattern {
  test(text: string): boolean;
}

export function compilePattern(source: string, flags: string): Pattern {
  let short: RegExp | undefined;
  let long: RE2JS | undefined;
  return {
    test(text: string): boolean {
      if (text.length <= MAX_BACKTRACKED) return (short ??= new RegExp(source, flags)).test(text);
      long ??= re2().compilePattern(source);
      return long.matcher(text).find();
    },
  };
}
