/** What only the editor knows: which files the YAML extension has schemas for, and the text of open files at git HEAD.
 *  The server runs no program for it; the client asks the editor's own extensions. */
import { hasYamlSchema } from '../analysis/shown/shown';
import { StoredFile } from '../analysis/check/stored';
import { relativePath, uriKey } from '../analysis/uris';
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import { MAX_MAIN_THREAD_LENGTH } from '../analysis/limits';
import type { Finding } from '../model/finding';
import type { Settings } from './settings';

export class EditorFacts {
  readonly #stored = new Map<string, StoredFile>();
  #yamlGlobs: readonly string[] | undefined;

  constructor(private readonly workspace: Workspace) {}

  /** True when that is news. */
  setYamlGlobs(globs: readonly string[] | null): boolean {
    const before = JSON.stringify(this.#yamlGlobs);
    this.#yamlGlobs = globs ?? undefined;
    return JSON.stringify(this.#yamlGlobs) !== before;
  }

  /** True when that is news. */
  setStored(uri: string, text: string | null): boolean {
    const key = uriKey(uri);
    if (this.#stored.get(key)?.text === (text ?? undefined)) return false;
    if (text === null || text.length > MAX_MAIN_THREAD_LENGTH) return this.#stored.delete(key);
    this.#stored.set(key, new StoredFile(text));
    return true;
  }

  /** Whether findings that a JSON Schema gives are left to the YAML extension. */
  leavesSchema(file: WorkspaceFile, { schemaFindings }: Settings): boolean {
    if (schemaFindings !== 'auto') return schemaFindings === 'off';
    return hasYamlSchema(this.#relative(file.key), file.text, this.#yamlGlobs);
  }

  /** What the API server would say of the change from the stored version to this one. */
  changeFindings(file: WorkspaceFile, { options, isComparingWithHead }: Settings): readonly Finding[] {
    if (!isComparingWithHead) return [];
    return this.#stored.get(file.key)?.changeFindings(file, options) ?? [];
  }

  #relative(key: string): string {
    const folder = this.workspace.folderOf(key);
    return folder === undefined ? key : relativePath(key, folder);
  }
}
