/** The extension's way in and out. Nothing is done here but wiring: the server is started and the client library loaded after
 *  activation, the panel when it is asked for. */
import { window, workspace, type ExtensionContext } from 'vscode';
import { registerCommands } from './commands';
import { DryfitServer } from './dryfitServer';
import { tellStoredTexts } from './gitHead';
import { PanelHolder } from './panelHolder';
import { showFirstFile } from './sample';
import { RenderedProblems } from './rendered';
import { ServerProcesses } from './serverProcess';
import { StatusItem } from './status';
import { tellYamlSchemas } from './yamlExtension';

let server: DryfitServer | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Dryfit', { log: true });
  const processes = new ServerProcesses(context, log);
  const running = new DryfitServer(async () => {
    await untilActivated();
    processes.prepare();
    const { createClient } = await import('./client.js');
    return createClient(context, log, processes);
  });
  server = running;
  const panel = new PanelHolder(context.extensionUri, running);
  context.subscriptions.push(
    ...[log, processes, running, panel, new StatusItem(running, log)],
    new RenderedProblems(context, log),
    registerCommands({ server: running, panel, log, extension: context }),
    workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration('dryfit.prices') ? running.restart() : undefined,
    ),
    workspace.onDidGrantWorkspaceTrust(() => running.trustGranted()),
    tellYamlSchemas(running),
    tellStoredTexts(running),
  );
  // Not awaited: the editor goes on while the server starts, and what is asked of it meanwhile waits.
  running.start().catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
  showFirstFile(context).catch((error: unknown) => log.warn(`The sample: ${String(error)}`));
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** Lets the editor have its turn before the library is read. */
const untilActivated = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
