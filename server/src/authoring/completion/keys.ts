/** Completion of keys: fields that the schema has and the document lacks, and keys of maps that a table knows. */
import type { SchemaNode } from '../../schema/structural';
import { describeField, typeName } from '../describe';
import type { Field } from '../field';
import { neededParameters } from '../values/keda';
import { valuesAt } from '../values/lookup';
import { namesWhatElse } from '../values/related';
import { takesNoValues, textOf, type Spot, type Value } from '../values/value';
import { viewsOf } from '../views';
import { KEY_TABLE, VALUE_TABLE } from '../values/tables';
import { fieldLines, Placeholders } from './body';
import type { CompletionItem } from './item';
import { orderOf } from './fieldOrder';
import { escapeSnippet, quoteIfNeeded } from './style';
import type { Target } from './target';
import { inOrder, sortTextOf } from './valueItems';

/** Fields below `field`, but those that are there. */
export function keyItems(field: Field, spot: Spot, target: Target): CompletionItem[] {
  const taken = new Set(target.siblings);
  const fields = Object.entries(field.schema.properties ?? {})
    .filter(([name]) => !taken.has(name) && !isNeverWritten(field, name))
    .filter(([name]) => !(name === 'values' && takesNoValues(spot.root, spot.path)))
    .map(([name, schema]) =>
      fieldItem(name, schema, field, {
        ...target,
        wanted: wantedKeys(field, name, spot),
        isChosen: isChosen(field, name, spot),
      }),
    );
  return [...fields, ...mapKeyItems(field, spot, target, taken)];
}

/** The cluster writes the status, eksctl that of service accounts and Fargate profiles when it lists them; objects of the
 *  whole cluster have no namespace. */
function isNeverWritten({ kind, steps }: Field, name: string): boolean {
  if (name === 'status') return steps.length === 0 || kind.readBy === 'eksctl';
  return name === 'namespace' && kind.scope === 'Cluster' && steps.length === 1 && steps[0] === 'metadata';
}

type FieldTarget = Target & {
  readonly wanted: readonly string[];
  /** Another field says that this is the one that counts. */
  readonly isChosen: boolean;
};

/** `type: Resource` of a metric asks for the field `resource`, that of a target for its amount. */
function isChosen({ kind, steps }: Field, name: string, spot: Spot): boolean {
  const isUnion = viewsOf(kind.kind, steps).some(({ kind: of, pattern }) => UNION.test(`${of} ${pattern}`));
  const type = isUnion ? textOf(spot.root, [...spot.path, 'type']) : undefined;
  if (type === 'Utilization') return name === 'averageUtilization';
  return type !== undefined && type.charAt(0).toLowerCase() + type.slice(1) === name;
}

const UNION = /^HorizontalPodAutoscaler spec\.metrics\[\](?:\.\w+\.target)?$/;

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
    sortText: `${rank(field, isRequired, target.isChosen)}${name}`,
    detail: isRequired ? `${typeName(schema)}, required` : typeName(schema),
    ...(documentation === '' ? {} : { documentation }),
    ...(hasValues(field) && !target.hasColon ? { isFollowedByValues: true } : {}),
  };
}

/** In the order that people write them in, else required ones first; what the cluster writes last. */
function rank({ kind, steps }: Field, isRequired: boolean, isChosen: boolean): string {
  if (isChosen) return '000';
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
  if (target.hasColon) return { text: plainKey(name, target), isSnippet: false };
  if (target.hasBody) return { text: `${plainKey(name, target)}:`, isSnippet: false };
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

/** In the quotes that it was begun with. */
function plainKey(name: string, { quote, style }: Target): string {
  if (style.isJson || quote === '"') return JSON.stringify(name);
  return quote === "'" ? `'${name}'` : quoteIfNeeded(name);
}

/** Keys of a map, which the schema leaves open. */
function mapKeyItems(field: Field, spot: Spot, target: Target, taken: ReadonlySet<string>): CompletionItem[] {
  if (typeof field.schema.additionalProperties !== 'object') return [];
  const steps = [...field.steps, '*'];
  const values = valuesAt(KEY_TABLE, field.kind.kind, steps, { ...spot, path: [...spot.path, ''] });
  return inOrder(values)
    .filter(({ text }) => !taken.has(text))
    .map((value, place) => mapKeyItem(value, place, target, isParameter(field)));
}

const isParameter = ({ kind, steps }: Field): boolean =>
  viewsOf(kind.kind, steps).some((view) => view.pattern === 'spec.triggers[].metadata');

function mapKeyItem(value: Value, place: number, target: Target, isQuoted: boolean): CompletionItem {
  const { text, detail, documentation } = value;
  const key = plainKey(text, target);
  const inserted = target.hasColon
    ? { text: key, isSnippet: false }
    : { text: hang([`${escapeSnippet(key)}: ${isQuoted ? '"$1"' : '$1'}`], target), isSnippet: true };
  return {
    ...placed(text, target, inserted),
    label: text,
    kind: 'field',
    sortText: `0${sortTextOf(place)}`,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(target.hasColon ? {} : { isFollowedByValues: true }),
  };
}

function placed(label: string, target: Target, inserted: { text: string; isSnippet: boolean }) {
  return {
    newText: target.needsComma ? `${inserted.text},` : inserted.text,
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
