/** What the timeline takes from a file, and what it opens in an editor. */
import { ViewColumn, window, workspace } from 'vscode';

/** A load is a list of points; more than this is some other file. */
const MAX_BYTES = 1_000_000;

/** The text of a CSV that the reader chooses; undefined when none was, or it is too large (which is said). */
export async function chooseCsv(): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: 'A load: lines of a time and a value',
      openLabel: 'Play',
      filters: { CSV: ['csv', 'tsv', 'txt'] },
    })) ?? [];
  if (!file) return undefined;
  const { size } = await workspace.fs.stat(file);
  if (size <= MAX_BYTES) return new TextDecoder().decode(await workspace.fs.readFile(file));
  void window.showWarningMessage(
    `Dryfit: ${file.path.split('/').pop() ?? ''} has more than 1 MB. Take one line a minute.`,
  );
  return undefined;
}

/** In a document of its own that nobody has saved yet; the panel stays in view. */
export async function showManifests(content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  await window.showTextDocument(document, ViewColumn.One);
}
