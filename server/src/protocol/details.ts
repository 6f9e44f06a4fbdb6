/** Finds out what hovers, lenses and inlay hints tell beyond a simulation, once it stands and the worker has time. The
 *  last result is kept until the next one is there. */
import type { ClusterDetails } from '../analysis/shown/details';
import { isCancelled, type AnalysisWorker, type Log, type RunningJob } from '../analysis/jobs/ports';
import type { Solved } from './solves';

export interface KnownDetails {
  readonly details: ClusterDetails;
  /** What they were made from, by file key. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface DetailsHost {
  readonly worker: AnalysisWorker;
  readonly log: Log;
  /** There are new details of a cluster. */
  onFound(cluster: string): void;
}

export class Details {
  readonly #known = new Map<string, KnownDetails>();
  readonly #running = new Map<string, RunningJob<ClusterDetails>>();

  constructor(private readonly host: DetailsHost) {}

  /** Starts on the input of a simulation that succeeded. */
  async find({ cluster, files, options, texts }: Solved): Promise<void> {
    this.cancel(cluster);
    const job = this.host.worker.details({ files, options });
    this.#running.set(cluster, job);
    const outcome = await job.outcome;
    if (this.#running.get(cluster) !== job) return;
    this.#running.delete(cluster);
    if (isCancelled(outcome)) return;
    if (!outcome.ok) return this.host.log.warn(`details of ${cluster}: ${outcome.failure.message}`);
    this.#known.set(cluster, { details: outcome.value, texts });
    this.host.onFound(cluster);
  }

  /** An edit overtook it; what is known stays. */
  cancel(cluster: string): void {
    this.#running.get(cluster)?.cancel();
    this.#running.delete(cluster);
  }

  latest(cluster: string): KnownDetails | undefined {
    return this.#known.get(cluster);
  }

  /** Forgets clusters that are no more. */
  retain(clusters: ReadonlySet<string>): void {
    for (const cluster of [...this.#running.keys()]) if (!clusters.has(cluster)) this.cancel(cluster);
    for (const cluster of [...this.#known.keys()]) if (!clusters.has(cluster)) this.#known.delete(cluster);
  }
}
