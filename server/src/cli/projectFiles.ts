/** The `.dryfit.yaml` files that count for the inputs: the nearest one in the folder of each or above it. */
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readProjectCost } from '../analysis/check/projectCost';
import type { CostOptions } from '../model/costOptions';
import { isProjectFile, PROJECT_FILE, type RuleLevels } from '../model/ruleLevels';
import { readProjectFile } from '../rules/projectFile';
import { failed, success, type Outcome } from '../util/outcome';
import { STDIN_URI, type InputFile } from './inputs';
import { isInside } from '../adapters/insideFolder';

/** Project files are no manifests, although a folder lists them. */
export const withoutProjectFiles = (files: readonly InputFile[]): readonly InputFile[] =>
  files.filter(({ uri }) => !isProjectFile(uri));

/** Standard input counts as a file of the working directory. */
export function projectFilesAbove(
  files: readonly InputFile[],
  workingDirectory: string,
): Outcome<readonly InputFile[]> {
  const nearest = new Map<string, string | undefined>();
  for (const { uri } of files)
    nearestAbove(uri === STDIN_URI ? workingDirectory : dirname(fileURLToPath(uri)), nearest);
  const paths = [...new Set(nearest.values())].filter((path) => path !== undefined);
  try {
    return success(paths.map((path) => readOne(path, workingDirectory)));
  } catch (error) {
    return failed(
      `${PROJECT_FILE} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** What the project says about standard input, which lies in no folder. */
export function optionsForStdin(
  files: readonly InputFile[],
  projectFiles: readonly InputFile[],
  workingDirectory: string,
): { readonly rules?: RuleLevels; readonly cost?: CostOptions } {
  if (!files.some(({ uri }) => uri === STDIN_URI)) return {};
  const path = nearestAbove(workingDirectory, new Map());
  const file = projectFiles.find(({ uri }) => path !== undefined && uri === pathToFileURL(path).href);
  return file ? { rules: readProjectFile(file).levels, cost: readProjectCost(file) } : {};
}

/** Each folder is looked at once. */
function nearestAbove(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const path = join(folder, PROJECT_FILE);
  const parent = dirname(folder);
  const found =
    existsSync(path) && !isForeignLink(path)
      ? path
      : parent === folder
        ? undefined
        : nearestAbove(parent, known);
  known.set(folder, found);
  return found;
}

/** A link in a project must not choose what else of the machine is read. */
const isForeignLink = (path: string): boolean =>
  lstatSync(path).isSymbolicLink() && !isInside(path, dirname(path));

function readOne(path: string, workingDirectory: string): InputFile {
  const inner = relative(workingDirectory, path);
  const label = inner.startsWith('..') ? path : inner;
  return { uri: pathToFileURL(path).href, label, text: readFileSync(path, 'utf8') };
}
