/** The kinds whose schemas are known: looked up by apiVersion and kind, linked on first use. */
import { groups, schemas, text } from './generated/parts';
import type { SchemaNode } from './structural';

/** A kind in one version. */
export interface KindSchema {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly scope: 'Cluster' | 'Namespaced';
  /** Built into Kubernetes: decoded into Go types and validated by hand-written code, not by its schema. */
  readonly builtIn: boolean;
  /** `status` is a subresource: a create drops it. */
  readonly status: boolean;
  readonly scale?: { readonly specReplicasPath: string };
  /** The command whose input it is, where it is no object of an API server. */
  readonly readBy?: string;
  /** Id of the schema and of its compiled validator. */
  readonly schema: string;
  /** The Karpenter release it belongs to, where that is not the default one. */
  readonly karpenter?: string;
}

interface Index {
  readonly karpenter: string;
  readonly kubernetes: string;
  readonly objectMeta: string;
  readonly kinds: readonly KindSchema[];
}

/** The schemas of a group of kinds, as they are stored. */
interface Group {
  readonly definitions: Readonly<Record<string, PooledNode>>;
  readonly roots: Readonly<Record<string, PooledNode>>;
}

/** A node whose children may be references into the pool of its group. */
interface PooledNode extends SchemaNode {
  readonly $ref?: string;
}

let index: Index | undefined;
const read = (): Index => (index ??= JSON.parse(text) as Index);

/** The kind that a manifest names; undefined when it is not one of ours. */
export function findKind(apiVersion: string, kind: string, karpenterVersion: string): KindSchema | undefined {
  let found: KindSchema | undefined;
  for (const candidate of read().kinds) {
    if (candidate.kind !== kind || candidate.apiVersion !== apiVersion) continue;
    if (candidate.karpenter === karpenterVersion) return candidate;
    if (candidate.karpenter === undefined) found = candidate;
  }
  return found;
}

/** Every kind, in a fixed order; those of other Karpenter releases left out. */
export const allKinds = (): readonly KindSchema[] =>
  read().kinds.filter(({ karpenter }) => karpenter === undefined);

/** `v1`, `apps/v1`. */
export const apiVersionOf = ({ apiVersion }: KindSchema): string => apiVersion;

export const objectMetaId = (): string => read().objectMeta;

const linked = new Map<string, SchemaNode>();
const linkers = new Map<string, GroupLinker>();

/** The whole schema with that id; equal subtrees are one object. Never change it. */
export function schemaOf(id: string): SchemaNode {
  const known = linked.get(id);
  if (known) return known;
  const schema = linkerOf(groups.get(id) ?? '').schema(id);
  linked.set(id, schema);
  return schema;
}

function linkerOf(group: string): GroupLinker {
  const known = linkers.get(group);
  if (known) return known;
  const stored = schemas[group]?.() ?? '{"definitions":{},"roots":{}}';
  const linker = new GroupLinker(JSON.parse(stored) as Group);
  linkers.set(group, linker);
  return linker;
}

/** Puts shared subtrees where they are referred to. */
class GroupLinker {
  readonly #shared = new Map<string, SchemaNode>();

  constructor(private readonly group: Group) {}

  schema(id: string): SchemaNode {
    return this.#link(this.group.roots[id] ?? {});
  }

  #link(node: PooledNode): SchemaNode {
    if (node.$ref !== undefined) return this.#linkShared(node.$ref);
    const { properties, additionalProperties, items } = node;
    return {
      ...node,
      ...(properties ? { properties: this.#linkFields(properties) } : {}),
      ...(typeof additionalProperties === 'object'
        ? { additionalProperties: this.#link(additionalProperties) }
        : {}),
      ...(items ? { items: this.#link(items) } : {}),
    };
  }

  #linkShared(name: string): SchemaNode {
    const known = this.#shared.get(name);
    if (known) return known;
    const schema = this.#link(this.group.definitions[name] ?? {});
    this.#shared.set(name, schema);
    return schema;
  }

  #linkFields(fields: Readonly<Record<string, PooledNode>>): Record<string, SchemaNode> {
    return Object.fromEntries(Object.entries(fields).map(([name, child]) => [name, this.#link(child)]));
  }
}
