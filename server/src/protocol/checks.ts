/** Edit-stage findings of open files: at once for ordinary files, in the worker for large ones, kept per version. */
import { refusedDocuments } from '../analysis/check/check';
import { editFindings, graphOf, judgeManifest } from '../analysis/check/editStage';
import {
  isCancelled,
  type AnalysisWorker,
  type Clock,
  type Log,
  type RunningJob,
} from '../analysis/jobs/ports';
import { MAX_MAIN_THREAD_CLUSTER_LENGTH, MAX_OPEN_LENGTH } from '../analysis/limits';
import { worstOfEach } from '../analysis/shown/shown';
import { tooLargeFinding } from '../analysis/check/tooLarge';
import type { CheckedFile } from '../analysis/jobs/jobs';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Finding } from '../model/finding';
import { resolveOptions, type Options } from '../model/options';
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

export interface JudgedCluster {
  /** `documentKey`s of what is refused. */
  readonly refused: readonly string[];
  /** Looks for all that the edit stage says, once: a simulation need not wait for that. undefined: no longer wanted. */
  findings(): Promise<readonly Finding[] | undefined>;
}

interface Look {
  readonly files: readonly WorkspaceFile[];
  readonly options: Options;
  /** Asked once the files have been judged. */
  readonly neighbours: () => readonly WorkspaceFile[];
  readonly isUnwanted: () => boolean;
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
    const kept = this.#kept.get(file);
    if (kept?.context === this.#context(file)) return kept.findings;
    if (file.text.length > MAX_OPEN_LENGTH)
      return this.#keep(file, this.#context(file), tooLargeFinding(file));
    if (this.#neighbours(file).some((one) => one.isHeavy))
      return this.#checkInWorker(file, this.#context(file));
    return this.#checkHere(file);
  }

  async #checkHere(file: WorkspaceFile): Promise<readonly Finding[] | undefined> {
    const isUnwanted = (): boolean => this.host.workspace.file(file.uri) !== file;
    for (;;) {
      const options = this.host.optionsOf(file.uri);
      const look = { files: [file], options, neighbours: () => this.#neighbours(file), isUnwanted };
      if (!(await this.#judge(look))) return undefined;
      // What else is known may change while the file is looked at: then it is looked at again.
      const context = this.#context(file);
      const found = await this.#find(look);
      if (!found) return undefined;
      if (context === this.#context(file)) return this.#keep(file, context, found);
    }
  }

  /** The edit stage of all files of a cluster; undefined when that is for the worker to say, or no longer wanted. */
  async ofCluster(
    files: readonly WorkspaceFile[],
    options: Options,
    isUnwanted: () => boolean,
  ): Promise<JudgedCluster | undefined> {
    const length = files.reduce((sum, { text }) => sum + text.length, 0);
    if (length > MAX_MAIN_THREAD_CLUSTER_LENGTH || files.some(({ isHeavy }) => isHeavy)) return undefined;
    const look = { files, options, neighbours: () => files, isUnwanted };
    if (!(await this.#judge(look))) return undefined;
    const resolved = resolveOptions(options);
    const refused = files.flatMap(({ manifests }) => [...refusedDocuments(manifests, resolved)]);
    const findings = async (): Promise<readonly Finding[] | undefined> => {
      const found = await this.#find(look);
      return found && worstOfEach(found);
    };
    return { refused, findings };
  }

  /** Has the verdict of every document worked out, in slices: most of the first look at a file. False when no longer wanted. */
  async #judge({ files, options, isUnwanted }: Look): Promise<boolean> {
    const slices = new Slices(this.host.clock);
    for (const manifest of files.flatMap(({ manifests }) => manifests)) {
      judgeManifest(manifest, options);
      await slices.pause();
      if (isUnwanted()) return false;
    }
    return true;
  }

  /** All findings, in slices as well. */
  async #find({ files, options, neighbours, isUnwanted }: Look): Promise<readonly Finding[] | undefined> {
    const slices = new Slices(this.host.clock);
    const wanted = files.flatMap(({ manifests }) => manifests);
    const onFailure = (rule: string, error: unknown): void =>
      this.host.log.error(`bug in rule ${rule}: ${String(error)}`);
    const graph = graphOf(neighbours());
    const found: Finding[] = [];
    for (const some of editFindings({ graph, wanted, options, scope: this.#scope(), onFailure })) {
      found.push(...some);
      await slices.pause();
      if (isUnwanted()) return undefined;
    }
    return found;
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
      knownFacts: this.host.workspace.factsDigests(file.uri),
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
