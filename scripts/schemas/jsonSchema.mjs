// Structural schemas as JSON Schemas for ajv: the part of the API server's checks that JSON Schema can express.

const TYPES = { object: 'object', array: 'array', string: 'string', integer: 'integer', number: 'number', boolean: 'boolean' };
const COPIED = ['enum', 'required', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'multipleOf'];
/** The formats that CRD validation knows; int32 and int64 are not among them. @source k8s.io/apiextensions-apiserver formats.go@v0.35.0 */
const CRD_FORMATS = new Set(['date-time']);

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** What a custom resource must satisfy after nulls and defaults were dealt with. */
export function toValidation(schema) {
  if (typeof schema === 'boolean') return schema;
  const result = { ...typeOf(schema), ...bounds(schema) };
  for (const key of COPIED) if (key in schema) result[key] = schema[key];
  if (schema.pattern) result.pattern = portablePattern(schema.pattern);
  if (CRD_FORMATS.has(schema.format)) result.format = schema.format;
  return { ...result, ...below(schema, toValidation) };
}

function typeOf(schema) {
  const types = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : schema.type ? [TYPES[schema.type]] : [];
  if (types.length === 0) return {};
  // The type check leaves lists to the check of the format, which looks at texts alone.
  if (CRD_FORMATS.has(schema.format)) types.push('array');
  if (schema.nullable) types.push('null');
  return { type: types.length === 1 ? types[0] : types };
}

/** OpenAPI writes exclusive bounds as flags, JSON Schema as numbers. */
function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  const result = {};
  if (minimum !== undefined) result[exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum;
  if (maximum !== undefined) result[exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = maximum;
  return result;
}

function below(schema, convert) {
  const result = {};
  if (schema.properties) result.properties = mapValues(schema.properties, convert);
  for (const key of ['items', 'additionalProperties', 'not']) if (schema[key] !== undefined) result[key] = convert(schema[key]);
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    // "integer or string" is said by the type already, and more plainly.
    if (schema[key] && !(key === 'anyOf' && schema['x-kubernetes-int-or-string'])) result[key] = schema[key].map(convert);
  }
  return result;
}

/** Go's inline flag for letters of either case, which JavaScript does not read. */
function portablePattern(pattern) {
  if (!pattern.includes('(?')) return pattern;
  const [before, after] = pattern.split('(?i)');
  const portable = after === undefined ? pattern : before + after.replaceAll('a-z', 'a-zA-Z');
  if (/\(\?(?!:)/.test(portable)) throw new Error(`a pattern JavaScript does not read: ${pattern}`);
  return portable;
}

/** Texts that Go's decoder parses. */
const DECODED_FORMATS = { 'date-time': 'decoded-time', byte: 'byte' };

/** What Go's decoder asks of a built-in kind: types and ranges. It takes null for anything; whoever reads the errors
 *  passes over those at a null, which keeps the code small. */
export function toDecoding(schema) {
  if (typeof schema === 'boolean') return schema;
  if (schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string'], ...range('int32') };
  if (schema.format === 'quantity') return { type: ['string', 'number'], format: 'quantity' };
  const result = schema.type ? { type: TYPES[schema.type], ...range(schema.format) } : {};
  const format = DECODED_FORMATS[schema.format];
  if (format) result.format = format;
  if (schema.properties) result.properties = mapValues(schema.properties, toDecoding);
  for (const key of ['items', 'additionalProperties']) if (schema[key] !== undefined) result[key] = toDecoding(schema[key]);
  return result;
}

function range(format) {
  if (format === 'int32') return { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
  return format === 'int64' ? { minimum: -(2 ** 63), exclusiveMaximum: 2 ** 63 } : {};
}
