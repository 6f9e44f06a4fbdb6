/** The part of `textDocument/hover` that documents fields and values. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { fieldHover } from '../authoring/hover';
import type { RegionSource } from '../authoring/values/value';
import type { Session } from './session';
import { karpenterVersionOf, surroundingsOf } from './surroundings';

export function hoverField(
  session: Session,
  regions: RegionSource,
  { textDocument, position }: HoverParams,
): Hover | null {
  const file = session.workspace.file(textDocument.uri);
  if (!file) return null;
  const found = fieldHover({
    ...{ manifests: file.manifests, position },
    karpenterVersion: karpenterVersionOf(session, file.uri),
    surroundings: surroundingsOf(session, regions, file),
  });
  return found
    ? { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: found.range }
    : null;
}
