/** The simulation panel, whose code is loaded when it is first asked for: by a command, or by the editor after a reload. */
import { Disposable, window, type Uri } from 'vscode';
import type { DryfitServer } from './dryfitServer';
import type { PreviewPanel } from './previewPanel';

const VIEW_TYPE = 'dryfit.preview';

export class PanelHolder implements Disposable {
  private panel: Promise<PreviewPanel> | undefined;
  private readonly serializer: Disposable;

  constructor(
    private readonly extensionUri: Uri,
    private readonly server: DryfitServer,
  ) {
    this.serializer = window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await this.get()).restore(panel, state),
    });
  }

  get(): Promise<PreviewPanel> {
    return (this.panel ??= this.load());
  }

  /** Nothing to do for a panel that nobody has asked for. */
  async refresh(): Promise<void> {
    await (await this.panel)?.refresh();
  }

  dispose(): void {
    this.serializer.dispose();
    void this.panel?.then((panel) => panel.dispose());
  }

  private async load(): Promise<PreviewPanel> {
    const { PreviewPanel } = await import('./previewPanel.js');
    return new PreviewPanel(VIEW_TYPE, this.extensionUri, this.server);
  }
}
