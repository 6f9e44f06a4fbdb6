/** Fixes that simulations prove, made by the worker when they are asked for. An editor asks again wherever the caret goes, so
 *  those of the file that was asked about last are kept for as long as nothing of its cluster changes. */
import type { CancellationToken } from 'vscode-languageserver';
import { isCancelled, type AnalysisWorker } from '../analysis/jobs/ports';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Finding } from '../model/finding';
import type { Options } from '../model/options';

export interface ProvedFixesHost {
  readonly workspace: Workspace;
  readonly worker: AnalysisWorker;
  optionsOf(uri: string): Options;
}

interface Question {
  readonly uri: string;
  /** The cluster's; a changed text is another object. */
  readonly files: readonly WorkspaceFile[];
  readonly options: Options;
}

export class ProvedFixes {
  #last: { readonly question: Question; readonly findings: readonly Finding[] } | undefined;

  constructor(private readonly host: ProvedFixesHost) {}

  /** The file's solve-stage findings with their fixes; none when cancelled. */
  async of(file: WorkspaceFile, token: CancellationToken): Promise<readonly Finding[]> {
    const { workspace, worker } = this.host;
    const cluster = workspace.clusterOf(file.uri);
    const files = cluster ? workspace.filesOf(cluster) : [file];
    const question = { uri: file.uri, files, options: this.host.optionsOf(file.uri) };
    if (this.#last && isSame(this.#last.question, question)) return this.#last.findings;
    const texts = files.map(({ uri, text }) => ({ uri, text }));
    const job = worker.fixes({ uri: file.uri, files: texts, options: question.options });
    const watch = token.onCancellationRequested(() => job.cancel());
    const outcome = await job.outcome;
    watch.dispose();
    if (isCancelled(outcome) || !outcome.ok) return [];
    this.#last = { question, findings: outcome.value };
    return outcome.value;
  }
}

const isSame = (a: Question, b: Question): boolean =>
  a.uri === b.uri &&
  a.files.length === b.files.length &&
  a.files.every((file, index) => file === b.files[index]) &&
  JSON.stringify(a.options) === JSON.stringify(b.options);
