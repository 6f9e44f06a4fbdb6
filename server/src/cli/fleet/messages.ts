/** What the command line and its worker threads say to each other. */
import type { ClusterReport } from '../../analysis/clusters/clusterReport';
import type { FileCluster } from '../../analysis/clusters/fileClusters';
import type { Options } from '../../model/options';
import type { ReplicaChoice } from '../../simulate/replicas';

/** Handed to a thread when it starts. */
export interface ClusterThreadData {
  readonly options: Options;
  readonly replicas: ReplicaChoice;
}

/** To the thread: one cluster at a time. */
export interface ClusterTask {
  readonly index: number;
  readonly cluster: FileCluster;
}

/** From the thread: the answer to a task, or a bug of ours that left a rule out. */
export type ClusterAnswer =
  { readonly index: number; readonly report: ClusterReport | undefined } | { readonly bug: string };
