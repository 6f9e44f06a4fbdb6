/** What main thread and worker thread say to each other. Texts travel once: later jobs name files by URI. */
import type { Outcome } from '../util/outcome';
import type { JobTask } from '../analysis/jobs/jobs';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { Options } from '../model/options';

export interface WorkerRequest {
  readonly id: number;
  readonly task: JobTask;
  readonly options: Options;
  /** The files of the cluster, in order; `changed` holds the texts that the worker does not have yet. */
  readonly uris: readonly string[];
  readonly changed: readonly (readonly [uri: string, text: string])[];
}

export interface WorkerAnswer {
  readonly id: number;
  readonly outcome: Outcome<unknown> | { readonly ok: false; readonly isCancelled: true };
}

/** The picture of a simulation whose rules still run; the answer follows. */
export interface WorkerDrawn {
  readonly id: number;
  readonly drawn: ClusterPreview;
}

/** A rule threw: the job goes on without it, the log is told. */
export interface WorkerBug {
  readonly bug: string;
}

/** Shared memory: the id of the job that is to stop, in its only element. */
export type CancelFlag = Int32Array<SharedArrayBuffer>;

export const newCancelFlag = (): CancelFlag => new Int32Array(new SharedArrayBuffer(4));
