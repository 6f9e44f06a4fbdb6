/** The analysis worker on the test's own thread: same jobs, same order, one a turn of the event loop. A test can hold
 *  simulations back to see what happens meanwhile. */
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import type { ClusterDetails } from '../../server/src/analysis/shown/details';
import { JobRunner } from '../../server/src/analysis/jobs/jobRunner';
import type { PoolWeek } from '../../server/src/analysis/motion/budgetWeek';
import type {
  CheckedFile,
  ClusterInput,
  ClusterResult,
  CompareAnswer,
  PictureAnswer,
  JobTask,
} from '../../server/src/analysis/jobs/jobs';
import type { ClusterPreview } from '../../server/src/analysis/shown/preview';
import type { AnalysisWorker, JobOutcome, RunningJob } from '../../server/src/analysis/jobs/ports';
import type { Finding } from '../../server/src/model/finding';
import type { WorkloadExplained } from '../../server/src/analysis/shown/explained';
import type { PanelTimeline } from '../../server/src/analysis/motion/panelTimeline';
import type { ScaleDown } from '../../server/src/analysis/motion/scaleDown';
import type { Comparison } from '../../server/src/analysis/motion/strategies';
import { failed } from '../../server/src/util/outcome';

export class InProcessWorker implements AnalysisWorker {
  readonly log: { readonly kind: JobTask['kind']; readonly event: 'started' | 'cancelled' }[] = [];
  /** Answers the next simulation with a failure. */
  failNext: string | undefined;
  /** How often fixes were proved. */
  fixCount = 0;
  readonly #runner = new JobRunner(
    loadCatalog(),
    () => 0,
    (rule, error) => {
      throw new Error(`bug in rule ${rule}`, { cause: error });
    },
  );
  #gate: Promise<void> = Promise.resolve();
  #open: () => void = () => undefined;

  /** Simulations that start from now on wait for `release`. */
  hold(): void {
    this.#gate = new Promise((resolve) => (this.#open = resolve));
  }

  release(): void {
    this.#open();
    this.#gate = Promise.resolve();
  }

  check(job: Parameters<AnalysisWorker['check']>[0]): RunningJob<readonly CheckedFile[]> {
    const { wantedUris, scope, knownFacts = {} } = job;
    return this.#run({ kind: 'check', wantedUris, scope, knownFacts }, job);
  }

  solve(...[job, onDrawn]: Parameters<AnalysisWorker['solve']>): RunningJob<ClusterResult> {
    const { replicas, refused } = job;
    return this.#run({ kind: 'solve', replicas, ...(refused ? { refused } : {}) }, job, onDrawn);
  }

  details(job: Parameters<AnalysisWorker['details']>[0]): RunningJob<ClusterDetails> {
    return this.#run({ kind: 'details' }, job);
  }

  fixes(job: Parameters<AnalysisWorker['fixes']>[0]): RunningJob<readonly Finding[]> {
    this.fixCount++;
    return this.#run({ kind: 'fixes', uri: job.uri }, job);
  }

  convert(job: Parameters<AnalysisWorker['convert']>[0]): RunningJob<readonly Finding[]> {
    return this.#run({ kind: 'convert', findings: job.findings }, job);
  }

  picture(job: Parameters<AnalysisWorker['picture']>[0]): RunningJob<PictureAnswer> {
    return this.#run({ ...job, kind: 'picture' }, job);
  }

  compare(job: Parameters<AnalysisWorker['compare']>[0]): RunningJob<CompareAnswer> {
    return this.#run({ ...job, kind: 'compare' }, job);
  }

  explain(job: Parameters<AnalysisWorker['explain']>[0]): RunningJob<readonly WorkloadExplained[]> {
    return this.#run({ kind: 'explain', replicas: job.replicas }, job);
  }

  week(job: Parameters<AnalysisWorker['week']>[0]): RunningJob<readonly PoolWeek[]> {
    return this.#run({ kind: 'week', week: job.week }, job);
  }

  timeline(job: Parameters<AnalysisWorker['timeline']>[0]): RunningJob<PanelTimeline> {
    return this.#run({ kind: 'timeline', question: job.question }, job);
  }

  strategies(job: Parameters<AnalysisWorker['strategies']>[0]): RunningJob<Comparison> {
    return this.#run({ kind: 'strategies', question: job.question }, job);
  }

  scaleDown(job: Parameters<AnalysisWorker['scaleDown']>[0]): RunningJob<ScaleDown> {
    return this.#run({ kind: 'scaleDown' }, job);
  }

  restartCount(): number {
    return 0;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  #run<T>(task: JobTask, input: ClusterInput, onDrawn?: (preview: ClusterPreview) => void): RunningJob<T> {
    const state = { isCancelled: false };
    const gate = task.kind === 'solve' ? this.#gate : Promise.resolve();
    this.log.push({ kind: task.kind, event: 'started' });
    const outcome = gate
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then((): JobOutcome<unknown> => {
        if (state.isCancelled) return { ok: false, isCancelled: true };
        const message = task.kind === 'solve' ? this.failNext : undefined;
        if (message === undefined) return this.#runner.run(task, input, () => state.isCancelled, onDrawn);
        this.failNext = undefined;
        return failed(message);
      });
    return {
      // The runner answers a task of this kind with this type.
      outcome: outcome as Promise<JobOutcome<T>>,
      cancel: () => {
        state.isCancelled = true;
        this.log.push({ kind: task.kind, event: 'cancelled' });
      },
    };
  }
}
