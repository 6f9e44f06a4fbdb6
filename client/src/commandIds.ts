/** The commands of the palette and the menus, as package.json declares them. */
import type { Uri } from 'vscode';
import type { OpenPanelArgument } from '../../server/src/protocol/requests';

export const COMMAND_IDS = [
  'dryfit.simulateWorkspace',
  'dryfit.openSample',
  'dryfit.openWalkthrough',
  'dryfit.refreshPrices',
  'dryfit.simulateRunningCluster',
  'dryfit.restartServer',
  'dryfit.copyReport',
  'dryfit.showLog',
] as const;

export type CommandId = (typeof COMMAND_IDS)[number];

/** Where a lens wants the panel, or the file that a menu belongs to. */
export type CommandTarget = OpenPanelArgument | Uri;
