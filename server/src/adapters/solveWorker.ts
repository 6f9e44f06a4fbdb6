/** The worker thread as seen from the main thread: one job at a time, the others wait here. A worker that crashes, hangs
 *  or does not heed a cancellation is replaced with the next job; the job in hand fails, the server goes on. */
import type { Worker } from 'node:worker_threads';
import type { Finding, SourceFile } from '../model/finding';
import type { Options } from '../model/options';
import type { ClusterDetails } from '../analysis/shown/details';
import type { PoolWeek } from '../analysis/motion/budgetWeek';
import type { WorkloadExplained } from '../analysis/shown/explained';
import type {
  CheckedFile,
  ClusterResult,
  CompareAnswer,
  JobTask,
  PictureAnswer,
} from '../analysis/jobs/jobs';
import {
  isCancelled,
  type AnalysisWorker,
  type Clock,
  type JobOutcome,
  type Log,
  type RunningJob,
} from '../analysis/jobs/ports';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { PanelTimeline } from '../analysis/motion/panelTimeline';
import type { ScaleDown } from '../analysis/motion/scaleDown';
import type { Comparison } from '../analysis/motion/strategies';
import { failed } from '../util/outcome';
import { endThread, startThread, type AnalysisThread } from './analysisThread';
import { sizeYoungSpace } from './youngSpace';
import {
  changeOf,
  newSharedMemory,
  type ChangedText,
  type SharedMemory,
  type WorkerAnswer,
  type WorkerBug,
  type WorkerDrawn,
} from './workerMessages';

/** A job that was cancelled may go on this long before its thread is ended. Starting anew costs the caches. */
const CANCEL_GRACE_MS = 1_000;
const TIME_LIMIT_MS = 60_000;
/** A thread that was started ahead and has had nothing to do for this long is ended: its memory is worth more. */
const IDLE_LIMIT_MS = 60_000;

export interface WorkerHost {
  readonly clock: Clock;
  readonly log: Log;
  /** Path of the bundled worker. */
  readonly scriptPath: string;
}

interface Job {
  readonly id: number;
  readonly task: JobTask;
  readonly files: readonly SourceFile[];
  readonly options: Options;
  settle(outcome: JobOutcome<unknown>): void;
  onDrawn?(preview: ClusterPreview): void;
}

interface Running {
  readonly job: Job;
  readonly timers: (() => void)[];
  /** Stopped for the sake of a check, to be run again after it. */
  isPutOff: boolean;
}

export class SolveWorker implements AnalysisWorker {
  readonly #waiting: Job[] = [];
  readonly #shared: SharedMemory;
  /** Texts that the present thread has, by URI. */
  readonly #sent = new Map<string, string>();
  #worker: Worker | undefined;
  #running: Running | undefined;
  #lastId = 0;
  #startCount = 0;
  #stopIdleTimer: (() => void) | undefined;

  /** @param ahead  a thread that runs already, for the first job */
  constructor(
    private readonly host: WorkerHost,
    ahead?: AnalysisThread,
  ) {
    this.#shared = ahead?.shared ?? newSharedMemory();
    if (ahead) this.#adopt(ahead);
  }

  check(job: Parameters<AnalysisWorker['check']>[0]): RunningJob<readonly CheckedFile[]> {
    this.#putOffSolve();
    const { wantedUris, scope, knownFacts = {} } = job;
    return this.#add({ kind: 'check', wantedUris, scope, knownFacts }, job);
  }

  solve(...[job, onDrawn]: Parameters<AnalysisWorker['solve']>): RunningJob<ClusterResult> {
    const { replicas, refused } = job;
    return this.#add({ kind: 'solve', replicas, ...(refused ? { refused } : {}) }, job, onDrawn);
  }

  details(job: Parameters<AnalysisWorker['details']>[0]): RunningJob<ClusterDetails> {
    return this.#add({ kind: 'details' }, job);
  }

