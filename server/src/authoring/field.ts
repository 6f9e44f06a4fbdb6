/** A field of a kind: its schema, and the pattern by which tables know it. */
import { findKind, objectMetaId, schemaOf, type KindSchema } from '../schema/kinds';
import { fieldSchema, type SchemaNode } from '../schema/structural';
import type { Path } from '../manifest/document';

export interface Field {
  readonly kind: KindSchema;
  /** Names, `[]` for an item of a list, `*` for a value of a map. */
  readonly steps: readonly string[];
  readonly schema: SchemaNode;
  /** The schema of what holds the field; undefined for the object itself. */
  readonly parent: SchemaNode | undefined;
}

/** The kind that an object names; undefined for kinds that are not known. */
export function kindOf(
  apiVersion: string | undefined,
  kind: string | undefined,
  karpenterVersion: string,
): KindSchema | undefined {
  return apiVersion === undefined || kind === undefined
    ? undefined
    : findKind(apiVersion, kind, karpenterVersion);
}

/** The field at a path; undefined where the schema knows nothing. */
export function fieldAt(kind: KindSchema, path: Path): Field | undefined {
  let schema = schemaOf(kind.schema);
  let parent: SchemaNode | undefined;
  const steps: string[] = [];
  for (const [depth, step] of path.entries()) {
    const child = depth === 0 && step === 'metadata' ? metadata(schema) : childOf(schema, step);
    if (!child) return undefined;
    parent = schema;
    steps.push(patternStep(schema, step));
    schema = child;
  }
  return { kind, steps, schema, parent };
}

/** Custom resources say of their metadata only that there is some. */
function metadata(root: SchemaNode): SchemaNode {
  const own = root.properties?.['metadata'];
  return own?.properties ? own : schemaOf(objectMetaId());
}

function childOf(schema: SchemaNode, step: string | number): SchemaNode | undefined {
  return typeof step === 'number' ? schema.items : fieldSchema(schema, step);
}

function patternStep(schema: SchemaNode, step: string | number): string {
  if (typeof step === 'number') return '[]';
  return schema.properties && Object.hasOwn(schema.properties, step)
    ? step
    : step === 'metadata'
      ? step
      : '*';
}

/** `a.b[].c` */
export function patternOf(steps: readonly string[]): string {
  let pattern = '';
  for (const step of steps) pattern += step === '[]' ? step : pattern === '' ? step : `.${step}`;
  return pattern;
}
