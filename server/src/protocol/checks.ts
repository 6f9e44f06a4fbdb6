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

export class Checks {
  readonly #kept = new WeakMap<WorkspaceFile, Kept>();
  readonly #running = new Map<string, RunningJob<readonly CheckedFile[]>>();

  constructor(private readonly host: CheckHost) {}

  /** The findings of this version of the file; undefined when a newer version overtook them. The first look at a file is
   *  taken in slices, document by document; later ones find most of it done. */
  async findings(file: WorkspaceFile): Promise<readonly Finding[] | undefined> {
    const context = this.#context(file);
    const kept = this.#kept.get(file);
    if (kept?.context === context) return kept.findings;
    if (file.text.length > MAX_OPEN_LENGTH) return this.#keep(file, context, tooLargeFinding(file));
    const neighbours = this.#neighbours(file);
    if (neighbours.some((one) => one.isHeavy)) return this.#checkInWorker(file);
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
      scope: this.host.knowsAllFiles() ? 'cluster' : 'file',
      onFailure: (rule, error) => this.host.log.error(`bug in rule ${rule}: ${String(error)}`),
    });
  }

  /** The file and the others of its cluster, itself first when it is in none. */
  #neighbours(file: WorkspaceFile): readonly WorkspaceFile[] {
    const cluster = this.host.workspace.clusterOf(file.uri);
    return cluster ? this.host.workspace.filesOf(cluster) : [file];
  }

  async #checkInWorker(file: WorkspaceFile): Promise<readonly Finding[] | undefined> {
    this.#running.get(file.key)?.cancel();
    const files = this.#neighbours(file).map(({ uri, text }) => ({ uri, text }));
    const options = this.host.optionsOf(file.uri);
    const job = this.host.worker.check({ files, wantedUris: [file.uri], options });
    this.#running.set(file.key, job);
    const outcome = await job.outcome;
    if (this.#running.get(file.key) === job) this.#running.delete(file.key);
    if (isCancelled(outcome) || this.host.workspace.file(file.uri) !== file) return undefined;
    if (!outcome.ok) {
      this.host.log.warn(`${file.uri} is not checked: ${outcome.failure.message}`);
      return [];
    }
    return this.#take(file, outcome.value);
  }

  #take(file: WorkspaceFile, checked: readonly CheckedFile[]): readonly Finding[] {
    const [answer] = checked;
    if (!answer) return [];
    const hasMoved = file.isHeavy && this.host.workspace.setHeavyFacts(file.uri, answer.facts, answer.pools);
    if (hasMoved) this.host.onClustersChanged();
    return this.#keep(file, this.#context(file), answer.findings);
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
