/** Keeps the simulation of each cluster up to date: starts it shortly after the last change, cancels it when its input
 *  changes, drops what is stale, and hands the last good result to whoever asks. */
import type { ClusterResult } from '../analysis/jobs/jobs';
import {
  isCancelled,
  type AnalysisWorker,
  type Clock,
  type JobOutcome,
  type Log,
  type RunningJob,
} from '../analysis/jobs/ports';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Finding, SourceFile } from '../model/finding';
import type { Options } from '../model/options';
import { failed, success, type Outcome } from '../util/outcome';
import type { JudgedCluster } from './checks';
import { Pause } from './pause';
import { isSameInput, RecentFindings, type SimulatedInput } from './recentFindings';
import type { Replicas } from './previewModel';

/** Quiet time before a simulation starts by itself. Where keys come faster than pictures it is what the cluster's last one
 *  took until its picture stood, or each would be stopped by the next key. */
const MAX_QUIET_MS = 80;
/** Whoever was handed a picture draws it: for so long rules, lenses, hints and findings of this simulation wait, whose messages
 *  an editor would take in between. */
const DRAWING_MS = 150;

/** A finished simulation and the exact texts that it was made from. */
export interface Solved extends SimulatedInput {
  readonly cluster: string;
  readonly replicas: Replicas;
  /** Rises with every result. */
  readonly version: number;
  /** Of the picture, which is drawn before the result is whole. */
  readonly pictureVersion: number;
  readonly files: readonly SourceFile[];
  readonly options: Options;
  readonly outcome: Outcome<ClusterResult>;
}

/** A simulation whose rules still run. */
export interface Drawn extends Omit<Solved, 'outcome'> {
  readonly preview: ClusterPreview;
}

export interface SolveHost {
  readonly workspace: Workspace;
  readonly worker: AnalysisWorker;
  readonly clock: Clock;
  readonly log: Log;
  optionsOfCluster(files: readonly WorkspaceFile[]): Options;
  /** The edit stage of a cluster that is small enough; undefined: the worker sees to it, or nobody wants it any more. */
  judge(
    files: readonly WorkspaceFile[],
    options: Options,
    isUnwanted: () => boolean,
  ): Promise<JudgedCluster | undefined>;
  /** Told of every change of state of the 'spec' simulation. */
  onStarted(cluster: string, version: number): void;
  onSolved(solved: Solved): void;
  /** Its picture stands already. */
  onDrawn(drawn: Drawn): void;
  /** A run began; `cancel` ends it for good, until its input changes. */
  onRunning(cluster: string, done: Promise<void>, cancel: () => void): void;
}

interface Input extends SimulatedInput {
  readonly workspaceFiles: readonly WorkspaceFile[];
  readonly files: readonly SourceFile[];
  readonly options: Options;
}

/** Findings that are known of the cluster as it is. */
interface PresentFindings {
  readonly texts: SimulatedInput['texts'];
  readonly findings: readonly Finding[];
}

interface Slot {
  latest: Solved | undefined;
  readonly recent: RecentFindings;
  /** Those of the texts of the last `schedule`, which every file of the cluster asks for. */
  present: PresentFindings | undefined;
  /** A run that the user cancelled: as long as the input is the same there is no other. */
  cancelled: Solved | undefined;
  running: Running | undefined;
  stopTimer: (() => void) | undefined;
  /** From the start of the last run until its picture stood. */
  drawMs: number | undefined;
}

interface Running {
  readonly job: RunningJob<ClusterResult>;
  readonly done: Promise<void>;
  /** Settled with the picture, never without one. */
  readonly whenDrawn: Promise<Drawn>;
  readonly input: Input;
  /** Before what follows the picture. */
  readonly pause: Pause;
  isDrawn: boolean;
}

interface Started {
  readonly job: RunningJob<ClusterResult>;
  /** Settled when the worker has answered: after that there is little to do, but maybe a pause before it. */
  readonly worked: Promise<void>;
}

interface Waiting {
  readonly shouldStop?: () => boolean;
  readonly onWait?: (running: Running) => void;
}

export class Solves {
  readonly #slots = new Map<string, Slot>();
  #version = 0;
  #runCount = 0;
  #isDisposed = false;

  constructor(private readonly host: SolveHost) {}

  /** The input of the cluster may have changed: what runs on the old one is stopped, a new run starts soon. */
  schedule(cluster: string): void {
    const slot = this.#slot(cluster, 'spec');
    const quietMs = quietTime(slot);
    const input = this.#input(cluster);
    this.#cancelStale(cluster, input);
    const findings = input && slot.recent.of(input);
    slot.present = input && findings && { texts: input.texts, findings };
    slot.stopTimer?.();
    slot.stopTimer = this.host.clock.after(quietMs, () => {
      slot.stopTimer = undefined;
      void this.#settle(cluster, 'spec');
    });
  }

