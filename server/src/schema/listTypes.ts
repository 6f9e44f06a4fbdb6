/** Lists that are sets or keyed maps: no item twice.
 *  @source kubernetes/apiextensions-apiserver pkg/apiserver/schema/listtype/validation.go@v0.35.0 */
import { fieldPath, type Path } from '../manifest/document';
import { compareText } from '../util/sort';
import { MAX_PROBLEMS, type SchemaProblem } from './problem';
import { fieldSchema, type SchemaNode } from './structural';
import { describeValue, showValue } from './wording';

/** The problems of all lists of a prepared value. */
export function validateListTypes(value: unknown, schema: SchemaNode): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  visit(value, schema, [], problems);
  return problems.slice(0, MAX_PROBLEMS);
}

function visit(value: unknown, schema: SchemaNode, path: Path, problems: SchemaProblem[]): void {
  if (Array.isArray(value)) {
    const type = schema['x-kubernetes-list-type'];
    if (type === 'set') duplicates(value, value, path, problems);
    else if (type === 'map') keyed(value, schema['x-kubernetes-list-map-keys'] ?? [], path, problems);
    const { items } = schema;
    if (items) value.forEach((item, index) => visit(item, items, [...path, index], problems));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      const childSchema = fieldSchema(schema, name);
      if (childSchema) visit(child, childSchema, [...path, name], problems);
    }
  }
}

function keyed(
  items: readonly unknown[],
  names: readonly string[],
  path: Path,
  problems: SchemaProblem[],
): void {
  const stranger = items.findIndex(
    (item) => item !== null && (typeof item !== 'object' || Array.isArray(item)),
  );
  if (stranger >= 0) {
    const message = `every item must be a map with ${names.join(' and ')}, not ${describeValue(items[stranger])}`;
    problems.push({ source: 'list', rule: 'list/not-a-map', message, at: [...path, stranger] });
    return;
  }
  const keys = items.map((item) => Object.fromEntries(names.flatMap((name) => keyEntry(item, name))));
  const repeated: SchemaProblem[] = [];
  duplicates(items, keys, path, repeated);
  problems.push(...repeated.map((problem) => shownAtKey(problem, names, path.length, keys)));
}

/** The server names the item; shown is the key that it shares with another. */
function shownAtKey(
  problem: SchemaProblem,
  names: readonly string[],
  depth: number,
  keys: readonly Readonly<Record<string, unknown>>[],
): SchemaProblem {
  const given = keys[Number(problem.at[depth])] ?? {};
  const name = names.find((one) => Object.hasOwn(given, one));
  return name === undefined
    ? problem
    : { ...problem, path: fieldPath(problem.at), at: [...problem.at, name] };
}

function keyEntry(item: unknown, name: string): [string, unknown][] {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, name)) return [];
  return [[name, (item as Record<string, unknown>)[name]]];
}

/** The second of equal keys is reported, further ones are not. */
function duplicates(
  items: readonly unknown[],
  keys: readonly unknown[],
  path: Path,
  problems: SchemaProblem[],
): void {
  const seen = new Map<string, number>();
  keys.forEach((key, index) => {
    const text = canonicalText(key);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    if (times !== 1) return;
    const what = key === items[index] ? showValue(key) : describeKey(key);
    const message = `${what} is in this list already; each may stand there once`;
    problems.push({ source: 'list', rule: 'list/duplicate', message, at: [...path, index] });
  });
}

const describeKey = (key: unknown): string =>
  Object.entries(key as Record<string, unknown>)
    .map(([name, value]) => `${name} ${showValue(value)}`)
    .join(', ') || 'an item without key';

/** Equal texts for equal values, whatever the order of fields. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([name, child]) => `${JSON.stringify(name)}:${canonicalText(child)}`).join()}}`;
}
