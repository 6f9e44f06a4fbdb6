/** What the API server's decoder says of a built-in kind: wrong types (alone), then unknown fields and metadata. The
 *  hand-written validation of each kind comes through `BuiltInValidator`. */
import type { Manifest } from '../manifest/document';
import { fieldsOf } from '../manifest/fields';
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
) => readonly SchemaProblem[];

export interface BuiltInContext {
  readonly options: ResolvedOptions;
  readonly validators: readonly BuiltInValidator[];
}

export function validateBuiltIn(
  manifest: Manifest,
  kind: KindSchema,
  context: BuiltInContext,
): SchemaProblem[] {
  const decoding = validateDecoding(kind.schema, manifest.value);
  if (decoding.length > 0) return decoding;
  const { value, unknown } = prepare(manifest.value, schemaOf(kind.schema), false);
  const { metadata } = fieldsOf(value);
  return [
    ...unknownFieldProblems(unknown, manifest),
    ...validateMetadata(metadata, { scope: kind.scope, nameProblem: nameRule(kind.kind), isUpdate: false }),
    ...context.validators.flatMap((validate) => validate(value, kind, context.options)),
  ];
}