  fixes(job: Parameters<AnalysisWorker['fixes']>[0]): RunningJob<readonly Finding[]> {
    return this.#add({ kind: 'fixes', uri: job.uri }, job);
  }

  convert(job: Parameters<AnalysisWorker['convert']>[0]): RunningJob<readonly Finding[]> {
    return this.#add({ kind: 'convert', findings: job.findings }, job);
  }

  picture(job: Parameters<AnalysisWorker['picture']>[0]): RunningJob<PictureAnswer> {
    const { replicas, whatIf, cost } = job;
    return this.#add({ kind: 'picture', replicas, whatIf, cost }, job);
  }

  compare(job: Parameters<AnalysisWorker['compare']>[0]): RunningJob<CompareAnswer> {
    const { replicas, before, fromSecond, secondsPerNode } = job;
    return this.#add({ kind: 'compare', replicas, before, fromSecond, secondsPerNode }, job);
  }

  explain(job: Parameters<AnalysisWorker['explain']>[0]): RunningJob<readonly WorkloadExplained[]> {
    return this.#add({ kind: 'explain', replicas: job.replicas }, job);
  }

  week(job: Parameters<AnalysisWorker['week']>[0]): RunningJob<readonly PoolWeek[]> {
    return this.#add({ kind: 'week', week: job.week }, job);
  }

  timeline(job: Parameters<AnalysisWorker['timeline']>[0]): RunningJob<PanelTimeline> {
    return this.#add({ kind: 'timeline', question: job.question }, job);
  }

  strategies(job: Parameters<AnalysisWorker['strategies']>[0]): RunningJob<Comparison> {
    return this.#add({ kind: 'strategies', question: job.question }, job);
  }

  scaleDown(job: Parameters<AnalysisWorker['scaleDown']>[0]): RunningJob<ScaleDown> {
    return this.#add({ kind: 'scaleDown' }, job);
  }

