/** Sorts the objects of one cluster by the part they take in a simulation. Knows no catalog and no solver. */
import type { NodePool } from '../model/nodePool';
import { textAt, textMapAt } from '../manifest/fields';
import { valuesIn } from '../manifest/list';
import { decodeHpaBounds } from '../manifest/hpa';
import { decodeNodePool } from '../manifest/nodePool';
import { groupKind, objectId, objectKey, type ObjectId } from '../manifest/objectId';
import type { DecodedPod } from '../manifest/podTemplate';
import { decodeScaledObjectBounds } from '../manifest/scaledObject';
import type { ScalerBounds } from '../manifest/scalerBounds';
import { decodeClaim, decodeStorageClass, decodeVolume } from '../manifest/volumes';
import { decodeDaemonSet, decodeWorkload, type Workload } from '../manifest/workload';
import { perObject } from '../util/perObject';
import type { Storage } from './volumeTopology';

/** What a simulation reads of a document. `value` is plain JSON; undefined when the text could not be parsed. */
export interface ClusterDocument {
  readonly uri: string;
  readonly index: number;
  readonly value: unknown;
  readonly isTemplated?: boolean;
}

export interface SkippedObject {
  readonly uri: string;
  readonly document: number;
  readonly kind?: string;
  readonly name?: string;
  /** A Helm or Go template: nothing is known about it before it is rendered. */
  readonly isTemplate?: true;
}

export interface DaemonSet {
  readonly id: ObjectId;
  readonly pod: DecodedPod;
}

export interface Cluster {
  /** Dynamic pools of Karpenter's AWS provider, in document order. */
  readonly nodePools: readonly NodePool[];
  /** Those that keep their nodes whatever pods there are, likewise. */
  readonly staticPools: readonly NodePool[];
  /** The manifests of the node classes by name. */
  readonly nodeClasses: ReadonlyMap<string, unknown>;
  readonly workloads: readonly Workload[];
  readonly daemonSets: readonly DaemonSet[];
  readonly scalers: readonly ScalerBounds[];
  readonly storage: Storage;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** In document order. */
  readonly skipped: readonly SkippedObject[];
}

/** What an object says that has to do with pods, and what tells it from others. */
interface Decoded {
  readonly id: ObjectId;
  readonly key: string;
  readonly workload: Workload | undefined;
  readonly daemonSet: DaemonSet | undefined;
  readonly scaler: ScalerBounds | undefined;
}

/** By the parsed value, which is the same object as long as its text stays: an edit decodes only what it changed.
 *  An object without kind or name is none. */
const decodedOf = perObject((value: object): Decoded | 'none' => {
  const id = objectId(value);
  if (!id) return 'none';
  const daemon = decodeDaemonSet(value, id);
  return {
    ...{ id, key: objectKey(id) },
    workload: decodeWorkload(value, id),
    daemonSet: daemon && { id, pod: daemon },
    scaler: decodeHpaBounds(value, id) ?? decodeScaledObjectBounds(value, id),
  };
});

const nodePoolOf = perObject((value: object) => decodeNodePool(value));

/** Names a document of the input; for sets of refused ones. */
export const documentKey = (uri: string, index: number): string => `${uri}#${index}`;

interface Found {
  readonly document: ClusterDocument;
  readonly value: object;
  readonly decoded: Decoded;
}

class Gathering {
  readonly nodePools: NodePool[] = [];
  readonly staticPools: NodePool[] = [];
  readonly nodeClasses = new Map<string, unknown>();
  readonly workloads: Workload[] = [];
  readonly daemonSets: DaemonSet[] = [];
  readonly scalers: ScalerBounds[] = [];
  readonly storage = { classes: new Map(), claims: new Map(), volumes: new Map() } satisfies Storage;
  readonly namespaces: Record<string, Readonly<Record<string, string>>> = {};
  readonly skipped: SkippedObject[] = [];

  skip({ uri, index, value, isTemplated }: ClusterDocument): void {
    const kind = textAt(value, 'kind');
    const name = textAt(value, 'metadata', 'name');
    this.skipped.push({
      ...{ uri, document: index },
      ...(kind ? { kind } : {}),
      ...(name ? { name } : {}),
      ...(isTemplated ? { isTemplate: true as const } : {}),
    });
  }

