/** Completion of values: from the tables, else what the schema says. */
import type { SchemaNode } from '../../schema/structural';
import type { Field } from '../field';
import { VALUE_TABLE } from '../values/tables';
import { valuesAt } from '../values/lookup';
import { relatedNames } from '../values/related';
import type { Spot, Value } from '../values/value';
import type { CompletionItem, CompletionResult } from './item';
import { quoteIfNeeded } from './style';
import type { Target } from './target';

/** More are of no use to anybody; typing on narrows them down. */
const MAX_ITEMS = 300;

/** Values for a field. Values of a list whose item is not begun are put in brackets. */
export function valueItems(field: Field, spot: Spot, target: Target): CompletionResult {
  const isList = field.schema.type === 'array' && field.schema.items !== undefined;
  const schema = isList && field.schema.items ? field.schema.items : field.schema;
  const steps = isList ? [...field.steps, '[]'] : field.steps;
  const path = isList ? [...spot.path, 0] : spot.path;
  const { kind } = field.kind;
  const listed = valuesAt(VALUE_TABLE, kind, steps, { ...spot, path });
  const known = listed.length > 0 ? listed : relatedNames(kind, steps, { ...spot, path });
  const all = known.length > 0 ? known : schemaValues(schema);
  const taken = new Set(target.siblings);
  const values = inOrder(all).filter(({ text }) => !taken.has(text));
  const found =
    values.length > MAX_ITEMS ? values.filter(({ text }) => includes(text, target.typed)) : values;
  return {
    items: found
      .slice(0, MAX_ITEMS)
      .map((value, place) => valueItem(value, { schema, place, inBrackets: isList }, target)),
    isIncomplete: values.length > MAX_ITEMS,
  };
}

/** As they are offered, each once: editors order what has no order by its text. */
export function inOrder(values: readonly Value[]): readonly Value[] {
  const sorted = [...values].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  return [...new Map(sorted.toReversed().map((value) => [value.text, value])).values()].reverse();
}

/** The text that keeps items in their places. */
export const sortTextOf = (place: number): string => String(place).padStart(5, '0');

const includes = (text: string, typed: string): boolean => text.toLowerCase().includes(typed.toLowerCase());

function schemaValues(schema: SchemaNode): readonly Value[] {
  if (schema.enum) return schema.enum.map((value, rank) => ({ text: String(value), rank }));
  if (schema.type === 'boolean') return ['true', 'false'].map((text, rank) => ({ text, rank }));
  const { default: value } = schema;
  return typeof value === 'string' || typeof value === 'number'
    ? [{ text: String(value), detail: 'default' }]
    : [];
}

interface Placing {
  readonly schema: SchemaNode;
  readonly place: number;
  readonly inBrackets: boolean;
}

function valueItem(value: Value, { schema, place, inBrackets }: Placing, target: Target): CompletionItem {
  const written = writtenAs(value.text, schema, target);
  const bracketed = inBrackets && target.prefix !== '- ' ? `[${written}]` : written;
  return {
    label: value.text,
    kind: value.isReference ? 'object' : schema.enum ? 'keyword' : 'value',
    newText: target.prefix + bracketed,
    start: target.start,
    end: target.end,
    isSnippet: false,
    filterText: target.quote + value.text,
    sortText: sortTextOf(place),
    ...(value.detail === undefined ? {} : { detail: value.detail }),
    ...(value.documentation ? { documentation: value.documentation } : {}),
  };
}

/** Texts keep the quotes that they were begun with; numbers and booleans have none. */
function writtenAs(text: string, schema: SchemaNode, { quote, style }: Target): string {
  const isText = schema.type === 'string' || schema.type === undefined;
  if (quote === "'") return `'${text.replaceAll("'", "''")}'`;
  if (quote === '"' || (isText && style.isJson)) return JSON.stringify(text);
  return isText && !schema['x-kubernetes-int-or-string'] ? quoteIfNeeded(text) : text;
}
