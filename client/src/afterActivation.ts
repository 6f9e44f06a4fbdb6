/** The extension once it is active. Nothing is done here but wiring: the server is started and the client library loaded, the
 *  panel when it is asked for. */
import { Disposable, window, workspace, type ExtensionContext, type WebviewPanel } from 'vscode';
import type { CommandId, CommandTarget } from './commandIds';
import { runCommand, type CommandContext } from './commands';
import { DryfitServer } from './dryfitServer';
import { tellStoredTexts } from './gitHead';
import { PanelHolder } from './panelHolder';
import { RenderedProblems } from './rendered';
import { showFirstFile } from './sample';
import { ServerProcesses } from './serverProcess';
import { StatusItem } from './status';
import { tellYamlSchemas } from './yamlExtension';

export class Extension implements Disposable {
  private readonly commands: CommandContext;
  private readonly parts: Disposable;

  constructor(context: ExtensionContext) {
    const log = window.createOutputChannel('Dryfit', { log: true });
    const processes = new ServerProcesses(context, log);
    processes.prepare();
    const server = new DryfitServer(async () => {
      const { createClient } = await import('./client.js');
      return createClient(context, log, processes);
    });
    const panel = new PanelHolder(context.extensionUri, server);
    this.commands = { server, panel, log, extension: context };
    this.parts = Disposable.from(
      ...[log, processes, server, panel, new StatusItem(server, log)],
      new RenderedProblems(context, log),
      workspace.onDidChangeConfiguration((event) =>
        event.affectsConfiguration('dryfit.prices') ? server.restart() : undefined,
      ),
      workspace.onDidGrantWorkspaceTrust(() => server.trustGranted()),
      tellYamlSchemas(server),
      tellStoredTexts(server),
    );
    // Not awaited: the editor goes on while the server starts, and what is asked of it meanwhile waits.
    server
      .start()
      .catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
    showFirstFile(context).catch((error: unknown) => log.warn(`The sample: ${String(error)}`));
  }

  run(id: CommandId, target: CommandTarget | undefined): Promise<void> {
    return runCommand(this.commands, id, target);
  }

  restorePanel(panel: WebviewPanel, state: unknown): Promise<void> {
    return this.commands.panel.restore(panel, state);
  }

  stop(): Promise<void> {
    return this.commands.server.stop();
  }

  dispose(): void {
    this.parts.dispose();
  }
}
