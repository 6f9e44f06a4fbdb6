/** The simulation panel, whose code is loaded when it is first asked for: by a command, or by the editor after a reload. */
import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { DryfitServer } from './dryfitServer';
import { PANEL_VIEW_TYPE } from './panelViewType';
import type { PreviewPanel } from './previewPanel';

export class PanelHolder implements Disposable {
  private panel: Promise<PreviewPanel> | undefined;

  constructor(
    private readonly extensionUri: Uri,
    private readonly server: DryfitServer,
  ) {}

  get(): Promise<PreviewPanel> {
    return (this.panel ??= this.load());
  }

  /** @param state  as the page stored it */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    await (await this.get()).restore(panel, state);
  }

  /** Nothing to do for a panel that nobody has asked for. */
  async refresh(): Promise<void> {
    await (await this.panel)?.refresh();
  }

  dispose(): void {
    void this.panel?.then((panel) => panel.dispose());
  }

  private async load(): Promise<PreviewPanel> {
    const { PreviewPanel } = await import('./previewPanel.js');
    return new PreviewPanel(PANEL_VIEW_TYPE, this.extensionUri, this.server);
  }
}
