/** The extension's way in and out. Everything else hangs on the language client; nothing is done here but wiring. */
import { window, workspace, type ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { TRUST_CHANGED, type TrustChangedParams } from '../../server/src/protocol/requests';
import { createClient } from './client';
import { registerCommands } from './commands';
import { PreviewPanel } from './previewPanel';
import { StatusItem } from './status';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Dryfit', { log: true });
  const running = createClient(context, log);
  client = running;
  const panel = new PreviewPanel(context.extensionUri, running);
  context.subscriptions.push(
    log,
    panel,
    new StatusItem(running),
    registerCommands({ client: running, panel, log }),
    workspace.onDidGrantWorkspaceTrust(() => {
      const params: TrustChangedParams = { trusted: true };
      return running.sendNotification(TRUST_CHANGED, params);
    }),
  );
  await running.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
