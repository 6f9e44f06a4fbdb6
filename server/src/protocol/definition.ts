/** `textDocument/definition`. */
import type { Definition, DefinitionLink, DefinitionParams } from 'vscode-languageserver';
import { definitionsAt } from '../authoring/links/find';
import type { Session } from './session';
import { manifestsAround } from './surroundings';

/** Objects of the file's own cluster; those of others only when it has none. */
export function definition(
  { workspace, capabilities }: Session,
  { textDocument, position }: DefinitionParams,
): Definition | DefinitionLink[] | null {
  const file = workspace.file(textDocument.uri);
  if (!file) return null;
  const { nearby, all } = manifestsAround(workspace, file);
  const near = definitionsAt(file.manifests, position, nearby);
  const found = near.length > 0 ? near : definitionsAt(file.manifests, position, all);
  if (capabilities.textDocument?.definition?.linkSupport !== true)
    return found.map(({ uri, range }) => ({ uri, range }));
  return found.map(({ uri, range, objectRange, originRange }) => ({
    targetUri: uri,
    targetRange: objectRange,
    targetSelectionRange: range,
    originSelectionRange: originRange,
  }));
}
