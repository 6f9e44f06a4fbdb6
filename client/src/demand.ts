/** When there is something to do: until then the editor has one small file of ours, and no server runs. */
import { Disposable, languages, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { hasMark, isMarkWritten } from './jsonMark';
import { MANIFEST_SELECTOR } from './manifestSelector';
import { sampleBeingOpened } from './sampleBeingOpened';

/** Calls `start` once: with the first document that may hold manifests, be it now or later. */
export function onDemand(context: ExtensionContext, start: () => void): Disposable {
  if (isWanted(context)) {
    start();
    return Disposable.from();
  }
  const startOnce = (): void => {
    listeners.dispose();
    start();
  };
  const listeners = Disposable.from(
    workspace.onDidOpenTextDocument((document) => mayHoldManifests(document) && startOnce()),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (isMarkWritten(contentChanges, document) && isServed(document)) startOnce();
    }),
    workspace.onDidChangeConfiguration(() => isWholeWorkspaceWanted() && startOnce()),
  );
  return listeners;
}

const isWanted = (context: ExtensionContext): boolean =>
  workspace.textDocuments.some(mayHoldManifests) ||
  isWholeWorkspaceWanted() ||
  sampleBeingOpened(context) !== undefined;

/** Problems of files that nobody has opened. */
const isWholeWorkspaceWanted = (): boolean =>
  workspace.getConfiguration('dryfit').get('problems.scope') === 'workspace';

const isServed = (document: TextDocument): boolean => languages.match(MANIFEST_SELECTOR, document) > 0;

const mayHoldManifests = (document: TextDocument): boolean =>
  isServed(document) && (document.languageId !== 'json' || hasMark(document.getText()));
