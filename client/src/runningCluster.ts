/** What would be added to a cluster that runs, read through the user's kubeconfig. Nothing connects before the command is run. */
import { ProgressLocation, window, workspace, type CancellationToken, type ExtensionContext } from 'vscode';
import { runDryfit } from './program';
import { readClusterViewSettings, readSimulationOptions } from './settings';

/** Asks for what the settings leave open, simulates, and shows the result as Markdown. */
export async function simulateRunningCluster(context: ExtensionContext): Promise<void> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage('Dryfit: the workspace has to be trusted first.');
    return;
  }
  const settings = readClusterViewSettings();
  const name =
    settings.context ||
    (await window.showInputBox({
      title: 'Dryfit: simulate a running cluster',
      prompt:
        'Context of your kubeconfig. Dryfit lists nodes, pods and Karpenter objects, and changes nothing.',
    }));
  const folder = name ? await pickFolder() : undefined;
  if (!name || !folder) return;
  const words = [
    ...['simulate', '--cluster-context', name, '--format', 'markdown'],
    ...readSimulationOptions(window.activeTextEditor?.document.uri),
    ...(settings.mayRunPrograms ? ['--cluster-exec'] : []),
    ...folder.paths,
  ];
  const run = await window.withProgress(
    { location: ProgressLocation.Notification, title: `Dryfit: reading cluster ${name}`, cancellable: true },
    async (_: unknown, token: CancellationToken) => {
      const done = await runDryfit(context, words, { token });
      return token.isCancellationRequested ? undefined : done;
    },
  );
  if (!run) return;
  if (run.err !== '') void window.showWarningMessage(`Dryfit: ${run.err}`);
  if (run.out === '') return;
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: run.out }));
}

interface FolderChoice {
  readonly label: string;
  readonly paths: readonly string[];
}

/** Manifests that are laid over what runs. */
async function pickFolder(): Promise<FolderChoice | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const choices: FolderChoice[] = [
    { label: 'Pods that are pending there', paths: [] },
    ...folders.map(({ name, uri }) => ({ label: `With the manifests of ${name}`, paths: [uri.fsPath] })),
  ];
  return choices.length === 1
    ? choices[0]
    : window.showQuickPick(choices, { title: 'Dryfit: what is simulated on top of what runs' });
}
