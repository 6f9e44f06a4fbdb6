// Turns the JSON Schema that eksctl publishes of its files into a structural schema, as CRDs have them.
import { stripSchema } from './strip.mjs';

const PREFIX = '#/definitions/';
const ROOT = 'ClusterConfig';
/** Notes for other tools; prose is left to `stripSchema`. */
const DROPPED = new Set(['x-intellij-html-description', 'preferredOrder', 'x-kubernetes-group-version-kind']);
/** Types of which the schema says less than its own prose, or than how eksctl reads them. */
const SPECIAL = {
  // A text of its own grammar.
  'github.com|aws|aws-sdk-go-v2|aws|arn.ARN': { type: 'string' },
  // A list of taints, or a map from key to value.
  taintsWrapper: { items: { $ref: `${PREFIX}NodeGroupTaint` }, 'x-kubernetes-preserve-unknown-fields': true },
};

/** Fields that the schema requires and eksctl does not: with a VPC that is there already it even refuses the gateway.
 *  @source eksctl-io/eksctl pkg/apis/eksctl.io/v1alpha5/validation.go validateRemoteNetworkingConfig */
const NOT_REQUIRED = { RemoteNetworkConfig: ['vpcGatewayID'] };

/** The kind in the form of `schemas/source`; `readBy` sets it apart from the objects of an API server. */
export function eksctlKind(document) {
  const schema = stripSchema(convert({ $ref: PREFIX + ROOT }, document.definitions));
  return {
    ...{ group: 'eksctl.io', kind: ROOT, scope: 'Cluster', readBy: 'eksctl' },
    versions: [{ name: 'v1alpha5', status: false, schema }],
  };
}

function convert(node, definitions) {
  const { $ref, oneOf, default: value, additionalProperties, ...own } = node;
  const name = $ref?.slice(PREFIX.length);
  const base = name ? convert(definitionOf(name, definitions), definitions) : {};
  // Written for the one provider that there is: its fields stand beside `type`.
  const [only] = (oneOf ?? []).map((choice) => convert(choice, definitions));
  const result = { ...base, ...only, ...withChildren(own, definitions) };
  if (only) result.properties = { ...result.properties, ...only.properties };
  if (only) result.required = [...new Set([...(own.required ?? []), ...(only.required ?? [])])];
  if (result.properties && !result.type) result.type = 'object';
  const kept = defaultOf(value, result.type);
  return {
    ...result,
    ...(kept === undefined ? {} : { default: kept }),
    ...openness(additionalProperties, definitions),
  };
}

function definitionOf(name, definitions) {
  const definition = SPECIAL[name] ?? definitions[name];
  const dropped = NOT_REQUIRED[name];
  return dropped
    ? { ...definition, required: definition.required.filter((field) => !dropped.includes(field)) }
    : definition;
}

function withChildren(node, definitions) {
  const result = Object.fromEntries(Object.entries(node).filter(([key]) => !DROPPED.has(key)));
  const { properties, items } = node;
  if (items) result.items = convert(items, definitions);
  if (!properties) return result;
  const entries = Object.entries(properties).map(([key, child]) => [key, convert(child, definitions)]);
  return { ...result, properties: Object.fromEntries(entries) };
}

/** A structural schema is closed unless it says otherwise. */
function openness(additionalProperties, definitions) {
  if (!additionalProperties) return {};
  return Object.keys(additionalProperties).length === 0
    ? { 'x-kubernetes-preserve-unknown-fields': true }
    : { additionalProperties: convert(additionalProperties, definitions) };
}

/** Defaults are written as texts in places, `"false"` and `"{}"`; one is prose. */
function defaultOf(value, type) {
  if (type === 'boolean' && typeof value === 'string') return value === 'true';
  return typeof value === (type === 'integer' ? 'number' : type) && type !== 'object' ? value : undefined;
}
