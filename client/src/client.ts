/** Builds the language client: which documents it serves, what the server is told at first. Loaded after activation, with
 *  the library that takes most of the extension's size. */
import { env, Uri, version, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  LanguageClient,
  RevealOutputChannelOn,
  type FileEvent,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../../server/src/protocol/requests';
import { MANIFEST_SELECTOR } from './manifestSelector';
import type { ServerProcesses } from './serverProcess';
import { traceChannel } from './traceChannel';

/** Opens the simulation panel; lenses run it with an `OpenPanelArgument`. */
const OPEN_PANEL_COMMAND = 'dryfit.simulateWorkspace';

/** Commands that a hover or a message of the server may offer as a link. */
const LINKED_COMMANDS = [OPEN_PANEL_COMMAND];

export function createClient(
  context: ExtensionContext,
  log: LogOutputChannel,
  processes: ServerProcesses,
): LanguageClient {
  const trace = traceChannel(log);
  context.subscriptions.push(trace);
  const options: LanguageClientOptions = {
    documentSelector: MANIFEST_SELECTOR,
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
    middleware: { workspace: { didChangeWatchedFile } },
    // A function, so that a restarted server hears of trust that was granted meanwhile.
    initializationOptions: (): InitializationOptions => ({
      trusted: workspace.isTrusted,
      editor: `${env.appName} ${version}`,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      openPanelCommand: OPEN_PANEL_COMMAND,
      hasSnippets: true,
    }),
  };
  return new LanguageClient('dryfit', 'Dryfit', () => Promise.resolve(processes.take()), options);
}

/** What nobody applies: git's own files come and go all the time. */
const TOOLS_FILES = /(?:^|\/)(?:\.[^/]+|node_modules)\//;

async function didChangeWatchedFile(
  event: FileEvent,
  next: (event: FileEvent) => Promise<void>,
): Promise<void> {
  if (!TOOLS_FILES.test(workspace.asRelativePath(Uri.parse(event.uri), false))) await next(event);
}
