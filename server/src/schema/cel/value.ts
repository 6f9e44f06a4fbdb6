/** Parsed manifest values as CEL values, typed by their schema.
 *  @source kubernetes/apiserver pkg/cel/common/valuesunstructured.go@v0.35.0 */
import { celList, celMap, type CelInput, type CelValue } from '@bufbuild/cel';
import { escapeProperty } from './escape';
import { programOf } from './program';
import { isRecord, withTypeAndObjectMeta, type Structural } from './structural';

/** Converts the nodes of one object; each node once, however many rules look at it. */
export class CelValues {
  private readonly known = new WeakMap<object, CelInput>();

  /** `value` as rules see it. The root of a resource also shows its type and names. */
  of(value: unknown, schema: Structural, isRoot = false): CelInput {
    if (typeof value !== 'object' || value === null) return scalar(value, schema);
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const fresh = Array.isArray(value) ? this.list(value, schema) : this.map(value, schema, isRoot);
    this.known.set(value, fresh);
    return fresh;
  }

  private list(items: readonly unknown[], schema: Structural): CelInput {
    const itemSchema = schema.items;
    return celList(items.map((item) => (itemSchema ? this.of(item, itemSchema) : untyped(item))));
  }

  private map(value: object, schema: Structural, isRoot: boolean): CelInput {
    if (!isRecord(value)) return celMap(new Map());
    const embedded = isRoot || schema['x-kubernetes-embedded-resource'] === true;
    const full = embedded ? withTypeAndObjectMeta(schema) : schema;
    const { properties, additionalProperties } = full;
    if (properties) return celMap(this.fields(value, properties));
    if (typeof additionalProperties === 'object') return celMap(this.entries(value, additionalProperties));
    return untyped(value);
  }

  private fields(
    value: Readonly<Record<string, unknown>>,
    properties: Readonly<Record<string, Structural>>,
  ): Map<string, CelInput> {
    const fields = new Map<string, CelInput>();
    for (const name of Object.keys(value)) {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const escaped = schema && escapeProperty(name);
      if (schema && escaped !== undefined) fields.set(escaped, this.of(value[name], schema));
    }
    return fields;
  }

  private entries(value: Readonly<Record<string, unknown>>, schema: Structural): Map<string, CelInput> {
    return new Map(Object.keys(value).map((key) => [key, this.of(value[key], schema)]));
  }
}

function scalar(value: unknown, schema: Structural): CelInput {
  if (typeof value === 'number') return schema.type === 'number' ? value : wholeNumber(value);
  if (typeof value === 'string') return schema.type === 'string' ? formatted(value, schema.format) : value;
  return typeof value === 'boolean' || typeof value === 'bigint' ? value : null;
}

function wholeNumber(value: number): CelInput {
  return Number.isInteger(value) ? BigInt(value) : value;
}

/** Texts of these formats are typed in rules; what does not convert stays a text and fails where it is used as more. */
function formatted(text: string, format: string | undefined): CelInput {
  if (format === 'duration') return converted('duration(x)', text);
  if (format === 'date-time') return converted('timestamp(x)', text);
  if (format === 'date') return converted('timestamp(x)', `${text}T00:00:00Z`);
  return format === 'byte' ? base64Bytes(text) : text;
}

function converted(expression: string, text: string): CelValue {
  const result = programOf(expression).run({ x: text });
  return result.ok ? result.value : text;
}

function base64Bytes(text: string): CelInput {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let end = text.length;
  while (text.charAt(end - 1) === '=') end--;
  const bits = [...text.slice(0, end)].map((character) => alphabet.indexOf(character));
  if (bits.includes(-1)) return text;
  const bytes: number[] = [];
  for (let at = 0; at + 1 < bits.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = bits.slice(at, at + 4);
    const count = Math.min(3, Math.floor(((bits.length - at) * 6) / 8));
    bytes.push(...[(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d].slice(0, count));
  }
  return Uint8Array.from(bytes);
}

/** A value no schema describes (x-kubernetes-preserve-unknown-fields). */
function untyped(value: unknown): CelInput {
  if (Array.isArray(value)) return celList(value.map(untyped));
  if (isRecord(value)) return celMap(new Map(Object.keys(value).map((key) => [key, untyped(value[key])])));
  return scalar(value, {});
}
