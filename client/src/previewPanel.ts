/** The webview's life cycle: opened by the command, restored after a reload, fed by the session. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  commands,
  Disposable,
  Range,
  Uri,
  ViewColumn,
  window,
  workspace,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import type { OpenPanelArgument } from '../../server/src/protocol/requests';
import { differenceOf } from '../../server/src/util/difference';
import type { DryfitServer } from './dryfitServer';
import { saveExport } from './exportFile';
import { chooseCsv, showManifests } from './loadFile';
import { subjectAt } from './panel/caret';
import type { FromPage, Subject, ToPage } from './panel/messages';
import { renderShell } from './panel/shell';
import { restored } from './panel/state';
import { PanelQuestions } from './panelQuestions';
import { BUSY_AFTER_MS, Patience } from './patience';
import { placeColumn } from './placeColumn';
import { PreviewSession, type PreviewView } from './previewSession';

/** Nothing is loaded from anywhere. */
const OPTIONS = { enableScripts: true, localResourceRoots: [] };
/** A page that comes without numbers fetches them when it is there. */
const FIRST_VIEW_MS = 150;

const after = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));

export class PreviewPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private subject: Subject | undefined;
  /** What the page is to bring into view once it listens. */
  private wanted: Subject | undefined;
  private isPageReady = false;
  /** The last view that the page was sent. */
  private posted: { readonly view: PreviewView; readonly number: number } | undefined;
  private readonly busy = new Patience(BUSY_AFTER_MS, (isBusy) => this.post({ type: 'busy', isBusy }));
  /** Files of the page, by path. */
  private readonly texts = new Map<string, string>();
  private readonly session: PreviewSession;
  private readonly questions: PanelQuestions;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly viewType: string,
    private readonly extensionUri: Uri,
    server: DryfitServer,
  ) {
    this.session = new PreviewSession(server, {
      show: (view) => this.showView(view),
      showBusy: (isBusy) => this.busy.set(isBusy),
    });
    this.questions = new PanelQuestions(server, (answer) => this.post(answer));
    this.subscriptions = Disposable.from(
      this.questions,
      this.busy,
      server.onSimulationChanged((change) => this.panel && this.session.onChanged(change)),
      server.onClustersChanged(() => this.refresh()),
      workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('dryfit.timeZone') && this.showView(this.session.current),
      ),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.followCaret(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => editor && this.followCaret(editor)),
    );
  }

  async show(uri: Uri | undefined): Promise<void> {
    await this.reveal(uri, () => this.session.showFile(uri?.toString()));
  }

  /** At the pool or workload that a lens is above. */
  async showTarget({ cluster, nodePool, workload }: OpenPanelArgument): Promise<void> {
    if (nodePool !== undefined) this.wanted = { kind: 'pool', name: nodePool };
    else if (workload !== undefined) this.wanted = { kind: 'workload', name: workload };
    await this.reveal(window.activeTextEditor?.document.uri, () => this.session.selectCluster(cluster));
    this.showWanted();
  }

  /** A new page waits a moment for the first numbers, to come with them. */
  private async reveal(uri: Uri | undefined, ask: () => Promise<void>): Promise<void> {
    if (this.panel) {
      // A tab behind the file in front comes out beside it.
      const isBehind = !this.panel.visible && this.panel.viewColumn === window.activeTextEditor?.viewColumn;
      this.panel.reveal(isBehind ? ViewColumn.Beside : undefined, true);
      return ask();
    }
    const panel = window.createWebviewPanel(this.viewType, 'Dryfit', besideEditor(uri), OPTIONS);
    this.adopt(panel);
    const asked = ask();
    const isAnswered = await Promise.race([asked.then(() => true), after(FIRST_VIEW_MS)]);
    if (this.panel === panel) this.fill(panel, isAnswered ? this.session.current : undefined);
    await asked;
  }

  async refresh(): Promise<void> {
    if (this.panel) await this.session.refresh();
  }

  /** A panel comes back after a reload.
   *  @param state  as the page stored it */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    panel.webview.options = OPTIONS;
    this.adopt(panel);
    this.fill(panel, undefined);
    await this.session.restore(restored(state).target);
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel = panel;
    this.isPageReady = false;
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    // The page of a panel that is not seen is gone: it asks anew when it comes back.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.questions.cancelAll();
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.questions.cancelAll();
    });
  }

  /** Script and style are in the page: over Remote each file of its own would be a way to the server and back. */
  private fill({ webview }: WebviewPanel, view: PreviewView | undefined): void {
    webview.html = renderShell({
      nonce: randomBytes(16).toString('hex'),
      starter: this.readOnce('out', 'starter.js'),
      program: this.readOnce('out', 'panel.js'),
      style: this.readOnce('media', 'panel.css'),
      view,
    });
  }

  private readOnce(...path: string[]): string {
    const { fsPath } = Uri.joinPath(this.extensionUri, 'client', ...path);
    const text = this.texts.get(fsPath) ?? readFileSync(fsPath, 'utf8');
    this.texts.set(fsPath, text);
    return text;
  }

  private showView(view: PreviewView): void {
    if (!this.panel) return;
    this.panel.title = view.cluster === undefined ? 'Dryfit' : `Dryfit: ${view.cluster}`;
    this.postView(view);
    if (window.activeTextEditor) this.followCaret(window.activeTextEditor);
  }

  private showWanted(): void {
    if (!this.isPageReady || !this.wanted) return;
    this.post({ type: 'reveal', subject: this.wanted });
    this.wanted = undefined;
  }

  /** Most edits change little of what is much to send. */
  private postView(current: PreviewView): void {
    if (!this.isPageReady) return;
    const view = { ...current, isBusy: this.busy.isShown, timeZone: timeZoneOf(current) };
    const before = this.posted;
    const number = (before?.number ?? 0) + 1;
    this.posted = { view, number };
    if (before) this.post({ type: 'viewChange', difference: differenceOf(before.view, view), number });
    else this.post({ type: 'view', view, number });
  }

  /** A page that does not listen yet is sent everything when it does. */
  private post(message: ToPage): void {
    if (!this.isPageReady) return;
    void this.panel?.webview.postMessage(message);
  }

  private followCaret({ document, selection }: TextEditor): void {
    const { result } = this.session.current;
    if (!this.panel || result?.state !== 'ready') return;
    const place = { uri: document.uri.toString(), line: selection.active.line };
    const subject = subjectAt(result.preview, place);
    if (subject?.kind === this.subject?.kind && subject?.name === this.subject?.name) return;
    this.subject = subject;
    this.post({ type: 'caret', subject });
  }

  private async sendCsv(): Promise<void> {
    const text = await chooseCsv();
    if (text !== undefined) this.post({ type: 'csv', text });
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.subject = undefined;
        this.posted = undefined;
        this.isPageReady = true;
        this.showView(this.session.current);
        return this.showWanted();
      case 'cluster':
        return this.session.selectCluster(message.cluster);
      case 'replicas':
        return this.session.selectReplicas(message.replicas);
      case 'command':
        return commands.executeCommand(message.command);
      case 'open':
        return openAt(message, this.panel?.viewColumn);
      case 'ask':
        return this.questions.ask(message.question);
      case 'drop':
        return this.questions.drop(message.id);
      case 'chooseCsv':
        return this.sendCsv();
      case 'manifests':
        return showManifests(message.text);
      case 'export':
        return saveExport(this.session.current.cluster ?? 'dryfit', message);
    }
  }
}

