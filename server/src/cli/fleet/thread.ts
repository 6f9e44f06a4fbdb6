/** A worker thread of the command line: judges the clusters that it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { catalogOf } from '../../adapters/pricedCatalog';
import { reportCluster } from '../../analysis/clusters/clusterReport';
import { TypeCache } from '../../simulate/instanceTypes';
import type { ClusterAnswer, ClusterTask, ClusterThreadData } from './messages';

export function serveClusters(): void {
  const data = workerData as ClusterThreadData;
  const settings = {
    ...data,
    catalog: catalogOf(data.options),
    cache: new TypeCache(),
    onRuleFailure: (rule: string, error: unknown): void =>
      answer({ bug: `bug in rule ${rule}, left out: ${String(error)}` }),
  };
  parentPort?.on('message', ({ index, cluster }: ClusterTask) => {
    answer({ index, report: reportCluster(cluster, settings) });
  });
}

const answer = (message: ClusterAnswer): void => parentPort?.postMessage(message);