  restartCount(): number {
    return Math.max(0, this.#startCount - 1);
  }

  async dispose(): Promise<void> {
    for (const job of this.#waiting.splice(0)) job.settle({ ok: false, isCancelled: true });
    this.#running?.job.settle({ ok: false, isCancelled: true });
    this.#endRunning();
    this.#stopIdleTimer?.();
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) await endThread({ worker, shared: this.#shared });
  }

  #add<T>(
    task: JobTask,
    input: { files: readonly SourceFile[]; options: Options },
    onDrawn?: (preview: ClusterPreview) => void,
  ): RunningJob<T> {
    const id = ++this.#lastId;
    const outcome = new Promise<JobOutcome<T>>((resolve) => {
      // The worker's answer to a task of this kind has this type: `worker.ts` is built from the same sources.
      const settle = (answer: JobOutcome<unknown>): void => resolve(answer as JobOutcome<T>);
      const { files, options } = input;
      this.#waiting.push({ id, task, files, options, settle, ...(onDrawn ? { onDrawn } : {}) });
    });
    this.#next();
    return { outcome, cancel: () => this.#cancel(id) };
  }

  #next(): void {
    if (this.#running !== undefined) return;
    // An edit waits for a check; a solve does not mind.
    const first = this.#waiting.findIndex(({ task }) => task.kind === 'check');
    const [job] = this.#waiting.splice(Math.max(first, 0), 1);
    if (!job) return;
    const timers = [this.host.clock.after(TIME_LIMIT_MS, () => this.#overdue(job))];
    this.#running = { job, timers, isPutOff: false };
    // A job that was put off comes again under its number.
    Atomics.store(this.#shared.cancelFlag, 0, 0);
    const length = job.files.reduce((sum, { text }) => sum + text.length, 0);
    sizeYoungSpace(this.#shared.youngSpace, length);
    this.#start();
    this.#worker?.postMessage({
      id: job.id,
      task: job.task,
      options: job.options,
      uris: job.files.map(({ uri }) => uri),
      changed: this.#changedTexts(job.files),
    });
  }

  #changedTexts(files: readonly SourceFile[]): readonly ChangedText[] {
    return files.flatMap(({ uri, text }) => {
      const before = this.#sent.get(uri);
      if (before === text) return [];
      this.#sent.set(uri, text);
      return [changeOf(uri, before ?? '', text)];
    });
  }

  /** Nobody who types waits for a simulation, of whatever cluster. */
  #putOffSolve(): void {
    const running = this.#running;
    if (running?.job.task.kind !== 'solve' || running.isPutOff) return;
    running.isPutOff = true;
    this.#stopRunning(running);
  }

  #stopRunning({ job: { id }, timers }: Running): void {
    Atomics.store(this.#shared.cancelFlag, 0, id);
    timers.push(this.host.clock.after(CANCEL_GRACE_MS, () => this.#abandon(id)));
  }

  #cancel(id: number): void {
    const waiting = this.#waiting.findIndex((job) => job.id === id);
    if (waiting >= 0) {
      const [job] = this.#waiting.splice(waiting, 1);
      job?.settle({ ok: false, isCancelled: true });
    } else if (this.#running?.job.id === id) {
      this.#running.isPutOff = false;
      this.#stopRunning(this.#running);
    }
  }

  /** The thread does not listen: it is ended, and the caches with it. */
  #abandon(id: number): void {
    if (this.#running?.job.id !== id) return;
    this.#finish({ ok: false, isCancelled: true }, 'replace');
  }

  #overdue(job: Job): void {
    this.host.log.warn(`analysis took longer than ${TIME_LIMIT_MS / 1000} s and was stopped`);
    if (this.#running?.job !== job) return;
    this.#finish(
      failed(
        `the simulation took longer than ${TIME_LIMIT_MS / 1000} s`,
        'make the cluster smaller with dryfit.clusters',
      ),
      'replace',
    );
  }

  #finish(outcome: JobOutcome<unknown>, worker: 'keep' | 'replace'): void {
    const running = this.#running;
    this.#endRunning();
    if (worker === 'replace') this.#drop();
    if (running?.isPutOff && isCancelled(outcome)) this.#waiting.unshift(running.job);
    else running?.job.settle(outcome);
    this.#next();
  }

  #endRunning(): void {
    for (const stop of this.#running?.timers ?? []) stop();
    this.#running = undefined;
  }

  #drop(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#sent.clear();
    if (worker) void endThread({ worker, shared: this.#shared });
  }

  #start(): void {
    this.#stopIdleTimer?.();
    this.#stopIdleTimer = undefined;
    if (this.#worker) return;
    this.#listen(startThread(this.host.scriptPath, this.#shared));
    this.#startCount++;
  }

  #adopt(ahead: AnalysisThread): void {
    this.#listen(ahead);
    this.#startCount++;
    this.#stopIdleTimer = this.host.clock.after(IDLE_LIMIT_MS, () => {
      this.#drop();
      this.#startCount = 0;
    });
  }

  #listen({ worker }: AnalysisThread): void {
    this.#worker = worker;
    worker.on('message', (answer: WorkerAnswer | WorkerDrawn | WorkerBug) => {
      if ('bug' in answer) return this.host.log.error(answer.bug);
      if (this.#worker !== worker || this.#running?.job.id !== answer.id) return;
      if ('drawn' in answer) this.#running.job.onDrawn?.(answer.drawn);
      else this.#finish(answer.outcome, 'keep');
    });
    worker.on('error', (error) => this.#crashed(worker, error.message));
    worker.on('exit', (code) => this.#crashed(worker, `exit code ${code}`));
  }

  #crashed(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.host.log.error(
      `the analysis thread ended unexpectedly (${reason}); it is started again when needed`,
    );
    this.#finish(
      failed(`the simulation ended unexpectedly: ${reason}`, 'it is tried again with the next change'),
      'replace',
    );
  }
}