  add(found: Found): void {
    if (this.addPlatform(found)) return;
    const { scaler, daemonSet, workload } = found.decoded;
    if (scaler) this.scalers.push(scaler);
    if (daemonSet) this.daemonSets.push(daemonSet);
    if (workload) this.addWorkload(found.document, workload);
  }

  private addWorkload(document: ClusterDocument, workload: Workload): void {
    if (takesPart(workload)) this.workloads.push(workload);
    else this.skip(document);
  }

  /** Pools, classes, storage and namespaces; false for another kind. */
  private addPlatform({ document, value, decoded: { id } }: Found): boolean {
    switch (groupKind(id)) {
      case 'karpenter.sh/NodePool':
        this.addNodePool(document, nodePoolOf(value));
        return true;
      case 'karpenter.k8s.aws/EC2NodeClass':
        this.nodeClasses.set(id.name, value);
        return true;
      case 'storage.k8s.io/StorageClass':
        this.storage.classes.set(id.name, decodeStorageClass(value, id.name));
        return true;
      case '/PersistentVolume':
        this.storage.volumes.set(id.name, decodeVolume(value, id.name));
        return true;
      case '/PersistentVolumeClaim':
        this.storage.claims.set(`${id.namespace}/${id.name}`, decodeClaim(value, id.namespace, id.name));
        return true;
      case '/Namespace':
        this.namespaces[id.name] = textMapAt(value, 'metadata', 'labels');
        return true;
      default:
        return false;
    }
  }

  /** A pool of another provider is not Karpenter's here; a static one makes its nodes without any pod. */
  private addNodePool(document: ClusterDocument, pool: NodePool): void {
    const { group, kind } = pool.nodeClassRef;
    if (group !== 'karpenter.k8s.aws' || kind !== 'EC2NodeClass') this.skip(document);
    else if (pool.staticReplicas === undefined) this.nodePools.push(pool);
    else this.staticPools.push(pool);
  }
}

/** Pods that wait for Karpenter: neither held back, nor bound, nor another object's. Which scheduler they name is nothing to it: it
 *  goes by the condition that they are unschedulable, whoever sets it.
 *  @source kubernetes-sigs/karpenter pkg/utils/pod/scheduling.go IsProvisionable@v1.14.1 */
function takesPart({ pod, isSuspended, isOwned }: Workload): boolean {
  if (isSuspended || isOwned) return false;
  return !pod.isGated && pod.nodeName === undefined;
}

/** The cluster that the documents make: refused ones take no part, and of two manifests of one object the later counts.
 *  @param refused  `documentKey`s of what the API server or a controller refuses
 *  @param poll  called for each document; may throw to stop */
export function gatherCluster(
  given: readonly ClusterDocument[],
  refused: ReadonlySet<string>,
  poll: () => void = () => undefined,
): Cluster {
  const gathering = new Gathering();
  const all = given.flatMap(itemsOf).map((document) => ({ document, found: find(document, refused) }));
  const latest = new Map<string, Found>();
  for (const { found } of all) if (typeof found === 'object') latest.set(found.decoded.key, found);
  for (const { document, found } of all) {
    poll();
    if (found === 'refused') gathering.skip(document);
    else if (found !== 'none' && latest.get(found.decoded.key) === found) gathering.add(found);
  }
  return gathering;
}

function find(document: ClusterDocument, refused: ReadonlySet<string>): Found | 'refused' | 'none' {
  const { uri, index, value } = document;
  if (value === undefined || refused.has(documentKey(uri, index))) return 'refused';
  if (typeof value !== 'object' || value === null) return 'none';
  const decoded = decodedOf(value);
  return decoded === 'none' ? 'none' : { document, value, decoded };
}

/** `kind: List` is how kubectl prints and applies several objects at once: each counts. */
const itemsOf = (document: ClusterDocument): readonly ClusterDocument[] =>
  valuesIn(document.value).map((value) => (value === document.value ? document : { ...document, value }));