/** As for the hovers of the first pool's file. */
function timeZoneOf({ result }: PreviewView): string {
  const place = result?.state === 'ready' ? result.preview.nodePools[0]?.location : undefined;
  const section = workspace.getConfiguration('dryfit', place && Uri.parse(place.uri));
  return section.get<string>('timeZone') ?? '';
}

function besideEditor(uri: Uri | undefined): { viewColumn: ViewColumn; preserveFocus: boolean } {
  return uri
    ? { viewColumn: ViewColumn.Beside, preserveFocus: true }
    : { viewColumn: ViewColumn.Active, preserveFocus: false };
}

/** A file of the picture may be gone: deleted, renamed, or closed without being saved. */
async function openAt(
  place: { uri: string; line: number; character: number },
  panel: ViewColumn | undefined,
): Promise<void> {
  const uri = Uri.parse(place.uri);
  const range = new Range(place.line, place.character, place.line, place.character);
  const showing = window.visibleTextEditors
    .filter(({ document }) => document.uri.toString() === uri.toString())
    .flatMap(({ viewColumn }) => viewColumn ?? []);
  const all = window.tabGroups.all.map(({ viewColumn }) => viewColumn);
  const viewColumn = placeColumn({ panel, all, showing }) ?? ViewColumn.Beside;
  try {
    await window.showTextDocument(uri, { viewColumn, selection: range });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`Dryfit: ${workspace.asRelativePath(uri)} cannot be opened: ${reason}`);
  }
}
