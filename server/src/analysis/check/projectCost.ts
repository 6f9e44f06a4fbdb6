/** The key `cost` of a `.dryfit.yaml`: what a project says about its bill. A misspelt name or a value that makes no sense
 *  is a finding, the rest counts. */
import { costFieldProblem, mergeCostOptions, VOLUME_PRICE_FIELDS, VOLUME_TYPES } from '../../cost/fields';
import { readCostOptions } from '../../cost/readOptions';
import { fieldPath, parseFile, type Manifest, type Path } from '../../manifest/document';
import { isFields, valueAt } from '../../manifest/fields';
import type { CostOptions } from '../../model/costOptions';
import type { Finding, Fix, SourceFile } from '../../model/finding';
import type { Options } from '../../model/options';
import { controlFinding, settingsKnown } from '../../rules/control';
import { renameKey } from '../../rules/edits';
import { readProjectDocument } from '../../rules/projectFile';
import { nearestProjectFile } from '../../rules/severity';
import { isNodePool } from '../poolPlaces';
import { perObject } from '../../util/perObject';

/** What the project file that counts for a manifest says about the bill. */
export function projectCost(uri: string, { projectFiles = [] }: Pick<Options, 'projectFiles'>): CostOptions {
  const file = nearestProjectFile(uri, projectFiles);
  return file ? readProjectCost(file) : {};
}

export const readProjectCost = perObject((file: SourceFile): CostOptions =>
  parseFile(file)
    .map(({ value }) => readCostOptions(valueAt(value, 'cost')))
    .reduce(mergeCostOptions, {}),
);

/** The options of a cluster's bill: those of its project file, and before them those of the caller. */
export function costOfCluster(manifests: readonly Manifest[], options: Options): CostOptions | undefined {
  const uri = leadingUri(manifests);
  const ofProject = uri === undefined ? {} : projectCost(uri, options);
  return Object.keys(ofProject).length > 0 ? mergeCostOptions(ofProject, options.cost ?? {}) : options.cost;
}

/** The file that stands for its cluster where settings and project files are looked up: the first with a NodePool, else
 *  the first. */
export const leadingUri = (manifests: readonly Manifest[]): string | undefined =>
  (manifests.find(isNodePool) ?? manifests[0])?.uri;

/** All that is wrong with a document of a project file. */
export const projectFindings = (manifest: Manifest): readonly Finding[] => [
  ...readProjectDocument(manifest).findings,
  ...costFindings(manifest),
];

function costFindings(manifest: Manifest): Finding[] {
  const cost = valueAt(manifest.value, 'cost');
  if (cost === undefined || cost === null) return [];
  if (!isFields(cost)) return [say(manifest, ['cost'], 'value', 'cost is a map of terms of the bill')];
  return leaves(cost, []).flatMap(([path, value]) => fieldFindings(manifest, path, value));
}

/** Every value below, with its path; a map without entries is none. */
function leaves(value: unknown, path: readonly string[]): (readonly [readonly string[], unknown])[] {
  if (!isFields(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, [...path, key]));
}

function fieldFindings(manifest: Manifest, steps: readonly string[], value: unknown): Finding[] {
  const problem = costFieldProblem(steps.join('.'), value);
  // No default means not known: null says the same.
  if (!problem || (problem.kind === 'value' && value === null)) return [];
  const path = ['cost', ...steps];
  if (problem.kind === 'value')
    return [say(manifest, path, 'value', `${steps.join('.')}: write ${problem.hint ?? 'a value'}`)];
  const meant = problem.hint?.split('.').at(-1);
  const isRename = problem.hint?.split('.').length === steps.length;
  const hint = problem.hint === undefined ? expectation(steps) : `did you mean ${problem.hint}?`;
  const fixes = meant !== undefined && isRename ? renameFix(manifest, path, meant) : [];
  return [say(manifest, path, 'key', `unknown term ${steps.join('.')}: ${hint}`, fixes)];
}

const expectation = ([first = '']: readonly string[]): string =>
  first === 'volumePrices'
    ? `a volume type (${VOLUME_TYPES.join(', ')}) with ${VOLUME_PRICE_FIELDS.join(', ')}`
    : 'it changes nothing; docs/cost.md has the names';

function renameFix(manifest: Manifest, path: Path, meant: string): readonly Fix[] {
  const edits = renameKey(manifest, path, meant);
  return edits.length === 0 ? [] : [{ title: `Change to ${meant}`, safe: false, edits }];
}

const say = (
  manifest: Manifest,
  path: Path,
  part: 'key' | 'value',
  message: string,
  fixes: readonly Fix[] = [],
): Finding =>
  controlFinding(settingsKnown, manifest, {
    ...{ message, fixes, path: fieldPath(path), range: manifest.rangeOf(path, part) },
  });
