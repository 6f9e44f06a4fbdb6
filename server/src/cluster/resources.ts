/** What is listed of a cluster, and what the answers make. */
import { fieldsOf, listAt, textAt } from '../manifest/fields';
import type { LiveObjects } from '../model/liveObjects';

export interface ListedResource {
  /** Its name in RBAC: `nodepools`. */
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Without these a simulation would be of another cluster; without others it is less exact. */
  readonly isNeeded: boolean;
  readonly query?: string;
}

const resource = (
  group: string,
  version: string,
  name: string,
  kind: string,
  isNeeded: boolean,
  query?: string,
): ListedResource => ({ group, version, name, kind, isNeeded, ...(query === undefined ? {} : { query }) });

/** Everything that is asked for: lists and nothing else. */
export const RESOURCES: readonly ListedResource[] = [
  resource('karpenter.sh', 'v1', 'nodepools', 'NodePool', true),
  resource('karpenter.k8s.aws', 'v1', 'ec2nodeclasses', 'EC2NodeClass', true),
  resource('', 'v1', 'nodes', 'Node', true),
  resource(
    '',
    'v1',
    'pods',
    'Pod',
    true,
    'fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed',
  ),
  resource('karpenter.sh', 'v1', 'nodeclaims', 'NodeClaim', false),
  resource('apps', 'v1', 'daemonsets', 'DaemonSet', false),
  resource('', 'v1', 'namespaces', 'Namespace', false),
  resource('', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', false),
  resource('', 'v1', 'persistentvolumes', 'PersistentVolume', false),
  resource('storage.k8s.io', 'v1', 'storageclasses', 'StorageClass', false),
];

/** As people write it: `nodepools.karpenter.sh`. */
export const resourceName = ({ name, group }: ListedResource): string =>
  group === '' ? name : `${name}.${group}`;

const PAGE_SIZE = 500;

/** The path of one page of a list. */
export function listPath({ group, version, name, query }: ListedResource, next: string): string {
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const parts = [
    `limit=${PAGE_SIZE}`,
    ...(query ? [query] : []),
    ...(next ? [`continue=${encodeURIComponent(next)}`] : []),
  ];
  return `${base}/${name}?${parts.join('&')}`;
}

/** The items of a list's page, as manifests: items of lists leave out what they are. */
export function itemsOf({ group, version, kind }: ListedResource, page: unknown): readonly unknown[] {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return listAt(page, 'items').map((item) => ({ apiVersion, kind, ...withoutNoise(item) }));
}

/** What nobody reads and everything is large of. */
function withoutNoise(item: unknown): Record<string, unknown> {
  const fields = fieldsOf(item);
  const { managedFields: _, ...metadata } = fieldsOf(fields['metadata']);
  return { ...fields, metadata };
}

/** Where the next page begins; '' after the last one. */
export const nextPage = (page: unknown): string => textAt(page, 'metadata', 'continue') ?? '';

/** @param lists  items by the name of their resource */
export function liveObjects(lists: ReadonlyMap<string, readonly unknown[]>): LiveObjects {
  const of = (name: string): readonly unknown[] => lists.get(name) ?? [];
  const apart: ReadonlySet<string> = new Set(['nodes', 'pods', 'nodeclaims']);
  return {
    nodes: of('nodes'),
    pods: of('pods'),
    nodeClaims: of('nodeclaims'),
    manifests: RESOURCES.filter(({ name }) => !apart.has(name)).flatMap(({ name }) => of(name)),
  };
}
