/** Tells the client what was found, by push with the version of the document, or by answering pulls: one of the two for
 *  the whole session, by what the client declared. Never publishes for a version that is no longer the open one. */
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Clock } from '../analysis/jobs/ports';
import type { WorkspaceFile } from '../analysis/workspace';
import { toDiagnostics } from './convert';
import { findingsOf, type FindingsSource } from './findings';
import { Slices } from './slices';

export interface DiagnosticsHost extends FindingsSource {
  readonly connection: Connection;
  readonly clock: Clock;
}

/** What changes of the analysis look like to the client. */
export interface Diagnostics {
  /** An open file has a new version. */
  changed(file: WorkspaceFile): Promise<void>;
  closed(uri: string): void;
  /** Results, settings or clusters changed: whatever is now different is told. */
  refresh(): Promise<void>;
}

interface Published {
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export class PushDiagnostics implements Diagnostics {
  readonly #published = new Map<string, Published>();

  constructor(private readonly host: DiagnosticsHost) {}

  async changed(file: WorkspaceFile): Promise<void> {
    const findings = await findingsOf(this.host, file);
    if (findings === undefined || this.host.workspace.file(file.uri) !== file) return;
    this.#publish(file, toDiagnostics(findings));
  }

  closed(uri: string): void {
    const file = this.host.workspace.file(uri);
    if (file && this.host.settings.general.problemsScope === 'workspace') return;
    this.#clear(uri);
  }

  async refresh(): Promise<void> {
    for (const file of this.host.workspace.openFiles()) await this.changed(file);
    await this.#refreshClosed();
  }

  async #refreshClosed(): Promise<void> {
    const wanted = closedFiles(this.host);
    for (const uri of [...this.#published.keys()]) {
      const isOpen = this.host.workspace.file(uri)?.version !== undefined;
      if (!isOpen && !wanted.some((file) => file.uri === uri)) this.#clear(uri);
    }
    const slices = new Slices(this.host.clock);
    for (const file of wanted) {
      await this.changed(file);
      await slices.pause();
    }
  }

  /** Files without manifests are left alone, unless something was said about them before. */
  #publish(file: WorkspaceFile, diagnostics: Diagnostic[]): void {
    const before = this.#published.get(file.uri);
    const isSilent = diagnostics.length === 0 && !isManifest(file);
    if (isSilent && (before === undefined || before.diagnostics.length === 0)) return;
    if (before?.version === file.version && isSame(before?.diagnostics, diagnostics)) return;
    this.#published.set(file.uri, { version: file.version, diagnostics });
    void this.host.connection.sendDiagnostics({
      uri: file.uri,
      diagnostics,
      ...(file.version === undefined ? {} : { version: file.version }),
    });
  }

  #clear(uri: string): void {
    const before = this.#published.get(uri);
    this.#published.delete(uri);
    if (before) void this.host.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}

const isSame = (a: readonly Diagnostic[] | undefined, b: readonly Diagnostic[]): boolean =>
  a?.length === b.length && JSON.stringify(a) === JSON.stringify(b);

export class PullDiagnostics implements Diagnostics {
  /** What was last answered for a file. */
  readonly #answered = new Map<string, { readonly id: string; readonly text: string }>();
  /** Workspace pulls that wait for something new. */
  readonly #waiting = new Set<() => void>();
  #lastId = 0;
  #isDisposed = false;

  constructor(
    private readonly host: DiagnosticsHost,
    private readonly canRefresh: boolean,
  ) {}

  changed(): Promise<void> {
    // The client asks for a file that it changed by itself.
    return Promise.resolve();
  }

  closed(uri: string): void {
    this.#answered.delete(uri);
    this.#wake();
  }

  async refresh(): Promise<void> {
    this.#wake();
    if (this.canRefresh && (await this.#hasNews()))
      await this.host.connection.languages.diagnostics.refresh();
  }

  /** undefined when a newer version overtook the one that was asked about: the client asks again. */
  async answer(uri: string, previousId: string | undefined): Promise<DocumentDiagnosticReport | undefined> {
    const file = this.host.workspace.file(uri);
    const findings = file ? await findingsOf(this.host, file) : [];
    if (findings === undefined) return undefined;
    const items = toDiagnostics(findings);
    const resultId = this.#idFor(uri, items);
    return resultId === previousId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
  }

  /** Answers for files that are not open, as soon as there is something that the client does not know. */
  async answerWorkspace(
    previous: ReadonlyMap<string, string>,
    whenCancelled: Promise<void>,
  ): Promise<WorkspaceDiagnosticReport> {
    while (!this.#isDisposed) {
      const items = await this.#workspaceItems(previous);
      if (items.some(({ kind }) => kind === 'full')) return { items };
      const news = new Promise<'news'>((resolve) => this.#waiting.add(() => resolve('news')));
      if ((await Promise.race([news, whenCancelled])) !== 'news') break;
    }
    return { items: [] };
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#wake();
  }

  async #workspaceItems(previous: ReadonlyMap<string, string>): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const wanted = closedFiles(this.host);
    const slices = new Slices(this.host.clock);
    for (const { uri } of wanted) {
      await slices.pause();
      const answer = await this.answer(uri, previous.get(uri));
      if (answer) items.push({ uri, version: null, ...answer });
    }
    for (const uri of previous.keys()) {
      const isOpen = this.host.workspace.file(uri)?.version !== undefined;
      if (!isOpen && !wanted.some((file) => file.uri === uri))
        items.push({ uri, version: null, kind: 'full', items: [] });
    }
    return items;
  }

  async #hasNews(): Promise<boolean> {
    for (const file of this.host.workspace.openFiles()) {
      const findings = await findingsOf(this.host, file);
      const known = this.#answered.get(file.uri)?.text ?? '[]';
      if (findings && JSON.stringify(toDiagnostics(findings)) !== known) return true;
    }
    return false;
  }

  #idFor(uri: string, items: readonly Diagnostic[]): string {
    const text = JSON.stringify(items);
    const before = this.#answered.get(uri);
    if (before?.text === text) return before.id;
    const id = String(++this.#lastId);
    this.#answered.set(uri, { id, text });
    return id;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

const isManifest = (file: WorkspaceFile): boolean =>
  file.isHeavy ||
  file.manifests.some(({ apiVersion, kind }) => apiVersion !== undefined && kind !== undefined);

/** Files that are not open, when problems of the whole workspace are wanted. */
function closedFiles({ workspace, settings }: FindingsSource): readonly WorkspaceFile[] {
  return settings.general.problemsScope === 'workspace' ? workspace.closedFiles() : [];
}
