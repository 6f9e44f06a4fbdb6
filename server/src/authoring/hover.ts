/** Documentation of the field or value under the pointer, as Markdown. */
import { typeNamed } from '../catalog/families';
import type { Manifest, Path } from '../manifest/document';
import { valueAt } from '../manifest/path';
import type { Position, Range } from '../model/finding';
import { CAPACITY_TYPE, INSTANCE_FAMILY, INSTANCE_TYPE } from '../model/labels';
import { code, describeField, typeName } from './describe';
import { ANNOTATION_DOCS, labelDoc } from './docs/labels';
import { fieldAt, kindOf, type Field } from './field';
import { manifestAt, placeAt, type Place } from '../manifest/position';
import { namespaceLookedIn } from './links/relations';
import { describeParameter, describeScaler, findParameter } from './values/keda';
import { describeFamily, describeType } from './values/instances';
import { CAPACITY_TYPES } from './values/labels';
import { valuesAt } from './values/lookup';
import { VALUE_TABLE } from './values/tables';
import type { Surroundings } from './values/value';

export interface FieldHover {
  readonly markdown: string;
  readonly range: Range;
}

export interface HoverInput {
  readonly manifests: readonly Manifest[];
  readonly position: Position;
  readonly karpenterVersion: string;
  readonly surroundings: Surroundings;
}

export function fieldHover(input: HoverInput): FieldHover | undefined {
  const manifest = manifestAt(input.manifests, input.position);
  const place = manifest && placeAt(manifest, input.position);
  const kind = manifest && kindOf(manifest.apiVersion, manifest.kind, input.karpenterVersion);
  const field = kind && place && fieldAt(kind, place.path);
  if (!field) return undefined;
  const markdown =
    place.part === 'key' ? keyText(manifest, field, place) : valueText(manifest, field, place, input);
  return markdown === undefined ? undefined : { markdown, range: place.range };
}

function keyText(manifest: Manifest, field: Field, place: Place): string {
  const name = String(place.path.at(-1) ?? '');
  const isRequired = field.parent?.required?.includes(name) === true;
  const title = `**${code(name)}** · ${typeName(field.schema)}${isRequired ? ' · required' : ''}`;
  const text = parameterText(manifest, field, place) ?? labelText(field, name) ?? describeField(field);
  return text === '' ? title : `${title}\n\n${text}`;
}

/** A key of a map that has a meaning of its own. */
function labelText({ steps }: Field, name: string): string | undefined {
  if (steps.at(-1) !== '*') return undefined;
  return labelDoc(name) ?? (steps.includes('annotations') ? ANNOTATION_DOCS[name] : undefined);
}

function parameterText(manifest: Manifest, { steps }: Field, { path }: Place): string | undefined {
  if (steps.at(-1) !== '*' || steps.at(-2) !== 'metadata' || steps.at(-4) !== 'triggers') return undefined;
  const type = valueAt(manifest.value, [...path.slice(0, -2), 'type']);
  const parameter = typeof type === 'string' ? findParameter(type, String(path.at(-1))) : undefined;
  return parameter && describeParameter(parameter);
}

/** Of a value: what is known about it; nothing rather than the field's documentation once more. */
function valueText(
  manifest: Manifest,
  field: Field,
  place: Place,
  { surroundings }: HoverInput,
): string | undefined {
  const { node } = place;
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
  const text = node.value;
  const title = `**${code(text)}**`;
  const known =
    scalerText(field, text) ?? labelDoc(text) ?? instanceText(text, manifest, place, surroundings);
  if (known !== undefined) return `${title}\n\n${known}`;
  const namespace = namespaceLookedIn(manifest.kind ?? '', manifest.namespace);
  const spot = { path: place.path, root: undefined, namespace, surroundings };
  const values =
    labelAt(manifest, place.path) === CAPACITY_TYPE
      ? CAPACITY_TYPES
      : valuesAt(VALUE_TABLE, field.kind.kind, field.steps, spot);
  const value = values.find((one) => one.text === text);
  return value?.documentation ? `${title}\n\n${value.documentation}` : undefined;
}

const scalerText = ({ steps }: Field, text: string): string | undefined =>
  steps.at(-1) === 'type' && steps.at(-3) === 'triggers' ? describeScaler(text) : undefined;

/** Facts and prices of an instance type, wherever one is named, and of a family where one is asked for. */
function instanceText(
  text: string,
  manifest: Manifest,
  { path }: Place,
  surroundings: Surroundings,
): string | undefined {
  const region = surroundings.region();
  const type = region && typeNamed(region, text);
  if (!region) return undefined;
  const { currencyLabel = '$' } = surroundings;
  if (type) return describeType(region, type, currencyLabel);
  const key = labelAt(manifest, path) ?? path.at(-1);
  if (key === INSTANCE_TYPE) return `${code(region.name)} does not offer this instance type.`;
  if (key !== INSTANCE_FAMILY) return undefined;
  return describeFamily(region, text, currencyLabel) ?? `${code(region.name)} does not offer this family.`;
}

/** The label that a list of values is about. */
function labelAt(manifest: Manifest, path: Path): string | undefined {
  const at = path.lastIndexOf('values');
  const key = at < 0 ? undefined : valueAt(manifest.value, [...path.slice(0, at), 'key']);
  return typeof key === 'string' ? key : undefined;
}
