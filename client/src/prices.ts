/** Refreshed prices in the editor: where they are kept, and the command that has them fetched by a program of its own. */
import {
  ConfigurationTarget,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type ExtensionContext,
} from 'vscode';
import { runDryfit } from './program';

/** Added to the server's environment: the folder of refreshed prices where `dryfit.prices` asks for them. */
export function priceEnvironment(context: ExtensionContext): Record<string, string> {
  return { DRYFIT_PRICES_FOLDER: arePricesRefreshed() ? priceFolder(context) : '' };
}

const priceFolder = ({ globalStorageUri }: ExtensionContext): string =>
  Uri.joinPath(globalStorageUri, 'prices').fsPath;

/** Fetches the prices of the region of the file in front; asks for a profile first.
 *  @param onRefreshed  called when something new is stored */
export async function refreshPrices(
  context: ExtensionContext,
  onRefreshed: () => Promise<void>,
): Promise<void> {
  const scope = window.activeTextEditor?.document.uri;
  const region = workspace.getConfiguration('dryfit', scope).get<string>('region') ?? 'us-east-1';
  const profile = await window.showInputBox({
    title: `Dryfit: prices of ${region} from AWS`,
    prompt: 'Profile of your AWS configuration; empty for the default credentials',
  });
  if (profile === undefined) return;
  const { status, message } = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: `Dryfit: fetching prices of ${region}`,
      cancellable: true,
    },
    (_, token) => runRefresh(context, { region, profile, token }),
  );
  if (message !== '') void window.showWarningMessage(`Dryfit: ${message}`);
  if (status === 'failed') return;
  if (arePricesRefreshed()) return onRefreshed();
  const choice = await window.showInformationMessage(
    `Dryfit: the prices of ${region} are here. Until you say so, the embedded ones count.`,
    USE_THEM,
  );
  // The server starts again when the setting changes.
  if (choice === USE_THEM)
    await workspace.getConfiguration('dryfit').update('prices', 'refreshed', ConfigurationTarget.Global);
}

const USE_THEM = 'Use Refreshed Prices';

const arePricesRefreshed = (): boolean =>
  workspace.getConfiguration('dryfit').get<string>('prices') === 'refreshed';

interface RefreshAsk {
  readonly region: string;
  /** Empty: the default credentials. */
  readonly profile: string;
  readonly token: CancellationToken;
}

interface RefreshRun {
  /** 'failed': nothing new is stored. */
  readonly status: 'stored' | 'failed';
  /** What did not work, as one text; empty when all did, or when the user took it back. */
  readonly message: string;
}

async function runRefresh(
  context: ExtensionContext,
  { region, profile, token }: RefreshAsk,
): Promise<RefreshRun> {
  const words = ['prices', 'refresh', '--region', region, '--prices-folder', priceFolder(context)];
  const named = profile === '' ? [] : ['--profile', profile];
  const { status, err } = await runDryfit(context, [...words, ...named], { token });
  if (token.isCancellationRequested) return { status: 'failed', message: '' };
  // Status 1: some parts are new, some are not.
  return { status: status === 2 ? 'failed' : 'stored', message: err };
}
