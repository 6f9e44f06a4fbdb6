/** The part of a CRD's structural schema that CEL evaluation reads. The full schema has more; nothing else is looked at here. */

import { perObject } from '../../util/perObject';
/** One entry of x-kubernetes-validations. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** A node of a structural schema. `allOf` and its like matter only where they carry rules of their own. */
export interface Structural {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Structural>>;
  readonly additionalProperties?: Structural | boolean;
  readonly items?: Structural;
  readonly allOf?: readonly Structural[];
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
}

const STRING: Structural = { type: 'string' };
const TYPE_AND_META: Readonly<Record<string, Structural>> = {
  apiVersion: STRING,
  kind: STRING,
  metadata: { type: 'object', properties: { name: STRING, generateName: STRING } },
};

/** The schema of a resource root or an embedded resource: kind, apiVersion and the names are always readable in rules.
 *  @source kubernetes/apiserver pkg/cel/common/schemas.go WithTypeAndObjectMeta @v0.35.0 */
export function withTypeAndObjectMeta(schema: Structural): Structural {
  const metadata = schema.properties?.['metadata'];
  if (metadata?.properties && Object.hasOwn(metadata.properties, 'generateName')) return schema;
  return { ...schema, properties: { ...schema.properties, ...TYPE_AND_META } };
}

/** True for a plain object of a parsed manifest (not null, not a list). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a schema or anything below it has a rule; branches without one are not walked. */
export const hasRules: (schema: Structural) => boolean = perObject((schema) => {
  const { additionalProperties, allOf, items, properties } = schema;
  const children = [...Object.values(properties ?? {}), ...(allOf ?? []), ...(items ? [items] : [])];
  if (typeof additionalProperties === 'object') children.push(additionalProperties);
  return (schema['x-kubernetes-validations']?.length ?? 0) > 0 || children.some(hasRules);
});
