/** Lenient access to decoded YAML values: what has the wrong type reads as absent. The API server's opinion on it is
 *  a finding of the schema layer, never an exception here. */

export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = {};

/** The mapping that `value` is, or an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : NOTHING;
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value below `value` at a path of keys, or undefined. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    if (!isFields(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

export const mappingAt = (value: unknown, ...keys: readonly string[]): Fields =>
  fieldsOf(valueAt(value, ...keys));

/** The mapping at the path, or undefined when there is none: for fields whose presence alone means something. */
export function optionalMappingAt(value: unknown, ...keys: readonly string[]): Fields | undefined {
  const found = valueAt(value, ...keys);
  return isFields(found) ? found : undefined;
}

export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

export function integerAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : undefined;
}

export const isTrueAt = (value: unknown, ...keys: readonly string[]): boolean =>
  valueAt(value, ...keys) === true;

export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found : [];
}

export const textsAt = (value: unknown, ...keys: readonly string[]): readonly string[] =>
  listAt(value, ...keys).filter((item) => typeof item === 'string');

/** A map of strings; entries of another type are left out. */
export function textMapAt(value: unknown, ...keys: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(mappingAt(value, ...keys));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The one of `allowed` that the value at the path is, else `fallback`. */
export function oneOf<const T extends string, const F>(
  value: unknown,
  allowed: readonly T[],
  fallback: F,
): T | F {
  return allowed.find((candidate) => candidate === value) ?? fallback;
}

/** A text, or a number or flag as it would be written: for fields that take either. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value : undefined;
}
