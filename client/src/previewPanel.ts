/** The webview's life cycle: opened by the command, restored after a reload, fed by the session. */
import { randomBytes } from 'node:crypto';
import {
  commands,
  Disposable,
  Range,
  Uri,
  ViewColumn,
  window,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { Replicas } from '../../server/src/protocol/requests';
import type { DryfitServer } from './dryfitServer';
import { renderPage, renderPreview } from './previewHtml';
import { PreviewSession, type PreviewView } from './previewSession';

const VIEW_TYPE = 'dryfit.preview';

/** What the page says; `media/panel.js` is the other end. */
type PageMessage =
  | { type: 'ready' }
  | { type: 'cluster'; cluster: string }
  | { type: 'replicas'; replicas: Replicas }
  | { type: 'command'; command: 'dryfit.restartServer' | 'dryfit.showLog' }
  | { type: 'open'; uri: string; line: number; character: number };

export class PreviewPanel implements Disposable, WebviewPanelSerializer {
  private panel: WebviewPanel | undefined;
  private readonly session: PreviewSession;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly extensionUri: Uri,
    server: DryfitServer,
  ) {
    this.session = new PreviewSession(server, (view) => this.post(view));
    this.subscriptions = Disposable.from(
      window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      server.onSimulationChanged((change) => this.panel && this.session.onChanged(change)),
      server.onClustersChanged(() => this.refresh()),
    );
  }

  async show(uri: Uri | undefined): Promise<void> {
    this.reveal(uri);
    await this.session.showFile(uri?.toString());
  }

  async showCluster(cluster: string): Promise<void> {
    this.reveal(window.activeTextEditor?.document.uri);
    await this.session.selectCluster(cluster);
  }

  private reveal(uri: Uri | undefined): void {
    if (this.panel) this.panel.reveal(undefined, true);
    else this.adopt(window.createWebviewPanel(VIEW_TYPE, 'Dryfit', besideEditor(uri), this.options()));
  }

  async refresh(): Promise<void> {
    if (this.panel) await this.session.refresh();
  }

  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    panel.webview.options = this.options();
    this.adopt(panel);
    await this.session.refresh();
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  private options(): { enableScripts: boolean; localResourceRoots: Uri[] } {
    return { enableScripts: true, localResourceRoots: [this.mediaUri()] };
  }

  private mediaUri(...path: string[]): Uri {
    return Uri.joinPath(this.extensionUri, 'client', 'media', ...path);
  }

  private adopt(panel: WebviewPanel): void {
    this.panel = panel;
    const { webview } = panel;
    webview.onDidReceiveMessage((message: PageMessage) => this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    webview.html = renderPage({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      scriptUri: webview.asWebviewUri(this.mediaUri('panel.js')).toString(),
      styleUri: webview.asWebviewUri(this.mediaUri('panel.css')).toString(),
    });
  }

  private post(view: PreviewView): void {
    if (!this.panel) return;
    this.panel.title = view.cluster === undefined ? 'Dryfit' : `Dryfit: ${view.cluster}`;
    void this.panel.webview.postMessage({ html: renderPreview(view).toString(), isBusy: view.isBusy });
  }

  private async receive(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.post(this.session.current);
      case 'cluster':
        return this.session.selectCluster(message.cluster);
      case 'replicas':
        return this.session.selectReplicas(message.replicas);
      case 'command':
        return commands.executeCommand(message.command);
      case 'open':
        return openAt(message);
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
