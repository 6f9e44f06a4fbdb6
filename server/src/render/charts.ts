/** Helm charts among files: what makes a folder one, and what in it is the chart's own. */
import { parseFile } from '../manifest/document';
import { textAt } from '../manifest/fields';
import type { SourceFile } from '../model/finding';
import { compareText } from '../util/sort';

export interface Chart<File extends SourceFile = SourceFile> {
  /** As its Chart.yaml calls it: what `helm template` writes before the paths of templates. */
  readonly name: string;
  /** URI of the folder, without a slash at the end. */
  readonly folder: string;
  readonly manifest: File;
}

const CHART_FILE = 'Chart.yaml';

/** The charts of files that are installed by themselves, by folder: those within the `charts/` of another one, and
 *  libraries, only come with others. */
export function chartsOf<File extends SourceFile>(files: readonly File[]): readonly Chart<File>[] {
  const all = files.flatMap((file) => chartOf(file)).sort((a, b) => compareText(a.folder, b.folder));
  return all
    .filter(({ folder }) => !all.some((other) => isBelow(folder, `${other.folder}/charts`)))
    .filter(({ manifest }) => typeOf(manifest) !== 'library');
}

function chartOf<File extends SourceFile>(manifest: File): Chart<File>[] {
  const slash = manifest.uri.lastIndexOf('/');
  if (manifest.uri.slice(slash + 1) !== CHART_FILE) return [];
  const name = textAt(valueOf(manifest), 'name');
  return name === undefined ? [] : [{ name, folder: manifest.uri.slice(0, slash), manifest }];
}

const typeOf = (manifest: SourceFile): string => textAt(valueOf(manifest), 'type') ?? 'application';

const valueOf = (file: SourceFile): unknown => parseFile(file)[0]?.value;

export const isBelow = (uri: string, folder: string): boolean => uri.startsWith(`${folder}/`);

/** Whether a file is rendered, or tells how: objects that stand beside the templates (`crds/`) are no part of that. */
export const isPartOfChart = (uri: string, { folder }: Chart): boolean =>
  [`${folder}/templates`, `${folder}/charts`].some((own) => isBelow(uri, own)) ||
  /^(?:Chart|values(?:[.-][^/]*)?)\.ya?ml$/.test(isBelow(uri, folder) ? uri.slice(folder.length + 1) : '');

/** The URI of what `helm template` calls `name/templates/x.yaml` or `name/charts/sub/templates/x.yaml`. */
export function templateUri({ name, folder }: Chart, source: string): string | undefined {
  return source.startsWith(`${name}/`) ? `${folder}/${source.slice(name.length + 1)}` : undefined;
}

/** The charts on the way to a template, below the outermost: `['sub']` for `name/charts/sub/templates/x.yaml`. */
export function subchartsOn(source: string): readonly string[] {
  const steps = source.split('/');
  const names: string[] = [];
  for (let at = 1; steps[at] === 'charts' && steps[at + 1] !== undefined; at += 2)
    names.push(steps[at + 1] ?? '');
  return names;
}
