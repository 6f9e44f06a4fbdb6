/** RE2 expressions: bounded in time whatever the pattern. */
import { RE2JS } from 're2js';

const CACHE_LIMIT = 500;
const compiled = new Map<string, RE2JS>();

/** The compiled pattern, kept for later calls; throws on one that is no RE2 expression. */
export function compilePattern(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  const fresh = RE2JS.compile(pattern);
  if (compiled.size >= CACHE_LIMIT) compiled.clear();
  compiled.set(pattern, fresh);
  return fresh;
}
