/** Reads a custom resource as the API server does before it validates: nulls dropped or replaced by defaults, defaults
 *  set, unknown fields taken out and noted. The value itself is not changed.
 *  @source kubernetes/apiextensions-apiserver pkg/apiserver/schema/{defaulting,pruning}@v0.35.0 */
import type { Path } from '../manifest/document';
import { fieldSchema, isOpen, type SchemaNode } from './structural';

export interface Prepared {
  readonly value: unknown;
  /** Fields that the schema does not know, in the order of the text. */
  readonly unknown: readonly UnknownField[];
}

export interface UnknownField {
  readonly path: Path;
  /** The fields that could stand there. */
  readonly known: readonly string[];
  /** What has to stand there instead of fields: a type of JSON Schema. */
  readonly instead?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const META_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** `resource`: `apiVersion`, `kind` and `metadata` belong to it, whatever its schema says of them. `field`: a part of one.
 *  `decoded`: an object that Go's decoder reads into its type, where null in a map is the zero value. */
export type Reading = 'resource' | 'field' | 'decoded';

export function prepare(value: unknown, schema: SchemaNode, reading: Reading = 'resource'): Prepared {
  const unknown: UnknownField[] = [];
  const walk = new Walk(unknown, reading === 'decoded');
  return { value: walk.node(value, schema, [], reading === 'resource'), unknown };
}

const ZERO_VALUES: Readonly<Record<string, unknown>> = {
  string: '',
  integer: 0,
  number: 0,
  boolean: false,
  array: [],
};

const zeroValue = ({ type = 'object', format }: SchemaNode): unknown =>
  format === 'quantity' ? '0' : (ZERO_VALUES[type] ?? {});

/** Fields stand where the schema wants something else. */
function insteadOf(schema: SchemaNode | undefined): { instead?: string } {
  const { type } = schema ?? {};
  return type === undefined || type === 'object' ? {} : { instead: type };
}

class Walk {
  constructor(
    readonly unknown: UnknownField[],
    readonly isDecoded: boolean,
  ) {}

  node(value: unknown, schema: SchemaNode | undefined, path: Path, isRoot = false): unknown {
    if (Array.isArray(value)) return this.#list(value, schema, path);
    if (typeof value === 'object' && value !== null) return this.#map(value as Fields, schema, path, isRoot);
    return value;
  }

  #list(items: readonly unknown[], schema: SchemaNode | undefined, path: Path): unknown[] {
    const itemSchema = schema?.items;
    if (schema && isOpen(schema) && !itemSchema) return [...items];
    return items.map((item, index) => {
      const filled = item === null && itemSchema?.nullable !== true ? (itemSchema?.default ?? null) : item;
      return this.node(filled, itemSchema, [...path, index]);
    });
  }

  #map(fields: Fields, schema: SchemaNode | undefined, path: Path, isRoot: boolean): Fields {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields)) {
      if (META_FIELDS.has(name) && (isRoot || schema?.['x-kubernetes-embedded-resource'])) {
        if (value !== null) result[name] = value;
      } else this.#field(result, name, value, { schema, path });
    }
    for (const [name, child] of Object.entries(schema?.properties ?? {})) {
      if (child.default !== undefined && !Object.hasOwn(result, name))
        result[name] = this.node(child.default, child, [...path, name]);
    }
    return result;
  }

  #field(
    result: Record<string, unknown>,
    name: string,
    value: unknown,
    at: { schema: SchemaNode | undefined; path: Path },
  ): void {
    const { schema, path } = at;
    const child = schema && fieldSchema(schema, name);
    if (!child) {
      if (schema && isOpen(schema)) result[name] = value;
      else if (path.length === 0 && isOfSops(name, value)) return;
      else
        this.unknown.push({
          path: [...path, name],
          known: Object.keys(schema?.properties ?? {}),
          ...insteadOf(schema),
        });
      return;
    }
    if (value !== null || child.nullable === true) result[name] = this.node(value, child, [...path, name]);
    else if (child.default !== undefined) result[name] = this.node(child.default, child, [...path, name]);
    else if (this.isDecoded && child === schema?.additionalProperties) result[name] = zeroValue(child);
  }
}

/** What SOPS leaves in a file that it encrypted, and takes out before anybody else reads it. */
const isOfSops = (name: string, value: unknown): boolean =>
  name === 'sops' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'mac');
