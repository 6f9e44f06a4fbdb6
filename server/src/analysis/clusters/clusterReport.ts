/** One cluster, checked and simulated: what an overview and a fleet's report are made of. */
import type { Catalog } from '../../catalog/catalog';
import type { ClusterCost } from '../../cost/cluster';
import type { CheckResult } from '../../model/finding';
import type { Options } from '../../model/options';
import type { TypeCache } from '../../simulate/instanceTypes';
import type { ReplicaChoice } from '../../simulate/replicas';
import type { SimulateResult } from '../../simulate/summary';
import type { FileCluster } from './fileClusters';
import type { ClusterPreview } from '../shown/preview';
import { ClusterSession } from '../session';

/** Plain data: it can be sent from one thread to another. */
export interface ClusterReport {
  readonly name: string;
  readonly fileCount: number;
  readonly check: CheckResult;
  readonly summary: SimulateResult;
  readonly preview: ClusterPreview;
  readonly cost: ClusterCost;
  /** Pools whose node class takes no part. */
  readonly poolsWithoutClass: ReadonlySet<string>;
}

export interface ReportSettings {
  readonly options: Options;
  readonly replicas: ReplicaChoice;
  readonly catalog: Catalog;
  readonly cache: TypeCache;
  readonly onRuleFailure: (rule: string, error: unknown) => void;
}

/** Undefined for a region without offerings. */
export function reportCluster(
  { name, files }: FileCluster,
  { replicas, ...settings }: ReportSettings,
): ClusterReport | undefined {
  const session = new ClusterSession({ files: files.map(({ uri, text }) => ({ uri, text })), ...settings });
  const { summary, input } = session.simulate(replicas);
  const preview = session.preview(replicas);
  const cost = session.cost(replicas);
  if (!preview || !cost) return undefined;
  const withoutClass = input.pools.filter(({ instanceTypes }) => instanceTypes.length === 0);
  const poolsWithoutClass = new Set(withoutClass.map(({ pool }) => pool.name));
  return {
    ...{ name, fileCount: files.length, check: session.check(), summary },
    ...{ preview, cost, poolsWithoutClass },
  };
}
