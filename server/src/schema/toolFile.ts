/** Files that a command reads, such as eksctl's: they look like objects, but no API server ever sees them. Their whole
 *  text is held to the schema that the command publishes; `metadata` is what that schema says it is. */
import type { Manifest } from '../manifest/document';
import { schemaOf, type KindSchema } from './kinds';
import { prepare } from './prepare';
import type { SchemaProblem } from './problem';
import { validateStructure } from './structure';
import { unknownFieldProblems } from './unknownFields';

export function validateToolFile(manifest: Manifest, kind: KindSchema): SchemaProblem[] {
  const { value, unknown } = prepare(manifest.value, schemaOf(kind.schema), 'field');
  return [...unknownFieldProblems(unknown, manifest), ...validateStructure(kind.schema, value)];
}
