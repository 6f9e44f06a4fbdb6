/** Refreshed prices in the editor: where they are kept, and the command that has them fetched by a program of its own. */
import { execFile } from 'node:child_process';
import {
  ConfigurationTarget,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type ExtensionContext,
} from 'vscode';

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

function runRefresh(context: ExtensionContext, { region, profile, token }: RefreshAsk): Promise<RefreshRun> {
  const program = Uri.joinPath(context.extensionUri, 'server', 'out', 'cli.js').fsPath;
  const words = ['prices', 'refresh', '--region', region, '--prices-folder', priceFolder(context)];
  const named = profile === '' ? [] : ['--profile', profile];
  const options = { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...words, ...named], options, (error, _, stderr) => {
      if (token.isCancellationRequested) return resolve({ status: 'failed', message: '' });
      const message = stderr.replaceAll('dryfit: ', '').trim();
      // Status 1: some parts are new, some are not.
      if (error === null || error.code === 1) return resolve({ status: 'stored', message });
      resolve({ status: 'failed', message: message === '' ? error.message : message });
    });
    token.onCancellationRequested(() => child.kill());
  });
}
