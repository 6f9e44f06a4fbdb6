/** `textDocument/references`. */
import type { Location, ReferenceParams } from 'vscode-languageserver';
import { referencesAt } from '../authoring/links/find';
import type { Session } from './session';
import { manifestsAround } from './surroundings';

export function references(
  { workspace }: Session,
  { textDocument, position, context }: ReferenceParams,
): Location[] | null {
  const file = workspace.file(textDocument.uri);
  if (!file) return null;
  const { all } = manifestsAround(workspace, file);
  return [...referencesAt(file.manifests, position, all, { includeDeclaration: context.includeDeclaration })];
}
