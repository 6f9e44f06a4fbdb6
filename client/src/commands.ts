/** The commands of the palette and the menus: a table of id and function. */
import { commands, Disposable, env, Uri, window, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { OpenPanelArgument } from '../../server/src/protocol/requests';
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

/** @param target  where a lens wants the panel, or the file that a menu belongs to; undefined from the palette */
type Command = (context: CommandContext, target?: OpenPanelArgument | Uri) => void | Promise<void>;

const COMMANDS: Readonly<Record<string, Command>> = {
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

export function registerCommands(context: CommandContext): Disposable {
  const registered = Object.entries(COMMANDS).map(([id, run]) =>
    commands.registerCommand(id, (target?: OpenPanelArgument | Uri) =>
      reportFailure(context, () => run(context, target)),
    ),
  );
  return Disposable.from(...registered);
}

async function simulateWorkspace({ panel }: CommandContext, target?: OpenPanelArgument | Uri): Promise<void> {
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

async function reportFailure({ log }: CommandContext, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error(reason);
    const choice = await window.showErrorMessage(`Dryfit: ${reason}`, 'Show Log');
    if (choice) log.show();
  }
}
