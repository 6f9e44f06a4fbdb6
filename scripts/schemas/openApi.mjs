// Turns Kubernetes' OpenAPI components into self-contained structural schemas, as CRDs have them.

const PREFIX = '#/components/schemas/';
/** Components whose OpenAPI says less than the decoder asks. */
const SPECIAL = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string', format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { 'x-kubernetes-preserve-unknown-fields': true },
};

/** The component with every reference written out. */
export function inlineComponent(name, components) {
  return SPECIAL[name] ?? inline(components[name], components);
}

function inline(node, components) {
  const reference = node.$ref ?? (node.allOf?.length === 1 ? node.allOf[0].$ref : undefined);
  const base = reference ? inlineComponent(reference.slice(PREFIX.length), components) : {};
  const own = without(node, '$ref', 'allOf', 'default', 'x-kubernetes-group-version-kind');
  const schema = { ...base, ...own };
  if (own.properties) {
    schema.properties = Object.fromEntries(Object.entries(own.properties).map(([key, child]) => [key, inline(child, components)]));
  }
  if (own.items) schema.items = inline(own.items, components);
  if (own.additionalProperties) schema.additionalProperties = inline(own.additionalProperties, components);
  if (isApiDefault(node.default)) schema.default = node.default;
  return schema;
}

/** OpenAPI gives every required field the zero value of its Go type as default; only others are defaults of the API. */
const isApiDefault = (value) => value !== undefined && value !== '' && value !== 0 && value !== false && JSON.stringify(value) !== '{}';

/** A copy without some keys. */
export const without = (object, ...keys) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
