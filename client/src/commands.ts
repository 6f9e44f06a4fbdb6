/** What the commands of the palette and the menus do: a table of id and function. */
import { commands, env, Uri, window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { CommandId, CommandTarget } from './commandIds';
import type { DryfitServer } from './dryfitServer';
import type { PanelHolder } from './panelHolder';
import { refreshPrices } from './prices';
import { simulateRunningCluster } from './runningCluster';
import { openSample } from './sample';

export interface CommandContext {
  readonly server: DryfitServer;
  readonly panel: PanelHolder;
  readonly log: LogOutputChannel;
  readonly extension: ExtensionContext;
}

/** @param target  undefined from the palette */
type Command = (context: CommandContext, target?: CommandTarget) => void | Promise<void>;

const COMMANDS: Readonly<Record<CommandId, Command>> = {
  'dryfit.simulateWorkspace': simulateWorkspace,
  'dryfit.openSample': ({ extension }) => openSample(extension),
  'dryfit.openWalkthrough': async ({ extension }) => {
    await commands.executeCommand('workbench.action.openWalkthrough', `${extension.extension.id}#start`);
  },
  'dryfit.refreshPrices': (context) => refreshPrices(context.extension, () => restartServer(context)),
  'dryfit.simulateRunningCluster': ({ extension }) => simulateRunningCluster(extension),
  'dryfit.restartServer': restartServer,
  'dryfit.copyReport': copyReport,
  'dryfit.showLog': ({ log }) => log.show(),
};

export async function runCommand(
  context: CommandContext,
  id: CommandId,
  target: CommandTarget | undefined,
): Promise<void> {
  try {
    await COMMANDS[id](context, target);
  } catch (error) {
    await tellFailure(context, error);
  }
}

async function simulateWorkspace({ panel }: CommandContext, target?: CommandTarget): Promise<void> {
  const shown = await panel.get();
  if (target && !(target instanceof Uri)) return shown.showTarget(target);
  await shown.show(target ?? window.activeTextEditor?.document.uri);
}

async function restartServer({ server, panel }: CommandContext): Promise<void> {
  await server.restart();
  await panel.refresh();
  window.setStatusBarMessage('Dryfit: language server restarted', 4000);
}

async function copyReport({ server }: CommandContext): Promise<void> {
  const { text } = await server.report();
  await env.clipboard.writeText(text);
  void window.showInformationMessage(
    'Dryfit: the diagnostics report is in the clipboard. It holds no content of your files.',
  );
}

async function tellFailure({ log }: CommandContext, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(reason);
  const choice = await window.showErrorMessage(`Dryfit: ${reason}`, 'Show Log');
  if (choice) log.show();
}
