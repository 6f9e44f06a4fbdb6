/** A sample that the window starts anew with: it is told so by its address, kept across windows. */
import { workspace, type ExtensionContext, type Uri } from 'vscode';

/** Key of that address. */
export const OPENING = 'dryfit.openingSample';

/** The window's folder where it is such a sample. */
export function sampleBeingOpened({ globalState }: ExtensionContext): Uri | undefined {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder && globalState.get(OPENING) === folder.uri.toString() ? folder.uri : undefined;
}
