/** The findings of a file as they stand now: those of the edit stage for its present text, and those of the last
 *  simulation of its cluster, moved along with the lines that did not change since. */
import { carryFindings } from '../analysis/shown/carry';
import { eachOnce, withoutSchemaFindings, worstOf } from '../analysis/shown/shown';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Finding } from '../model/finding';
import type { Checks } from './checks';
import type { EditorFacts } from './editorFacts';
import type { SettingsStore } from './settings';
import type { Solved, Solves } from './solves';

export interface FindingsSource {
  readonly workspace: Workspace;
  readonly settings: SettingsStore;
  readonly checks: Checks;
  readonly solves: Solves;
  readonly editorFacts: EditorFacts;
}

/** undefined when a newer version overtook this one. */
export async function findingsOf(
  source: FindingsSource,
  file: WorkspaceFile,
): Promise<readonly Finding[] | undefined> {
  const settings = source.settings.of(file.uri);
  if (!settings.isValidating) return [];
  const edits = solvedEdits(source, file) ?? (await source.checks.findings(file));
  if (!edits) return undefined;
  const changes = source.editorFacts.changeFindings(file, settings);
  const shown = source.editorFacts.leavesSchema(file, settings) ? withoutSchemaFindings(edits) : edits;
  return worstOf(eachOnce([...shown, ...changes, ...solveFindingsOf(source, file)]));
}

/** Findings that the last simulation made for a file that is not open, or is still the same. */
function solvedEdits(source: FindingsSource, file: WorkspaceFile): readonly Finding[] | undefined {
  const solved = solvedFor(source, file);
  if (!solved?.outcome.ok || solved.texts.get(file.key) !== file.text) return undefined;
  return solved.outcome.value.editFindings.filter(({ uri }) => uri === file.uri);
}

/** What a simulation of the cluster as it is found in the file; else what the last one did, as far as the lines are still the
 *  same. */
export function solveFindingsOf(source: FindingsSource, file: WorkspaceFile): readonly Finding[] {
  const solved = solvedFor(source, file);
  const before = solved?.texts.get(file.key);
  if (!solved?.outcome.ok || before === undefined) return [];
  const ofFile = ({ uri }: Finding): boolean => uri === file.uri;
  const known = source.solves.knownFindings(solved.cluster, file);
  return (
    known?.filter(ofFile) ??
    carryFindings(solved.outcome.value.solveFindings.filter(ofFile), before, file.text)
  );
}

function solvedFor({ workspace, solves }: FindingsSource, file: WorkspaceFile): Solved | undefined {
  const cluster = workspace.clusterOf(file.uri);
  return cluster && solves.latest(cluster.name);
}
