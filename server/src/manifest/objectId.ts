/** What an object is and what it is called. */
import { textAt } from './fields';

export interface ObjectId {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `default` when absent; meaningless for cluster-scoped kinds, see `objectKey`. */
  readonly namespace: string;
  readonly name: string;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'karpenter.sh/NodePool',
  'karpenter.k8s.aws/EC2NodeClass',
  'eks.amazonaws.com/NodeClass',
  'storage.k8s.io/StorageClass',
  '/PersistentVolume',
  '/Namespace',
]);

/** The identity of a manifest; undefined without kind or name. */
export function objectId(value: unknown): ObjectId | undefined {
  const kind = textAt(value, 'kind');
  const name = textAt(value, 'metadata', 'name');
  if (!kind || !name) return undefined;
  return { group: groupOf(textAt(value, 'apiVersion') ?? ''), kind, namespace: namespaceOf(value), name };
}

/** The group of an apiVersion: "apps" of "apps/v1", "" of "v1". */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

const namespaceOf = (value: unknown): string => textAt(value, 'metadata', 'namespace') || 'default';

/** `group/kind`, the text that tables of kinds are keyed by. */
export const groupKind = (id: ObjectId): string => `${id.group}/${id.kind}`;

/** Equal for two manifests of one object. */
export function objectKey(id: ObjectId): string {
  const namespace = CLUSTER_SCOPED.has(groupKind(id)) ? '' : id.namespace;
  return [groupKind(id), namespace, id.name].join('|');
}
