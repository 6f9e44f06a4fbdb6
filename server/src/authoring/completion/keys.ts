/** Completion of keys: fields that the schema has and the document lacks, and keys of maps that a table knows. */
import type { SchemaNode } from '../../schema/structural';
import { describeField, typeName } from '../describe';
import type { Field } from '../field';
import { neededParameters } from '../values/keda';
import { valuesAt } from '../values/lookup';
import { namesWhatElse } from '../values/related';
import { textOf, type Spot, type Value } from '../values/value';
import { viewsOf } from '../views';
import { KEY_TABLE, VALUE_TABLE } from '../values/tables';
import { fieldLines, Placeholders } from './body';
import type { CompletionItem } from './item';
import { orderOf } from './fieldOrder';
import { escapeSnippet, quoteIfNeeded, type Style } from './style';
import type { Target } from './target';

/** Fields below `field`, but those that are there. */
export function keyItems(field: Field, spot: Spot, target: Target): CompletionItem[] {
  const taken = new Set(target.siblings);
  const fields = Object.entries(field.schema.properties ?? {})
    .filter(([name]) => !taken.has(name) && !(field.steps.length === 0 && name === 'status'))
    .map(([name, schema]) =>
      fieldItem(name, schema, field, {
        ...target,
        wanted: wantedKeys(field, name, spot),
        isChosen: isChosen(field, name, spot),
      }),
    );
  return [...fields, ...mapKeyItems(field, spot, target, taken)];
}

type FieldTarget = Target & {
  readonly wanted: readonly string[];
  /** Another field says that this is the one that counts. */
  readonly isChosen: boolean;
};

/** `type: Resource` of a metric asks for the field `resource`. */
function isChosen({ kind, steps }: Field, name: string, spot: Spot): boolean {
  const isUnion = viewsOf(kind.kind, steps).some(
    (view) => `${view.kind} ${view.pattern}` === 'HorizontalPodAutoscaler spec.metrics[]',
  );
  const type = isUnion ? textOf(spot.root, [...spot.path, 'type']) : undefined;
  return type !== undefined && type.charAt(0).toLowerCase() + type.slice(1) === name;
}

/** Keys of a map that must be given, where another field decides which. */
function wantedKeys({ kind, steps }: Field, name: string, spot: Spot): readonly string[] {
  const isTrigger = viewsOf(kind.kind, steps).some((view) => view.pattern === 'spec.triggers[]');
  return isTrigger && name === 'metadata' ? neededParameters({ ...spot, path: [...spot.path, name] }) : [];
}

function fieldItem(name: string, schema: SchemaNode, parent: Field, target: FieldTarget): CompletionItem {
  const steps = [...parent.steps, name];
  const isRequired = target.isChosen || parent.schema.required?.includes(name) === true;
  const field: Field = { kind: parent.kind, steps, schema, parent: parent.schema };
  const documentation = describeField(field);
  return {
    ...placed(name, target, keyText(name, schema, steps, parent, target)),
    label: name,
    kind: 'field',
    sortText: `${rank(field, isRequired)}${name}`,
    detail: isRequired ? `${typeName(schema)}, required` : typeName(schema),
    ...(documentation === '' ? {} : { documentation }),
    ...(hasValues(field) && !target.hasColon ? { isFollowedByValues: true } : {}),
  };
}

/** In the order that people write them in, else required ones first; what the cluster writes last. */
function rank({ kind, steps }: Field, isRequired: boolean): string {
  const order = orderOf(kind.kind, steps.slice(0, -1), steps.at(-1) ?? '');
  if (order !== undefined) return `00${String(order).padStart(2, '0')}`;
  if (steps.at(-2) === 'metadata' && BY_THE_CLUSTER.has(steps.at(-1) ?? '')) return '9';
  return isRequired ? '0' : '1';
}

const BY_THE_CLUSTER: ReadonlySet<string> = new Set([
  ...['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation'],
  ...['managedFields', 'ownerReferences', 'resourceVersion', 'selfLink', 'uid'],
]);

function keyText(
  name: string,
  schema: SchemaNode,
  steps: readonly string[],
  parent: Field,
  target: FieldTarget,
): { text: string; isSnippet: boolean } {
  if (target.hasColon) return { text: plainKey(name, target.style), isSnippet: false };
  const context = { kind: parent.kind.kind, style: target.style, placeholders: new Placeholders() };
  const lines =
    target.wanted.length > 0 && !target.style.isFlow
      ? [`${name}:`, ...target.wanted.map((key) => `${target.style.step}${key}: ${quoted(context)}`)]
      : fieldLines(name, schema, steps, context);
  return { text: hang(lines, target), isSnippet: true };
}

/** Values of a map of strings, which a number or a truth value would not be. */
const quoted = ({ placeholders }: { readonly placeholders: Placeholders }): string =>
  `"${placeholders.empty()}"`;

/** Later lines of an insertion stand where the first one does, dash included. */
export const hang = (lines: readonly string[], { style, prefix }: Target): string =>
  prefix + lines.join(`\n${style.hanging}${' '.repeat(prefix.length)}`);

const plainKey = (name: string, style: Style): string =>
  style.isJson ? JSON.stringify(name) : quoteIfNeeded(name);

/** Keys of a map, which the schema leaves open. */
function mapKeyItems(field: Field, spot: Spot, target: Target, taken: ReadonlySet<string>): CompletionItem[] {
  if (typeof field.schema.additionalProperties !== 'object') return [];
  const steps = [...field.steps, '*'];
  const values = valuesAt(KEY_TABLE, field.kind.kind, steps, { ...spot, path: [...spot.path, ''] });
  return values
    .filter(({ text }) => !taken.has(text))
    .map((value) => mapKeyItem(value, target, isParameter(field)));
}

const isParameter = ({ kind, steps }: Field): boolean =>
  viewsOf(kind.kind, steps).some((view) => view.pattern === 'spec.triggers[].metadata');

function mapKeyItem(value: Value, target: Target, isQuoted: boolean): CompletionItem {
  const { text, detail, documentation, rank: order } = value;
  const key = plainKey(text, target.style);
  const inserted = target.hasColon
    ? { text: key, isSnippet: false }
    : { text: hang([`${escapeSnippet(key)}: ${isQuoted ? '"$1"' : '$1'}`], target), isSnippet: true };
  return {
    ...placed(text, target, inserted),
    label: text,
    kind: 'field',
    sortText: `0${String(order ?? 0).padStart(5, '0')}`,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(target.hasColon ? {} : { isFollowedByValues: true }),
  };
}

function placed(label: string, target: Target, inserted: { text: string; isSnippet: boolean }) {
  return {
    newText: inserted.text,
    isSnippet: inserted.isSnippet,
    start: target.start,
    end: target.end,
    filterText: target.quote + label,
  };
}

function hasValues({ kind, steps, schema }: Field): boolean {
  if (schema.type === 'array' || schema.type === 'object') return false;
  return (
    namesWhatElse(kind.kind, steps) ||
    viewsOf(kind.kind, steps).some((view) => Object.hasOwn(VALUE_TABLE, `${view.kind} ${view.pattern}`))
  );
}
