/** What follows the name of a field when it is inserted: the fields that must be given, with placeholders. */
import type { SchemaNode } from '../../schema/structural';
import { valuesAt } from '../values/lookup';
import { VALUE_TABLE } from '../values/tables';
import type { Spot } from '../values/value';
import { viewsOf } from '../views';
import { escapeSnippet, quoteIfNeeded, type Style } from './style';
import { TEMPLATES } from './templates';

const MAX_DEPTH = 3;

/** Numbers placeholders through one insertion. */
export class Placeholders {
  #next = 1;

  empty(): string {
    return `$${this.#next++}`;
  }

  of(text: string): string {
    return `\${${this.#next++}:${escapeSnippet(text)}}`;
  }

  choice(texts: readonly string[]): string {
    const list = texts.map((text) => text.replace(/[\\,|$}]/g, '\\$&')).join(',');
    return `\${${this.#next++}|${list}|}`;
  }
}

export interface BodyContext {
  readonly kind: string;
  readonly style: Style;
  readonly placeholders: Placeholders;
}

/** `name: …` as lines without the indentation of the first. */
export function fieldLines(
  name: string,
  schema: SchemaNode,
  steps: readonly string[],
  context: BodyContext,
  depth = 0,
): string[] {
  const { style } = context;
  const key = style.isJson ? JSON.stringify(name) : quoteIfNeeded(name);
  const head = `${escapeSnippet(key)}:`;
  if (style.isFlow || style.isJson) return [`${head} ${flowValue(schema, steps, context)}`];
  if (schema.type === 'array' && schema.items) {
    const items = itemLines(schema.items, [...steps, '[]'], context, depth);
    const indent = style.hasCompactLists ? '' : style.step;
    return [head, ...items.map((line) => indent + line)];
  }
  if (!isMapping(schema)) return [`${head} ${scalarValue(schema, steps, context)}`];
  const lines = mappingLines(schema, steps, context, depth);
  return [head, ...lines.map((line) => style.step + line)];
}

/** `- …` as lines. */
export function itemLines(
  schema: SchemaNode,
  steps: readonly string[],
  context: BodyContext,
  depth = 0,
): string[] {
  const lines = isMapping(schema)
    ? mappingLines(schema, steps, context, depth)
    : [scalarValue(schema, steps, context)];
  return lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

/** The fields of a map that must be given, or what usually stands there; at least one placeholder. */
function mappingLines(
  schema: SchemaNode,
  steps: readonly string[],
  context: BodyContext,
  depth = 0,
): string[] {
  const template = templateOf(context.kind, steps);
  if (template) return template.map((line) => restyle(line, context));
  const required = depth >= MAX_DEPTH ? [] : (schema.required ?? []);
  const lines = required.flatMap((name) => {
    const child = schema.properties?.[name];
    return child ? fieldLines(name, child, [...steps, name], context, depth + 1) : [];
  });
  return lines.length > 0 ? lines : [context.placeholders.empty()];
}

function templateOf(kind: string, steps: readonly string[]): readonly string[] | undefined {
  for (const view of viewsOf(kind, steps)) {
    const template = TEMPLATES[`${view.kind} ${view.pattern}`];
    if (template) return template;
  }
  return undefined;
}

/** Templates are written with two spaces a level and `$` or `$(text)` for placeholders. */
function restyle(line: string, { style, placeholders }: BodyContext): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0;
  const rest = line.slice(spaces).replace(/\$(?:\(([^)]*)\))?/g, (_, text: string | undefined) => {
    if (text === undefined) return placeholders.empty();
    return text.includes('|') ? placeholders.choice(text.split('|')) : placeholders.of(text);
  });
  return style.step.repeat(Math.floor(spaces / 2)) + rest;
}

export const isMapping = (schema: SchemaNode): boolean =>
  schema.type === 'object' ||
  schema.properties !== undefined ||
  typeof schema.additionalProperties === 'object';

function scalarValue(
  schema: SchemaNode,
  steps: readonly string[],
  { kind, placeholders, style }: BodyContext,
): string {
  const values = usualFirst((schema.enum ?? []).map(String), kind, steps).filter((text) => text !== '');
  const quote = (text: string): string => (style.isJson ? JSON.stringify(text) : quoteIfNeeded(text));
  if (values.length > 0) return placeholders.choice(values.map(quote));
  if (schema.type === 'boolean') return placeholders.choice(['true', 'false']);
  if (typeof schema.default === 'string') return placeholders.of(quote(schema.default));
  if (typeof schema.default === 'number') return placeholders.of(String(schema.default));
  return style.isJson && schema.type === 'string' ? `"${placeholders.empty()}"` : placeholders.empty();
}

/** In the order of the table of values, where it has the field. */
function usualFirst(texts: readonly string[], kind: string, steps: readonly string[]): readonly string[] {
  const known = valuesAt(VALUE_TABLE, kind, steps, NOWHERE).map(({ text }) => text);
  return [...known.filter((text) => texts.includes(text)), ...texts.filter((text) => !known.includes(text))];
}

/** For tables whose values depend on nothing. */
const NOWHERE: Spot = {
  ...{ path: [], root: undefined, namespace: 'default' },
  surroundings: { region: () => undefined, manifests: () => [] },
};

function flowValue(schema: SchemaNode, steps: readonly string[], context: BodyContext): string {
  if (schema.type === 'array') return `[${context.placeholders.empty()}]`;
  if (isMapping(schema)) return `{ ${context.placeholders.empty()} \\}`;
  return scalarValue(schema, steps, context);
}
