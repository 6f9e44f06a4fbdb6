/** Opens a copy of the examples, which a newcomer may change: in a folder of their choice, or in a temporary one. On the
 *  machine that the extension runs on, which over Remote is the remote one. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, Uri, window, workspace, type ExtensionContext, type QuickPickItem } from 'vscode';
import { OPENING, sampleBeingOpened } from './sampleBeingOpened';

const NAME = 'dryfit-sample';
/** Opened with the folder: there is much to see in it. A folder that has it activates the extension. */
const FIRST_FILE = 'web-service/mistakes/nodepool.yaml';

interface Place extends QuickPickItem {
  parent(): Promise<Uri | undefined>;
}

const PLACES: readonly Place[] = [
  {
    label: '$(beaker) In a temporary folder',
    detail: 'To look around. The system removes it some day.',
    parent: async () => Uri.file(await mkdtemp(join(tmpdir(), 'dryfit-'))),
  },
  {
    label: '$(folder) In a folder that I choose',
    detail: `A folder ${NAME} is made in it, yours to keep.`,
    parent: chooseFolder,
  },
];

export async function openSample({ extensionUri, globalState }: ExtensionContext): Promise<void> {
  const place = await window.showQuickPick(PLACES, {
    title: 'Dryfit: Open Sample Workspace',
    placeHolder: 'Manifests of five situations, well done and with the usual mistakes, and a spike to play',
  });
  const parent = await place?.parent();
  if (!parent) return;
  const folder = await freeName(parent);
  await workspace.fs.copy(Uri.joinPath(extensionUri, 'examples'), folder);
  await globalState.update(OPENING, folder.toString());
  // Nobody loses the folder in front.
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
}

/** In the window of a sample that has just been made. */
export async function showFirstFile(context: ExtensionContext): Promise<void> {
  const folder = sampleBeingOpened(context);
  if (!folder) return;
  await context.globalState.update(OPENING, undefined);
  await window.showTextDocument(Uri.joinPath(folder, FIRST_FILE), { preview: false });
}

async function chooseFolder(): Promise<Uri | undefined> {
  const [first] = workspace.workspaceFolders ?? [];
  const chosen = await window.showOpenDialog({
    ...{ canSelectFolders: true, canSelectFiles: false },
    ...{ title: 'Where the sample is to be put', openLabel: 'Put the Sample Here' },
    ...(first ? { defaultUri: Uri.joinPath(first.uri, '..') } : {}),
  });
  return chosen?.[0];
}

/** Nothing that is there is written over. */
async function freeName(parent: Uri): Promise<Uri> {
  const taken = new Set((await workspace.fs.readDirectory(parent)).map(([name]) => name));
  let name = NAME;
  for (let number = 2; taken.has(name); number++) name = `${NAME}-${number}`;
  return Uri.joinPath(parent, name);
}
