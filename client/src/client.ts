/** Builds the language client: which documents it serves, how the server is started, what it is told at first. */
import { env, Uri, version, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/protocol/requests';
import { priceEnvironment } from './prices';
import { traceChannel } from './traceChannel';

/** Documents that may hold manifests: on the disk, or not saved yet. */
export const MANIFEST_SELECTOR = ['yaml', 'json'].flatMap((language) => [
  { language, scheme: 'file' },
  { language, scheme: 'untitled' },
]);

/** Opens the simulation panel; lenses run it with an `OpenPanelArgument`. */
const OPEN_PANEL_COMMAND = 'dryfit.simulateWorkspace';

/** Commands that a hover or a message of the server may offer as a link. */
const LINKED_COMMANDS = [OPEN_PANEL_COMMAND];

export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const trace = traceChannel(log);
  context.subscriptions.push(trace);
  const options: LanguageClientOptions = {
    documentSelector: MANIFEST_SELECTOR,
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
    // A function, so that a restarted server hears of trust that was granted meanwhile.
    initializationOptions: (): InitializationOptions => ({
      trusted: workspace.isTrusted,
      editor: `${env.appName} ${version}`,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      openPanelCommand: OPEN_PANEL_COMMAND,
      hasSnippets: true,
    }),
  };
  return new LanguageClient('dryfit', 'Dryfit', serverOptions(context), options);
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = Uri.joinPath(context.extensionUri, 'server', 'out', 'main.js').fsPath;
  return {
    // Read at every start: a restarted server hears of prices that were chosen meanwhile.
    run: {
      ...{ module, transport: TransportKind.ipc },
      get options() {
        return { env: priceEnvironment(context) };
      },
    },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect'] } },
  };
}
