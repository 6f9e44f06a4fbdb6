/** What main thread and worker thread say to each other. Texts travel once: later jobs name files by URI. */
import type { Outcome } from '../util/outcome';
import type { JobTask } from '../analysis/jobs/jobs';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { Options } from '../model/options';
import { sharedEnds, type SharedEnds } from '../util/sharedEnds';
import { newEndLock, type EndLock } from './endLock';
import { newYoungSpace, type YoungSpace } from './youngSpace';

export interface WorkerRequest {
  readonly id: number;
  readonly task: JobTask;
  readonly options: Options;
  /** The files of the cluster, in order; `changed` tells the texts that the worker does not have yet. */
  readonly uris: readonly string[];
  readonly changed: readonly ChangedText[];
}

/** A text as what it shares with the one that the worker has, and what stands between: copies of a large one take longer than
 *  the search for what is shared. */
export interface ChangedText extends SharedEnds {
  readonly uri: string;
  readonly between: string;
}

/** @param before  what the worker has; empty when it has nothing */
export function changeOf(uri: string, before: string, text: string): ChangedText {
  const { head, tail } = sharedEnds(before, text);
  return { uri, head, tail, between: text.slice(head, text.length - tail) };
}

export const textAfter = (before: string, { head, tail, between }: ChangedText): string =>
  before.slice(0, head) + between + before.slice(before.length - tail);

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

/** The id of the job that is to stop, in its only element. */
export type CancelFlag = Int32Array<SharedArrayBuffer>;

/** What both threads see: the data that the worker is started with. */
export interface SharedMemory {
  readonly cancelFlag: CancelFlag;
  readonly youngSpace: YoungSpace;
  readonly endLock: EndLock;
}

export const newSharedMemory = (): SharedMemory => ({
  cancelFlag: new Int32Array(new SharedArrayBuffer(4)),
  youngSpace: newYoungSpace(),
  endLock: newEndLock(),
});
