/** Names of properties as rules write them: reserved words and characters outside identifiers are escaped.
 *  @source kubernetes/apiserver pkg/cel/escaping.go@v0.35.0 */

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/__/g, '__underscores__'],
  [/\./g, '__dot__'],
  [/-/g, '__dash__'],
  [/\//g, '__slash__'],
];

/** The name to use in a rule; undefined when the property cannot be named there at all. */
export function escapeProperty(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  const escaped = ESCAPES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name);
  return IDENTIFIER.test(escaped) ? escaped : undefined;
}
