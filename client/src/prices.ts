/** Refreshed prices in the editor: where they are kept, and the command that has them fetched by a program of its own. */
import { execFile } from 'node:child_process';
import { ProgressLocation, Uri, window, workspace, type ExtensionContext } from 'vscode';

/** Added to the server's environment: the folder of refreshed prices where `dryfit.prices` asks for them. */
export function priceEnvironment(context: ExtensionContext): Record<string, string> {
  const isRefreshed = workspace.getConfiguration('dryfit').get('prices') === 'refreshed';
  return { DRYFIT_PRICES_FOLDER: isRefreshed ? priceFolder(context) : '' };
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
    { location: ProgressLocation.Notification, title: `Dryfit: fetching prices of ${region}` },
    () => runRefresh(context, region, profile),
  );
  if (message !== '') void window.showWarningMessage(`Dryfit: ${message}`);
  if (status === 2) return;
  if (workspace.getConfiguration('dryfit').get('prices') === 'refreshed') await onRefreshed();
  else
    void window.showInformationMessage(
      'Dryfit: prices are refreshed. They count once dryfit.prices is "refreshed".',
    );
}

interface RefreshRun {
  readonly status: number;
  /** What did not work, as one text; empty when all did. */
  readonly message: string;
}

function runRefresh(context: ExtensionContext, region: string, profile: string): Promise<RefreshRun> {
  const program = Uri.joinPath(context.extensionUri, 'server', 'out', 'cli.js').fsPath;
  const words = ['prices', 'refresh', '--region', region, '--prices-folder', priceFolder(context)];
  const named = profile === '' ? [] : ['--profile', profile];
  const options = { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words, ...named], options, (error, _, stderr) => {
      const status = error === null ? 0 : error.code === 1 ? 1 : 2;
      const message = stderr.replaceAll('dryfit: ', '').trim();
      resolve({ status, message: status === 2 && message === '' ? (error?.message ?? '') : message });
    });
  });
}
