/** Which cluster of one side is which of the other: the one of the same name, else the one that shares most files. */
import type { FileCluster } from '../analysis/clusters/fileClusters';
import { plain } from './renames';
import { compareNumber, compareText } from '../util/sort';

export interface ClusterPair {
  readonly name: string;
  readonly before: FileCluster | undefined;
  readonly after: FileCluster | undefined;
}

/** By name; never a pair without either side. */
export function pairClusters(before: readonly FileCluster[], after: readonly FileCluster[]): ClusterPair[] {
  const free = new Set(before);
  const takeOwn = (cluster: FileCluster): FileCluster | undefined =>
    take(
      free,
      [...free].find(({ name }) => name === cluster.name),
    );
  const named = after.map((cluster) => ({ cluster, partner: takeOwn(cluster) }));
  const pairs = named.map(({ cluster, partner }) => ({
    name: cluster.name,
    before: partner ?? take(free, mostShared(free, cluster)),
    after: cluster,
  }));
  const gone = [...free].map((cluster) => ({ name: cluster.name, before: cluster, after: undefined }));
  return [...pairs, ...gone].sort((a, b) => compareText(a.name, b.name));
}

function take(free: Set<FileCluster>, cluster: FileCluster | undefined): FileCluster | undefined {
  if (cluster) free.delete(cluster);
  return cluster;
}

function mostShared(free: ReadonlySet<FileCluster>, { files }: FileCluster): FileCluster | undefined {
  const uris = new Set(files.map(({ uri }) => uri));
  const [best] = [...free]
    .map((cluster) => ({ cluster, count: cluster.files.filter(({ uri }) => uris.has(uri)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => compareNumber(b.count, a.count) || compareText(a.cluster.name, b.cluster.name));
  return best?.cluster;
}

/** Whether the same files hold the same texts. */
export function isUnchanged({ before, after }: ClusterPair): boolean {
  if (!before || !after || before.files.length !== after.files.length) return false;
  const texts = new Map(before.files.map(({ uri, text }) => [uri, text]));
  return after.files.every(({ uri, text }) => {
    const old = texts.get(uri);
    return old === text || (old !== undefined && plain(old) === plain(text));
  });
}
