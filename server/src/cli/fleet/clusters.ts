/** Judges many clusters, on several threads where that pays. The result does not depend on how many. */
import { Worker } from 'node:worker_threads';
import { reportCluster, type ClusterReport } from '../../analysis/clusters/clusterReport';
import type { FileCluster } from '../../analysis/clusters/fileClusters';
import { TypeCache } from '../../simulate/instanceTypes';
import { reportTo, type Job } from '../job';
import type { ClusterAnswer, ClusterTask, ClusterThreadData } from './messages';

/** A thread takes a fifth of a second to start: fewer files than this are done before. */
const FILES_PER_THREAD = 200;

type Progress = (done: number, name: string) => void;

/** Reports in the order of the clusters. */
export async function reportClusters(
  clusters: readonly FileCluster[],
  job: Job,
  onProgress: Progress,
): Promise<readonly ClusterReport[]> {
  const threadCount = threadsFor(clusters, job);
  const { threadFile } = job.world;
  const reports =
    threadCount > 1 && threadFile !== undefined
      ? await onThreads(clusters, { job, threadCount, threadFile, onProgress })
      : here(clusters, job, onProgress);
  return reports.filter((report) => report !== undefined);
}

function threadsFor(clusters: readonly FileCluster[], { invocation, world }: Job): number {
  const fileCount = clusters.reduce((sum, { files }) => sum + files.length, 0);
  const wanted =
    invocation.jobCount ?? Math.min(world.processorCount, Math.ceil(fileCount / FILES_PER_THREAD));
  return Math.min(wanted, clusters.length);
}

function here(
  clusters: readonly FileCluster[],
  { invocation: { options, replicas }, catalog, world }: Job,
  onProgress: Progress,
): (ClusterReport | undefined)[] {
  const cache = new TypeCache();
  return clusters.map((cluster, index) => {
    onProgress(index, cluster.name);
    return reportCluster(cluster, { options, replicas, catalog, cache, onRuleFailure: reportTo(world) });
  });
}

interface Threads {
  readonly job: Job;
  readonly threadCount: number;
  readonly threadFile: string;
  readonly onProgress: Progress;
}

/** The largest clusters first, so that no thread is left with one at the end. */
async function onThreads(
  clusters: readonly FileCluster[],
  { job, threadCount, threadFile, onProgress }: Threads,
): Promise<(ClusterReport | undefined)[]> {
  const { options, replicas } = job.invocation;
  const workerData: ClusterThreadData = { options, replicas };
  const queue = clusters
    .map((cluster, index): ClusterTask => ({ index, cluster }))
    .sort((a, b) => sizeOf(b) - sizeOf(a) || a.index - b.index);
  const reports: (ClusterReport | undefined)[] = clusters.map(() => undefined);
  let done = 0;
  const drain = async (): Promise<void> => {
    const worker = new Worker(threadFile, { workerData });
    try {
      for (let task = queue.shift(); task; task = queue.shift()) {
        reports[task.index] = await ask(worker, task, job);
        onProgress(++done, task.cluster.name);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threadCount }, drain));
  return reports;
}

const sizeOf = ({ cluster }: ClusterTask): number =>
  cluster.files.reduce((sum, { text }) => sum + text.length, 0);

/** Rejects when the thread dies: a bug of ours, or no memory left. */
function ask(worker: Worker, task: ClusterTask, { world }: Job): Promise<ClusterReport | undefined> {
  return new Promise((resolve, reject) => {
    const ended = (code: number): void =>
      reject(new Error(`a thread ended with ${code} before it had judged ${task.cluster.name}`));
    const listen = (answer: ClusterAnswer): void => {
      if ('bug' in answer) return world.err(`dryfit: ${answer.bug}\n`);
      worker.off('message', listen).off('error', reject).off('exit', ended);
      resolve(answer.report);
    };
    worker.on('message', listen).once('error', reject).once('exit', ended);
    worker.postMessage(task);
  });
}
