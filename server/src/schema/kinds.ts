/** The kinds whose schemas are known: looked up by apiVersion and kind, linked on first use. */
import { text } from './generated/schemas';
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

interface Snapshot {
  readonly karpenter: string;
  readonly kubernetes: string;
  readonly objectMeta: string;
  readonly kinds: readonly KindSchema[];
  readonly definitions: Readonly<Record<string, PooledNode>>;
  readonly roots: Readonly<Record<string, PooledNode>>;
}

/** A node whose children may be references into the pool. */
interface PooledNode extends SchemaNode {
  readonly $ref?: string;
}

let snapshot: Snapshot | undefined;
const read = (): Snapshot => (snapshot ??= JSON.parse(text) as Snapshot);

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
const shared = new Map<string, SchemaNode>();

/** The whole schema with that id; equal subtrees are one object. Never change it. */
export function schemaOf(id: string): SchemaNode {
  const known = linked.get(id);
  if (known) return known;
  const schema = link(read().roots[id] ?? {});
  linked.set(id, schema);
  return schema;
}

function link(node: PooledNode): SchemaNode {
  if (node.$ref !== undefined) return linkShared(node.$ref);
  const { properties, additionalProperties, items } = node;
  return {
    ...node,
    ...(properties ? { properties: linkFields(properties) } : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: link(additionalProperties) } : {}),
    ...(items ? { items: link(items) } : {}),
  };
}

function linkShared(name: string): SchemaNode {
  const known = shared.get(name);
  if (known) return known;
  const schema = link(read().definitions[name] ?? {});
  shared.set(name, schema);
  return schema;
}

const linkFields = (fields: Readonly<Record<string, PooledNode>>): Record<string, SchemaNode> =>
  Object.fromEntries(Object.entries(fields).map(([name, child]) => [name, link(child)]));
