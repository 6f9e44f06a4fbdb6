/** A sample that the window starts anew with: it is told so by its address, kept across windows. */
import { workspace, type ExtensionContext } from 'vscode';

/** Key of that address. */
export const OPENING = 'dryfit.openingSample';

export function isSampleBeingOpened({ globalState }: ExtensionContext): boolean {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder !== undefined && globalState.get(OPENING) === folder.uri.toString();
}
