/** Edit-stage findings of open files: at once for ordinary files, in the worker for large ones, kept per version. */
import { checkEdits, graphOf, judgeManifest } from '../analysis/editStage';
import { isCancelled, type AnalysisWorker, type Clock, type Log, type RunningJob } from '../analysis/ports';
import { MAX_OPEN_LENGTH } from '../analysis/limits';
import { tooLargeFinding } from '../analysis/tooLarge';
import type { CheckedFile } from '../analysis/jobs';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Finding } from '../model/finding';
import type { Options } from '../model/options';
import { Slices } from './slices';

export interface CheckHost {
  readonly workspace: Workspace;
  readonly worker: AnalysisWorker;
  readonly clock: Clock;
  readonly log: Log;
  optionsOf(uri: string): Options;
  /** False until the folders have been read: what refers to other files cannot be judged before. */
  knowsAllFiles(): boolean;
  /** A large file turned out to define other objects than before. */
  onClustersChanged(): void;
}

interface Kept {
  readonly context: string;
  readonly findings: readonly Finding[];
}

interface RunningCheck {
  readonly file: WorkspaceFile;
  readonly context: string;
  readonly job: RunningJob<readonly CheckedFile[]>;
  readonly findings: Promise<readonly Finding[] | undefined>;
}

export class Checks {
  readonly #kept = new WeakMap<WorkspaceFile, Kept>();
  readonly #running = new Map<string, RunningCheck>();

  constructor(private readonly host: CheckHost) {}

  /** The findings of this version of the file; undefined when a newer version overtook them. The first look at a file is
   *  taken in slices, document by document; later ones find most of it done. */
  async findings(file: WorkspaceFile): Promise<readonly Finding[] | undefined> {
    if (this.host.workspace.isPatch(file.uri)) return [];
    const context = this.#context(file);
    const kept = this.#kept.get(file);
    if (kept?.context === context) return kept.findings;
    if (file.text.length > MAX_OPEN_LENGTH) return this.#keep(file, context, tooLargeFinding(file));
    const neighbours = this.#neighbours(file);
    if (neighbours.some((one) => one.isHeavy)) return this.#checkInWorker(file, context);
    const slices = new Slices(this.host.clock);
    for (const manifest of file.manifests) {
      judgeManifest(manifest, this.host.optionsOf(file.uri));
      await slices.pause();
      if (this.host.workspace.file(file.uri) !== file) return undefined;
    }
    return this.#keep(file, this.#context(file), this.#check(file));
  }

  #check(file: WorkspaceFile): readonly Finding[] {
    return checkEdits({
      graph: graphOf(this.#neighbours(file)),
      wanted: file.manifests,
      options: this.host.optionsOf(file.uri),
      scope: this.#scope(),
      onFailure: (rule, error) => this.host.log.error(`bug in rule ${rule}: ${String(error)}`),
    });
  }

  #scope(): 'file' | 'cluster' {
    return this.host.knowsAllFiles() ? 'cluster' : 'file';
  }

  /** The file and the others of its cluster, itself first when it is in none. */
  #neighbours(file: WorkspaceFile): readonly WorkspaceFile[] {
    const cluster = this.host.workspace.clusterOf(file.uri);
    return cluster ? this.host.workspace.filesOf(cluster) : [file];
  }

  /** One run for all who ask about the same version; a newer version stops it. */
  #checkInWorker(file: WorkspaceFile, context: string): Promise<readonly Finding[] | undefined> {
    const running = this.#running.get(file.key);
    if (running?.file === file && running.context === context) return running.findings;
    running?.job.cancel();
    const job = this.host.worker.check({
      files: this.#neighbours(file).map(({ uri, text }) => ({ uri, text })),
      wantedUris: [file.uri],
      scope: this.#scope(),
      options: this.host.optionsOf(file.uri),
    });
    const findings = job.outcome.then((outcome) => {
      if (this.#running.get(file.key)?.job === job) this.#running.delete(file.key);
      if (isCancelled(outcome) || this.host.workspace.file(file.uri) !== file) return undefined;
      if (outcome.ok) return this.#take(file, context, outcome.value);
      this.host.log.warn(`${file.uri} is not checked: ${outcome.failure.message}`);
      return [];
    });
    this.#running.set(file.key, { file, context, job, findings });
    return findings;
  }

  #take(file: WorkspaceFile, context: string, checked: readonly CheckedFile[]): readonly Finding[] {
    const [answer] = checked;
    if (!answer) return [];
    const hasMoved = file.isHeavy && this.host.workspace.setHeavyFacts(file.uri, answer.facts, answer.pools);
    if (hasMoved) this.host.onClustersChanged();
    return this.#keep(file, context, answer.findings);
  }

  #keep(file: WorkspaceFile, context: string, findings: readonly Finding[]): readonly Finding[] {
    this.#kept.set(file, { context, findings });
    return findings;
  }

  /** What the findings depend on beside the file's text and its neighbours' (those are looked at again after a solve). */
  #context(file: WorkspaceFile): string {
    return JSON.stringify([this.host.optionsOf(file.uri), this.host.knowsAllFiles()]);
  }
}
