/** What is known about a field, as Markdown: type, our words, default, constraint. */
import type { SchemaNode } from '../schema/structural';
import { docOf } from './docs';
import type { FieldDoc } from './docs/fieldDoc';
import type { Field } from './field';
import { viewsOf } from './views';

/** Our words on a field; undefined when there are none. */
export function fieldDoc(kind: string, steps: readonly string[]): FieldDoc | undefined {
  for (const view of viewsOf(kind, steps)) {
    const doc = docOf(view.kind, view.pattern);
    if (doc) return doc;
  }
  return undefined;
}

/** Everything but the name, for completion items and, below a title, for hovers. */
export function describeField(field: Field): string {
  const doc = fieldDoc(field.kind.kind, field.steps);
  const facts = [defaultLine(field.schema, doc), constraintLine(field.schema, doc)].filter(
    (line) => line !== '',
  );
  return [doc?.text ?? '', facts.join('  \n')].filter((part) => part !== '').join('\n\n');
}

/** `integer`, `list of string`, `map of quantity`, `object`. */
export function typeName(schema: SchemaNode): string {
  if (schema['x-kubernetes-int-or-string'])
    return schema.pattern === undefined ? 'integer or string' : 'quantity';
  if (schema.type === 'array') return schema.items ? `list of ${typeName(schema.items)}` : 'list';
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
    return `map of ${typeName(schema.additionalProperties)}`;
  if (schema.format === 'date-time') return 'time';
  return schema.type ?? 'any';
}

function defaultLine(schema: SchemaNode, doc: FieldDoc | undefined): string {
  if (doc?.default !== undefined) return `Default: ${doc.default}`;
  if (schema.default === undefined) return '';
  const text = typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default);
  return text.length > 120 ? '' : `Default: ${code(text)}`;
}

function constraintLine(schema: SchemaNode, doc: FieldDoc | undefined): string {
  const parts = [
    ...(doc?.constraint === undefined ? schemaConstraints(schema) : [doc.constraint]),
    ...(doc?.constraint === undefined ? [] : boundsNotIn(doc.constraint, schema)),
  ];
  return parts.length === 0 ? '' : `Constraint: ${parts.join('; ')}`;
}

function schemaConstraints(schema: SchemaNode): string[] {
  const parts = [...valuesPart(schema), ...boundsPart(schema), ...sizePart(schema)];
  return parts.length === 0 && schema.pattern !== undefined && schema.pattern.length <= 60
    ? [`matches ${code(schema.pattern)}`]
    : parts;
}

/** Our words may leave the plain numbers to the schema. */
const boundsNotIn = (constraint: string, schema: SchemaNode): string[] =>
  /\d/.test(constraint) ? [] : [...boundsPart(schema), ...sizePart(schema)];

function valuesPart({ enum: values }: SchemaNode): string[] {
  const words = (values ?? []).map((value) => (value === '' ? '""' : String(value)));
  return words.length === 0 ? [] : [words.map(code).join(', ')];
}

function boundsPart({ minimum, maximum }: SchemaNode): string[] {
  if (minimum !== undefined && maximum !== undefined) return [`${minimum} to ${maximum}`];
  if (minimum !== undefined) return [`at least ${minimum}`];
  return maximum === undefined ? [] : [`at most ${maximum}`];
}

function sizePart({
  minLength,
  maxLength,
  minItems,
  maxItems,
  minProperties,
  maxProperties,
}: SchemaNode): string[] {
  return [
    ...range(minLength, maxLength, 'characters'),
    ...range(minItems, maxItems, 'items'),
    ...range(minProperties, maxProperties, 'entries'),
  ];
}

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least !== undefined && most !== undefined) return [`${least} to ${most} ${unit}`];
  if (least === 1) return ['not empty'];
  if (least !== undefined) return [`at least ${least} ${unit}`];
  return most === undefined ? [] : [`at most ${most} ${unit}`];
}

/** Text in a code span; a backtick inside would end it. */
export const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ')}\``;
