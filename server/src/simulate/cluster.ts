/** Sorts the objects of one cluster by the part they take in a simulation. Knows no catalog and no solver. */
import type { NodePool } from '../model/nodePool';
import { listAt, textAt, textMapAt } from '../manifest/fields';
import { decodeHpaBounds } from '../manifest/hpa';
import { decodeNodePool } from '../manifest/nodePool';
import { groupKind, objectId, objectKey, type ObjectId } from '../manifest/objectId';
import type { DecodedPod } from '../manifest/podTemplate';
import { decodeScaledObjectBounds } from '../manifest/scaledObject';
import type { ScalerBounds } from '../manifest/scalerBounds';
import { decodeClaim, decodeStorageClass, decodeVolume } from '../manifest/volumes';
import { decodeDaemonSet, decodeWorkload, type Workload } from '../manifest/workload';
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

/** By the parsed value, which is the same object as long as its text stays: an edit decodes only what it changed. */
const decoded = new WeakMap<object, Workload | 'none'>();

function knownWorkload(value: unknown, id: ObjectId): Workload | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = decoded.get(value) ?? decodeWorkload(value, id) ?? 'none';
  decoded.set(value, known);
  return known === 'none' ? undefined : known;
}

/** Names a document of the input; for sets of refused ones. */
export const documentKey = (uri: string, index: number): string => `${uri}#${index}`;

interface Found {
  readonly document: ClusterDocument;
  readonly id: ObjectId;
}

class Gathering {
  readonly nodePools: NodePool[] = [];
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
    const { document, id } = found;
    if (this.addPlatform(document, id)) return;
    const scaler = decodeHpaBounds(document.value, id) ?? decodeScaledObjectBounds(document.value, id);
    if (scaler) this.scalers.push(scaler);
    const daemon = decodeDaemonSet(document.value, id);
    if (daemon) this.daemonSets.push({ id, pod: daemon });
    const workload = knownWorkload(document.value, id);
    if (workload) this.addWorkload(document, workload);
  }

  private addWorkload(document: ClusterDocument, workload: Workload): void {
    if (takesPart(workload)) this.workloads.push(workload);
    else this.skip(document);
  }

  /** Pools, classes, storage and namespaces; false for another kind. */
  private addPlatform(document: ClusterDocument, id: ObjectId): boolean {
    const { value } = document;
    switch (groupKind(id)) {
      case 'karpenter.sh/NodePool':
        this.addNodePool(document);
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
  private addNodePool(document: ClusterDocument): void {
    const pool = decodeNodePool(document.value);
    const { group, kind } = pool.nodeClassRef;
    if (group !== 'karpenter.k8s.aws' || kind !== 'EC2NodeClass') this.skip(document);
    else if (pool.staticReplicas === undefined) this.nodePools.push(pool);
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
  const all = given.flatMap(itemsOf).map((document) => found(document, refused));
  const latest = new Map(all.flatMap((one) => (one.id ? [[objectKey(one.id), one] as const] : [])));
  for (const one of all) {
    poll();
    if (one.isRefused) gathering.skip(one.document);
    else if (one.id && latest.get(objectKey(one.id)) === one)
      gathering.add({ document: one.document, id: one.id });
  }
  return gathering;
}

/** A document with its identity; a refused one has none. */
function found(document: ClusterDocument, refused: ReadonlySet<string>) {
  const { uri, index, value } = document;
  const isRefused = value === undefined || refused.has(documentKey(uri, index));
  return { document, isRefused, id: isRefused ? undefined : objectId(value) };
}

/** `kind: List` is how kubectl prints and applies several objects at once: each counts. */
function itemsOf(document: ClusterDocument): readonly ClusterDocument[] {
  const { value } = document;
  if (textAt(value, 'apiVersion') !== 'v1' || textAt(value, 'kind') !== 'List') return [document];
  return listAt(value, 'items').map((item) => ({ ...document, value: item }));
}
