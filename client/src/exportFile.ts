/** Saves what the panel exports where the user says. */
import { Uri, window, workspace } from 'vscode';
import type { ExportFormat } from './panel/messages';

const ENDINGS: Readonly<Record<ExportFormat, readonly [label: string, ending: string]>> = {
  markdown: ['Markdown', 'md'],
  json: ['JSON', 'json'],
  svg: ['SVG', 'svg'],
};

export async function saveExport(
  cluster: string,
  { format, text }: { readonly format: ExportFormat; readonly text: string },
): Promise<void> {
  const [label, ending] = ENDINGS[format];
  const [folder] = workspace.workspaceFolders ?? [];
  const name = `${cluster.replace(/[^\w.-]+/g, '-')}.${ending}`;
  const file = await window.showSaveDialog({
    title: `Save as ${label}`,
    filters: { [label]: [ending] },
    ...(folder ? { defaultUri: Uri.joinPath(folder.uri, name) } : {}),
  });
  if (!file) return;
  await workspace.fs.writeFile(file, new TextEncoder().encode(text));
  window.setStatusBarMessage(`Dryfit: saved ${file.path.split('/').pop() ?? name}`, 4000);
}
