/** `textDocument/documentLink`. */
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { documentLinks } from '../authoring/documentLinks';
import type { Session } from './session';

export function links({ workspace }: Session, { textDocument }: DocumentLinkParams): DocumentLink[] | null {
  const file = workspace.file(textDocument.uri);
  return file ? [...documentLinks(file.manifests)] : null;
}
