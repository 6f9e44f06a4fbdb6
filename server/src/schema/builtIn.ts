/** What the API server's decoder says of a built-in kind: wrong types (alone), then unknown fields and metadata. The
 *  hand-written validation of each kind comes through `BuiltInValidator`. */
import type { Manifest } from '../manifest/document';
import { fieldsOf, isFields } from '../manifest/fields';
import type { ResolvedOptions } from '../model/options';
import { schemaOf, type KindSchema } from './kinds';
import { nameRule, validateMetadata } from './metadata';
import { prepare } from './prepare';
import type { SchemaProblem } from './problem';
import { validateDecoding } from './structure';
import { unknownFieldProblems } from './unknownFields';

/** Validates a decoded object of a built-in kind: `value` holds no unknown field and no null. */
export type BuiltInValidator = (
  value: unknown,
  kind: KindSchema,
  options: ResolvedOptions,
  /** The stored object of an update, decoded too. */
  old?: unknown,
) => readonly SchemaProblem[];

export interface BuiltInContext {
  readonly options: ResolvedOptions;
  readonly validators: readonly BuiltInValidator[];
  /** The stored version of the same object. */
  readonly previous?: unknown;
}

export function validateBuiltIn(
  manifest: Manifest,
  kind: KindSchema,
  context: BuiltInContext,
): SchemaProblem[] {
  const decoding = validateDecoding(kind.schema, manifest.value);
  if (decoding.length > 0) return decoding;
  const schema = schemaOf(kind.schema);
  const { value, unknown } = prepare(manifest.value, schema, 'decoded');
  const { metadata } = fieldsOf(value);
  const { options, validators, previous } = context;
  const isUpdate = previous !== undefined && isDecodable(previous, kind);
  const old = isUpdate ? prepare(previous, schema, 'decoded').value : undefined;
  const isBudget = kind.kind === 'PodDisruptionBudget';
  const found = validators.flatMap((validate) => validate(value, kind, options, old));
  const ofMetadata = validateMetadata(metadata, {
    scope: kind.scope,
    nameProblem: nameRule(kind.kind),
    isUpdate,
    qualifiedFinalizers: !isBudget,
  });
  // A new budget's metadata is looked at once its spec is sound.
  const isLater = isBudget && !isUpdate && found.length > 0;
  return [...unknownFieldProblems(unknown, manifest), ...(isLater ? [] : ofMetadata), ...found];
}

/** What cannot be decoded was never stored: its successor is a new object. */
const isDecodable = (previous: unknown, kind: KindSchema): boolean =>
  isFields(previous) && validateDecoding(kind.schema, previous).length === 0;
