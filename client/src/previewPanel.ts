/** The webview's life cycle: opened by the command, restored after a reload, fed by the session. */
import { randomBytes } from 'node:crypto';
import {
  commands,
  Disposable,
  Range,
  Uri,
  ViewColumn,
  window,
  type TextEditor,
  type WebviewPanel,
} from 'vscode';
import type { OpenPanelArgument } from '../../server/src/protocol/requests';
import type { DryfitServer } from './dryfitServer';
import { saveExport } from './exportFile';
import { chooseCsv, showManifests } from './loadFile';
import { subjectAt } from './panel/caret';
import type { FromPage, Subject, ToPage } from './panel/messages';
import { renderShell } from './panel/shell';
import { restored } from './panel/state';
import { PanelQuestions } from './panelQuestions';
import { PreviewSession, type PreviewView } from './previewSession';

export class PreviewPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private subject: Subject | undefined;
  /** What the page is to bring into view once it listens. */
  private wanted: Subject | undefined;
  private isPageReady = false;
  private readonly session: PreviewSession;
  private readonly questions: PanelQuestions;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly viewType: string,
    private readonly extensionUri: Uri,
    server: DryfitServer,
  ) {
    this.session = new PreviewSession(server, (view) => this.showView(view));
    this.questions = new PanelQuestions(server, (answer) => this.post(answer));
    this.subscriptions = Disposable.from(
      this.questions,
      server.onSimulationChanged((change) => this.panel && this.session.onChanged(change)),
      server.onClustersChanged(() => this.refresh()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.followCaret(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => editor && this.followCaret(editor)),
    );
  }

  async show(uri: Uri | undefined): Promise<void> {
    this.reveal(uri);
    await this.session.showFile(uri?.toString());
  }

  /** At the pool or workload that a lens is above. */
  async showTarget({ cluster, nodePool, workload }: OpenPanelArgument): Promise<void> {
    this.reveal(window.activeTextEditor?.document.uri);
    if (nodePool !== undefined) this.wanted = { kind: 'pool', name: nodePool };
    else if (workload !== undefined) this.wanted = { kind: 'workload', name: workload };
    await this.session.selectCluster(cluster);
    this.showWanted();
  }

  private reveal(uri: Uri | undefined): void {
    if (this.panel) this.panel.reveal(undefined, true);
    else this.adopt(window.createWebviewPanel(this.viewType, 'Dryfit', besideEditor(uri), this.options()));
  }

  async refresh(): Promise<void> {
    if (this.panel) await this.session.refresh();
  }

  /** A panel comes back after a reload.
   *  @param state  as the page stored it */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    panel.webview.options = this.options();
    this.adopt(panel);
    await this.session.restore(restored(state).target);
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  private options(): { enableScripts: boolean; localResourceRoots: Uri[] } {
    return { enableScripts: true, localResourceRoots: [this.fileUri('media'), this.fileUri('out')] };
  }

  private fileUri(...path: string[]): Uri {
    return Uri.joinPath(this.extensionUri, 'client', ...path);
  }

  private adopt(panel: WebviewPanel): void {
    this.panel = panel;
    this.isPageReady = false;
    const { webview } = panel;
    webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.questions.cancelAll();
    });
    webview.html = renderShell({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      scriptUri: webview.asWebviewUri(this.fileUri('out', 'panel.js')).toString(),
      styleUri: webview.asWebviewUri(this.fileUri('media', 'panel.css')).toString(),
    });
  }

  private showView(view: PreviewView): void {
    if (!this.panel) return;
    this.panel.title = view.cluster === undefined ? 'Dryfit' : `Dryfit: ${view.cluster}`;
    this.post({ type: 'view', view });
    if (window.activeTextEditor) this.followCaret(window.activeTextEditor);
  }

  private showWanted(): void {
    if (!this.isPageReady || !this.wanted) return;
    this.post({ type: 'reveal', subject: this.wanted });
    this.wanted = undefined;
  }

  private post(message: ToPage): void {
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
        return openAt(message);
      case 'ask':
        return this.questions.ask(message.question);
      case 'chooseCsv':
        return this.sendCsv();
      case 'manifests':
        return showManifests(message.text);
      case 'export':
        return saveExport(this.session.current.cluster ?? 'dryfit', message);
    }
  }
}

function besideEditor(uri: Uri | undefined): { viewColumn: ViewColumn; preserveFocus: boolean } {
  return uri
    ? { viewColumn: ViewColumn.Beside, preserveFocus: true }
    : { viewColumn: ViewColumn.Active, preserveFocus: false };
}

async function openAt(place: { uri: string; line: number; character: number }): Promise<void> {
  const range = new Range(place.line, place.character, place.line, place.character);
  await window.showTextDocument(Uri.parse(place.uri), { viewColumn: ViewColumn.One, selection: range });
}
