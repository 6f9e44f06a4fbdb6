/** Values that the schema admits and Go's decoder does not: integers past their width, durations past 292 years,
 *  quantities such as `1e1.5`, a status of a wrong type (which the API server drops unread). */
import type { Path } from '../../manifest/document';
import { durationMs } from '../../model/cron';
import { parseQuantity, wireQuantity } from '../../util/quantity';
import { formats } from '../formats';
import { isSet, type Fields } from '../registry/read';
import { schemaOf, type KindSchema } from '../kinds';
import type { SchemaProblem } from '../problem';
import { fieldSchema, type SchemaNode } from '../structural';
import { describeTypes, describeValue, quoteText } from '../wording';
import { refusal } from './refusal';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
/** Durations that have no pattern in the schema. */
const DURATION_MAPS = new Set(['evictionSoftGracePeriod']);

/** Every value of the object that its controller cannot decode. */
export function decodingRefusals(object: unknown, kind: KindSchema): readonly SchemaProblem[] {
  const found: SchemaProblem[] = [];
  visit(found, object, schemaOf(kind.schema), []);
  return found;
}

function visit(found: SchemaProblem[], value: unknown, schema: SchemaNode, at: Path): void {
  if (value === null || value === undefined) return;
  const problem = undecodable(value, schema, at);
  if (problem !== undefined) found.push(refusal(at, { rule: 'decode', message: problem }));
  else if (Array.isArray(value)) visitItems(found, value, schema, at);
  else if (typeof value === 'object') visitFields(found, value as Fields, schema, at);
}

function visitItems(found: SchemaProblem[], items: readonly unknown[], schema: SchemaNode, at: Path): void {
  const { items: itemSchema } = schema;
  if (itemSchema) items.forEach((item, index) => visit(found, item, itemSchema, [...at, index]));
}

function visitFields(found: SchemaProblem[], fields: Fields, schema: SchemaNode, at: Path): void {
  for (const name of Object.keys(fields)) {
    const child = isSet(fields, name) ? fieldSchema(schema, name) : undefined;
    if (child && !(at.length === 0 && name === 'metadata')) visit(found, fields[name], child, [...at, name]);
  }
}

/** Why `value` cannot be decoded; undefined when it can, as far as its own node says. */
function undecodable(value: unknown, schema: SchemaNode, at: Path): string | undefined {
  if (schema['x-kubernetes-int-or-string']) return quantityProblem(value, schema);
  if (typeof value === 'number') return numberProblem(value, schema);
  if (typeof value === 'string') return textProblem(value, schema, at);
  return isOfType(value, schema.type) ? undefined : ofOtherType(value, schema.type);
}

const ofOtherType = (value: unknown, type: string | undefined): string =>
  `the controller needs ${describeTypes(type)} here, not ${describeValue(value)}`;

function isOfType(value: unknown, type: string | undefined): boolean {
  if (type === undefined) return true;
  if (Array.isArray(value)) return type === 'array';
  return typeof value === (type === 'object' ? 'object' : type);
}

function numberProblem(value: number, { type, format }: SchemaNode): string | undefined {
  if (type === 'number' || type === undefined) return undefined;
  if (type !== 'integer' || !Number.isInteger(value)) return ofOtherType(value, type);
  const limit = format === 'int32' ? INT32 : INT64;
  return value >= -limit && value < limit
    ? undefined
    : `${value} does not fit: the controller reads a whole number of ${limit === INT32 ? 32 : 64} bits here`;
}

function textProblem(value: string, { type, pattern, format }: SchemaNode, at: Path): string | undefined {
  if (type !== 'string' && type !== undefined) return ofOtherType(value, type);
  if (format === 'date-time' && !formats['decoded-time'](value))
    return `${quoteText(value)} is no time that Go can read, as in 2026-01-31T12:00:00Z`;
  const isDuration = (pattern?.includes('(s|m|h)') ?? false) || DURATION_MAPS.has(String(at.at(-2)));
  if (!isDuration || value === 'Never' || durationMs(value) !== undefined) return undefined;
  return `${quoteText(value)} is no duration that Go can hold: at most 2562047h, in h, m, s, ms, us or ns`;
}

/** Int-or-string fields with the pattern of quantities are quantities. */
function quantityProblem(value: unknown, { pattern }: SchemaNode): string | undefined {
  if (typeof value !== 'string' || !pattern?.includes('[KMGTPE]i')) return undefined;
  return parseQuantity(wireQuantity(value))
    ? undefined
    : `${quoteText(value)} is no quantity: write a number with at most one suffix, such as 1500m or 8Gi`;
}
