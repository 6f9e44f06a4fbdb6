// Takes the prose out of schemas: what is committed keeps structure, constraints, defaults and rules only.

/** Keywords of a schema node that are kept as they are. */
const KEPT = new Set([
  'type', 'format', 'nullable', 'default', 'enum', 'pattern', 'required',
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf',
  'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties',
  'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type', '$ref',
  'x-kubernetes-group-version-kind',
]);
/** Keywords that hold prose, examples or notes for other tools. */
const DROPPED = new Set([
  'description', 'title', 'example', 'examples', 'externalDocs', 'x-kubernetes-patch-strategy',
  'x-kubernetes-patch-merge-key', 'x-kubernetes-unions', 'x-kubernetes-selectors',
]);
const RULE_KEPT = ['rule', 'fieldPath', 'reason', 'optionalOldSelf'];

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** A schema node without prose; fails on a keyword nobody has judged yet. */
export function stripSchema(node) {
  if (typeof node === 'boolean') return node;
  const kept = {};
  for (const [key, value] of Object.entries(node)) {
    if (KEPT.has(key)) kept[key] = value;
    else if (key === 'properties') kept[key] = mapValues(value, stripSchema);
    else if (key === 'items' || key === 'additionalProperties' || key === 'not') kept[key] = stripSchema(value);
    else if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') kept[key] = value.map(stripSchema);
    else if (key === 'x-kubernetes-validations') kept[key] = value.map(stripRule);
    else if (!DROPPED.has(key)) throw new Error(`unknown keyword in a schema: ${key}`);
  }
  return kept;
}

const stripRule = (rule) => Object.fromEntries(RULE_KEPT.filter((key) => key in rule).map((key) => [key, rule[key]]));

/** What validation needs of a CustomResourceDefinition. */
export function stripCrd(crd) {
  const { group, scope, names, versions } = crd.spec;
  return {
    ...{ group, kind: names.kind, scope },
    versions: versions
      .filter((version) => version.served)
      .map(({ name, schema, subresources = {} }) => ({
        name,
        status: 'status' in subresources,
        ...(subresources.scale ? { scale: subresources.scale } : {}),
        schema: stripSchema(schema.openAPIV3Schema),
      })),
  };
}