  /** The result for the cluster as it is now; waits for a run if need be, but not for whoever draws. undefined when there is no
   *  such cluster. */
  solve(cluster: string, replicas: Replicas, shouldStop = (): boolean => false): Promise<Solved | undefined> {
    return this.#settle(cluster, replicas, { shouldStop, onWait: ({ pause }) => pause.end() });
  }

  async #settle(
    cluster: string,
    replicas: Replicas,
    { shouldStop = () => false, onWait = () => undefined }: Waiting = {},
  ): Promise<Solved | undefined> {
    while (!this.#isDisposed && !shouldStop()) {
      const standing = this.#standing(cluster, replicas);
      if (!('done' in standing)) return standing.solved;
      onWait(standing);
      await standing.done;
    }
    return undefined;
  }

  /** As `solve` for the replicas as written, but as soon as there is something to draw. */
  async draw(cluster: string, shouldStop: () => boolean): Promise<Solved | Drawn | undefined> {
    while (!this.#isDisposed && !shouldStop()) {
      const standing = this.#standing(cluster, 'spec');
      if (!('done' in standing)) return standing.solved;
      const drawn = await Promise.race([standing.done, standing.whenDrawn]);
      if (drawn && this.isCurrent(drawn)) {
        standing.pause.begin();
        return drawn;
      }
      // Drawn of a text that has changed meanwhile: it is stopped, and the newer one is waited for.
      await standing.done;
    }
    return undefined;
  }

  /** The result for the present input, or the run to wait for: one on an older input is stopped first. */
  #standing(cluster: string, replicas: Replicas): Running | { readonly solved: Solved | undefined } {
    const slot = this.#slot(cluster, replicas);
    const input = this.#input(cluster);
    if (!input) return { solved: undefined };
    for (const known of [slot.latest, slot.cancelled])
      if (known && isSameInput(known, input)) return { solved: known };
    if (slot.running && !isSameInput(slot.running.input, input)) slot.running.job.cancel();
    return (slot.running ??= this.#run(slot, cluster, replicas, input));
  }

  /** The last result, whether or not it still stands; see `isCurrent`. */
  latest(cluster: string, replicas: Replicas = 'spec'): Solved | undefined {
    const slot = this.#slots.get(slotKey(cluster, replicas));
    return slot?.latest ?? slot?.cancelled;
  }

  /** What a simulation of the present texts found, if one of the last was of these and the file has still its text. */
  knownFindings(cluster: string, { key, text }: WorkspaceFile): readonly Finding[] | undefined {
    const present = this.#slots.get(slotKey(cluster, 'spec'))?.present;
    return present?.texts.get(key) === text ? present?.findings : undefined;
  }

  isCurrent(solved: Omit<Solved, 'outcome'>): boolean {
    const input = this.#input(solved.cluster);
    return input !== undefined && isSameInput(solved, input);
  }

  /** Forgets clusters that are no more. */
  retain(clusters: ReadonlySet<string>): void {
    for (const [key, slot] of this.#slots) {
      if (clusters.has(clusterOfKey(key))) continue;
      slot.stopTimer?.();
      slot.running?.job.cancel();
      this.#slots.delete(key);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.retain(new Set());
  }

  #run(slot: Slot, cluster: string, replicas: Replicas, input: Input): NonNullable<Slot['running']> {
    if (replicas === 'spec') this.host.onStarted(cluster, this.#version);
    const startMs = this.host.clock.now();
    const pictureVersion = ++this.#runCount;
    let setDrawn: (drawn: Drawn) => void = () => undefined;
    const whenDrawn = new Promise<Drawn>((resolve) => (setDrawn = resolve));
    const pause = new Pause(this.host.clock, DRAWING_MS);
    const { job, worked } = this.#start({ input, replicas, pause }, (preview) => {
      slot.drawMs = this.host.clock.now() - startMs;
      const version = this.#version + 1;
      const drawn = { cluster, replicas, ...input, version, pictureVersion, preview };
      if (this.#isDisposed || !this.isCurrent(drawn)) return;
      this.#version = version;
      running.isDrawn = true;
      setDrawn(drawn);
      if (replicas === 'spec') this.host.onDrawn(drawn);
    });
    const user = { hasCancelled: false };
    const done = job.outcome.then((outcome) => {
      slot.running = undefined;
      if (this.#isDisposed) return;
      const solved = { cluster, replicas, ...input, version: 0, pictureVersion };
      if (isCancelled(outcome)) return user.hasCancelled ? this.#keepCancelled(slot, solved) : undefined;
      if (!outcome.ok) this.host.log.warn(`simulation of ${cluster}: ${outcome.failure.message}`);
      this.#keep(slot, { ...solved, outcome });
    });
    this.host.onRunning(cluster, Promise.race([worked, done]), () => {
      user.hasCancelled = true;
      job.cancel();
    });
    const running: Running = { job, done, whenDrawn, input, pause, isDrawn: false };
    return running;
  }

  /** A small cluster is judged here, where most of that is known already. */
  #start(
    { input, replicas, pause }: { readonly input: Input; readonly replicas: Replicas; readonly pause: Pause },
    onDrawn: (preview: ClusterPreview) => void,
  ): Started {
    const { workspaceFiles, files, options } = input;
    let isUnwanted = false;
    let simulation: RunningJob<ClusterResult> | undefined;
    let setWorked: () => void = () => undefined;
    const worked = new Promise<void>((resolve) => (setWorked = resolve));
    const run = async (): Promise<JobOutcome<ClusterResult>> => {
      const judged = await this.host.judge(workspaceFiles, options, () => isUnwanted);
      if (isUnwanted) return CANCELLED;
      const refused = judged ? { refused: judged.refused } : {};
      simulation = this.host.worker.solve({ files, options, replicas, ...refused }, onDrawn);
      const outcome = await simulation.outcome;
      setWorked();
      await pause.whenOver();
      if (isUnwanted) return CANCELLED;
      if (!outcome.ok || !judged) return outcome;
      const editFindings = await judged.findings();
      return editFindings ? success({ ...outcome.value, editFindings }) : CANCELLED;
    };
    const cancel = (): void => {
      isUnwanted = true;
      simulation?.cancel();
      pause.end();
    };
    return { job: { outcome: run(), cancel }, worked };
  }

  /** What was known before stays: it is as old as it was. */
  #keepCancelled(slot: Slot, solved: Omit<Solved, 'outcome'>): void {
    if (!this.isCurrent(solved)) return;
    this.#version++;
    const cancelled: Solved = { ...solved, version: this.#version, outcome: cancelledByUser() };
    slot.cancelled = cancelled;
    if (solved.replicas === 'spec') this.host.onSolved(cancelled);
  }

  /** A result for texts that have changed meanwhile is dropped: nobody may see it. */
  #keep(slot: Slot, solved: Solved): void {
    if (!this.isCurrent(solved)) return;
    this.#version++;
    slot.latest = { ...solved, version: this.#version };
    if (solved.replicas !== 'spec') return;
    if (solved.outcome.ok) slot.recent.keep(solved, solved.outcome.value.solveFindings);
    this.host.onSolved(slot.latest);
  }

  #cancelStale(cluster: string, input: Input | undefined): void {
    for (const replicas of ['spec', 'min', 'max'] as const) {
      const running = this.#slots.get(slotKey(cluster, replicas))?.running;
      if (running && !(input && isSameInput(running.input, input))) running.job.cancel();
    }
  }

  #input(name: string): Input | undefined {
    const cluster = this.host.workspace.clusters().find((one) => one.name === name);
    if (!cluster) return undefined;
    const files = this.host.workspace.filesOf(cluster);
    const options = this.host.optionsOfCluster(files);
    return {
      texts: new Map(files.map(({ key, text }) => [key, text])),
      workspaceFiles: files,
      files: files.map(({ uri, text }) => ({ uri, text })),
      options,
      optionsText: JSON.stringify(options),
    };
  }

  #slot(cluster: string, replicas: Replicas): Slot {
    const key = slotKey(cluster, replicas);
    const slot = this.#slots.get(key) ?? {
      latest: undefined,
      recent: new RecentFindings(),
      present: undefined,
      cancelled: undefined,
      running: undefined,
      stopTimer: undefined,
      drawMs: undefined,
    };
    this.#slots.set(key, slot);
    return slot;
  }
}

const cancelledByUser = (): Outcome<never> =>
  failed('the simulation was cancelled', 'it starts again with the next change');

const CANCELLED = { ok: false, isCancelled: true } as const;

function quietTime({ drawMs, stopTimer, running }: Slot): number {
  const isOutrun = stopTimer !== undefined || running?.isDrawn === false;
  if (drawMs !== undefined && !isOutrun) return 0;
  return Math.min(MAX_QUIET_MS, drawMs ?? MAX_QUIET_MS);
}

const slotKey = (cluster: string, replicas: Replicas): string => `${replicas} ${cluster}`;

const clusterOfKey = (key: string): string => key.slice(key.indexOf(' ') + 1);
