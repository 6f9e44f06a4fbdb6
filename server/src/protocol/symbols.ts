/** `textDocument/documentSymbol`. */
import {
  type DocumentSymbol as LspSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { symbolsOf, type DocumentSymbol } from '../authoring/symbols';
import type { Session } from './session';

const KINDS: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  object: SymbolKind.Class,
  field: SymbolKind.Field,
  item: SymbolKind.Object,
};

export function symbols(
  { workspace, capabilities }: Session,
  { textDocument }: DocumentSymbolParams,
): LspSymbol[] | SymbolInformation[] | null {
  const file = workspace.file(textDocument.uri);
  if (!file) return null;
  const found = symbolsOf(file.manifests);
  const isTree = capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  return isTree ? found.map(toLsp) : found.map((symbol) => toFlat(symbol, file.uri));
}

const toLsp = ({ name, detail, kind, range, selectionRange, children }: DocumentSymbol): LspSymbol => ({
  ...{ name, range, selectionRange },
  kind: KINDS[kind],
  ...(detail === '' ? {} : { detail }),
  children: children.map(toLsp),
});

/** Clients without trees get the objects. */
const toFlat = ({ name, kind, range }: DocumentSymbol, uri: string): SymbolInformation => ({
  name,
  kind: KINDS[kind],
  location: { uri, range },
});
