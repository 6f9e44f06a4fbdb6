/** Which level counts for a rule in a file: that of the nearest project file, then that of the options, then its own. */
import type { SourceFile } from '../model/finding';
import type { ResolvedOptions } from '../model/options';
import { levelOf, type RuleLevel, type RuleLevels } from '../model/ruleLevels';
import { perObject } from '../util/perObject';
import { readProjectFile } from './projectFile';

type Control = Pick<ResolvedOptions, 'rules' | 'projectFiles'>;

/** Level of a rule for the manifests of one file; undefined: the rule's own. */
export function levelsFor(
  uri: string,
  { rules = {}, projectFiles = [] }: Control,
): (rule: string) => RuleLevel | undefined {
  const nearest = nearestProjectFile(uri, projectFiles);
  const project = nearest ? levelsIn(nearest) : {};
  if (isEmpty(project) && isEmpty(rules)) return () => undefined;
  return (rule) => levelOf(rule, project) ?? levelOf(rule, rules);
}

const isEmpty = (levels: RuleLevels): boolean => Object.keys(levels).length === 0;

const levelsIn = perObject((file: SourceFile): RuleLevels => readProjectFile(file).levels);

/** That of the file's folder, or of the nearest one above. */
export function nearestProjectFile(uri: string, files: readonly SourceFile[]): SourceFile | undefined {
  let best: { readonly file: SourceFile; readonly length: number } | undefined;
  for (const file of files) {
    const folder = folderOf(file.uri);
    if (comparable(uri).startsWith(folder) && folder.length > (best?.length ?? 0))
      best = { file, length: folder.length };
  }
  return best?.file;
}

/** With the slash at its end. */
const folderOf = (uri: string): string => comparable(uri).slice(0, comparable(uri).lastIndexOf('/') + 1);

/** Editors and Node escape the same path differently. */
function comparable(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/[A-Z]:/, (start) => start.toLowerCase());
  } catch {
    // A stray percent sign: the text itself is compared.
    return uri;
  }
}
