/** The extension's way in and out. Nothing is done here but wiring. */
import { window, workspace, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createClient } from './client';
import { registerCommands } from './commands';
import { tellYamlSchemas } from './yamlExtension';
import { tellStoredTexts } from './gitHead';
import { DryfitServer } from './dryfitServer';
import { PreviewPanel } from './previewPanel';
import { StatusItem } from './status';

let client: LanguageClient | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Dryfit', { log: true });
  client = createClient(context, log);
  const server = new DryfitServer(client);
  const panel = new PreviewPanel(context.extensionUri, server);
  context.subscriptions.push(
    log,
    server,
    panel,
    new StatusItem(server, log),
    registerCommands({ server, panel, log, extension: context }),
    workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration('dryfit.prices') ? server.restart() : undefined,
    ),
    workspace.onDidGrantWorkspaceTrust(() => server.trustGranted()),
    tellYamlSchemas(server),
    tellStoredTexts(server),
  );
  // Not awaited: the editor goes on while the server starts, and what is asked of it meanwhile waits.
  client.start().catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
