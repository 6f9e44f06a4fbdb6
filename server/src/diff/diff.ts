/** What a change of manifests does, cluster by cluster. Clusters whose files are the same on both sides are neither judged
 *  nor simulated. */
import {
  clustersOf,
  type FileCluster,
  type KnownFacts,
  type LabelledFile,
} from '../analysis/clusters/fileClusters';
import { ClusterSession } from '../analysis/session';
import type { Catalog } from '../catalog/catalog';
import { missingOf, sharedAssumptions } from '../cost/several';
import type { ClusterCost } from '../cost/cluster';
import { resolveOptions, type Options } from '../model/options';
import { TypeCache } from '../simulate/instanceTypes';
import type { ReplicaChoice } from '../simulate/replicas';
import { diffCluster, type ClusterSide } from './clusterDiff';
import { isUnchanged, pairClusters } from './clusterPairs';
import { sumChanges, sumOf } from './figures';
import { followRenames } from './renames';
import type { ClusterDiff, DiffResult, DiffTotals } from './types';

export interface DiffRequest {
  /** A file is the same on both sides when its URI is. */
  readonly before: readonly LabelledFile[];
  readonly after: readonly LabelledFile[];
  readonly options: Options;
  readonly replicas: ReplicaChoice;
  readonly catalog: Catalog;
  readonly cache?: TypeCache;
  /** Told before a changed cluster is looked at. */
  readonly onProgress?: (done: number, total: number, name: string) => void;
  readonly onRuleFailure?: (rule: string, error: unknown) => void;
}

export function diffFiles(request: DiffRequest): DiffResult {
  const { after, options, cache = new TypeCache(), onProgress } = request;
  const before = followRenames(request.before, after);
  const labels = new Map([...before, ...after].map(({ uri, label }) => [uri, label]));
  const labelOf = (uri: string): string => labels.get(uri) ?? uri;
  const known: KnownFacts = new Map();
  const pairs = pairClusters(clustersOf(before, known), clustersOf(after, known));
  const changed = pairs.filter((pair) => !isUnchanged(pair));
  const bills: ClusterCost[] = [];
  const clusters = changed.map((pair, index) => {
    onProgress?.(index, changed.length, pair.name);
    const sideOf = (cluster: FileCluster | undefined): ClusterSide | undefined => {
      const side = cluster && judgeSide(cluster, { ...request, cache });
      if (side?.cost) bills.push(side.cost);
      return side;
    };
    return diffCluster({
      name: pair.name,
      before: sideOf(pair.before),
      after: sideOf(pair.after),
      labelOf,
    });
  });
  return {
    version: 1,
    region: resolveOptions(options).region,
    clusters,
    unchangedClusterCount: pairs.length - changed.length,
    totals: sumTotals(clusters),
    assumptions: sharedAssumptions(bills),
    missing: missingOf(bills),
  };
}

function judgeSide(
  { files }: FileCluster,
  { options, replicas, catalog, cache, onRuleFailure }: DiffRequest,
): ClusterSide {
  const session = new ClusterSession({
    files: files.map(({ uri, text }) => ({ uri, text })),
    ...{ options, catalog },
    ...(cache ? { cache } : {}),
    ...(onRuleFailure ? { onRuleFailure } : {}),
  });
  return {
    check: session.check(),
    summary: session.simulate(replicas).summary,
    pools: session.preview(replicas)?.nodePools ?? [],
    cost: session.cost(replicas),
  };
}

function sumTotals(clusters: readonly ClusterDiff[]): DiffTotals {
  const totals = clusters.map((cluster) => cluster.totals);
  return {
    nodes: sumChanges(totals.map(({ nodes }) => nodes)),
    usdPerMonth: sumChanges(totals.map(({ usdPerMonth }) => usdPerMonth)),
    pendingPods: sumChanges(totals.map(({ pendingPods }) => pendingPods)),
    appearedCount: sumOf(totals, ({ appearedCount }) => appearedCount),
    vanishedCount: sumOf(totals, ({ vanishedCount }) => vanishedCount),
  };
}
