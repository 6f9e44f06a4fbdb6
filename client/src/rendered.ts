/** Problems of what Helm and kustomize make of the workspace. Off unless the user asks for it, and in trusted workspaces
 *  only: programs are run. After each save, beside the editor; what is edited meanwhile shows none until it is saved. */
import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  RelativePattern,
  Uri,
  window,
  workspace,
  type DiagnosticCollection,
  type ExtensionContext,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import { runDryfit } from './program';
import { renderedProblems, renderWords, type RenderedProblem } from './renderedModel';
import { readRenderSettings } from './settings';

/** Saves that follow each other make one run. */
const QUIET_MS = 500;
const TIME_LIMIT_MS = 120_000;
const FILES = '**/{Chart.yaml,kustomization.yaml,kustomization.yml,Kustomization}';
const IS_SOURCE = /\.(?:ya?ml|json|tpl)$|\/Kustomization$/;

export class RenderedProblems implements Disposable {
  private readonly collection: DiagnosticCollection = languages.createDiagnosticCollection('dryfit-rendered');
  private readonly subscriptions: Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> = Promise.resolve();
  private told = '';

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {
    this.subscriptions = Disposable.from(
      this.collection,
      workspace.onDidSaveTextDocument(({ uri }) => (IS_SOURCE.test(uri.path) ? this.schedule() : undefined)),
      workspace.onDidChangeTextDocument(({ document: { uri } }) => this.forget(uri)),
      workspace.onDidGrantWorkspaceTrust(() => this.schedule()),
      workspace.onDidChangeWorkspaceFolders(() => this.schedule()),
      workspace.onDidChangeConfiguration((event) =>
        event.affectsConfiguration('dryfit.render') || event.affectsConfiguration('dryfit.region')
          ? this.schedule()
          : undefined,
      ),
    );
    this.schedule();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // One at a time: the next run sees what was saved meanwhile.
      this.running = this.running.then(() => this.refresh());
    }, QUIET_MS);
  }

  /** What is deleted without being there is told to the editor, too: at each key. */
  private forget(uri: Uri): void {
    if (this.collection.has(uri)) this.collection.delete(uri);
  }

  private async refresh(): Promise<void> {
    try {
      const isOn = workspace.isTrusted && readRenderSettings(undefined).isEnabled;
      const folders = isOn ? (workspace.workspaceFolders ?? []) : [];
      const found = await Promise.all(folders.map((folder) => this.problemsOf(folder)));
      this.show(found.flat());
    } catch (error) {
      this.log.error(`Rendering: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async problemsOf(folder: WorkspaceFolder): Promise<readonly RenderedProblem[]> {
    if (folder.uri.scheme !== 'file') return [];
    const [any] = await workspace.findFiles(new RelativePattern(folder, FILES), '**/node_modules/**', 1);
    if (!any) return [];
    const { values, region } = readRenderSettings(folder.uri);
    const words = renderWords(region, values, folder.uri.fsPath);
    const run = await runDryfit(this.context, words, { folder: folder.uri.fsPath, timeMs: TIME_LIMIT_MS });
    this.tell(run.err);
    return renderedProblems(run.out);
  }

  /** Once for each thing: a program that is missing is missing after every save. */
  private tell(message: string): void {
    if (message === '' || message === this.told) return;
    this.told = message;
    this.log.warn(message);
    if (message.includes('on the PATH')) void window.showWarningMessage(`Dryfit: ${message}`);
  }

  private show(problems: readonly RenderedProblem[]): void {
    const byUri = new Map<string, Diagnostic[]>();
    for (const problem of problems)
      byUri.set(problem.uri, [...(byUri.get(problem.uri) ?? []), diagnosticOf(problem)]);
    this.collection.clear();
    for (const [uri, diagnostics] of byUri) {
      const file = Uri.parse(uri);
      // Bases are manifests themselves: what the server says of them needs no second line.
      const known = languages.getDiagnostics(file).filter(({ source }) => source === 'dryfit');
      this.collection.set(
        file,
        diagnostics.filter((one) => !known.some((other) => isSame(one, other))),
      );
    }
  }
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

function diagnosticOf({ range: { start, end }, message, severity, rule }: RenderedProblem): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(range, message, SEVERITIES[severity]);
  diagnostic.source = 'dryfit';
  diagnostic.code = rule;
  return diagnostic;
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  const code = typeof b.code === 'object' ? b.code.value : b.code;
  return a.code === code && a.range.isEqual(b.range);
}
