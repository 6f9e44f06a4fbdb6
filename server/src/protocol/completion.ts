/** `textDocument/completion`. */
import {
  type Command,
  type CompletionItem as LspItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver';
import { completeProject } from '../analysis/check/projectCompletion';
import { isProjectFile } from '../model/ruleLevels';
import { complete } from '../authoring/completion/complete';
import type { CompletionItem } from '../authoring/completion/item';
import { offsetOf } from '../model/textPosition';
import type { RegionSource } from '../authoring/values/value';
import type { Position, Range } from '../model/finding';
import type { Session } from './session';
import type { CompletionDocs } from './completionDocs';
import { karpenterVersionOf, surroundingsOf } from './surroundings';

export interface CompletionSources {
  readonly regions: RegionSource;
  readonly docs: CompletionDocs;
}

export function completion(
  session: Session,
  { regions, docs }: CompletionSources,
  { textDocument, position }: CompletionParams,
): CompletionList | null {
  const file = session.workspace.file(textDocument.uri);
  if (!file) return null;
  const offset = offsetOf(file.text, position);
  if (isProjectFile(file.uri)) return inProjectFile(file.text, position);
  const { items, isIncomplete } = complete({
    ...{ text: file.text, offset },
    karpenterVersion: karpenterVersionOf(session, file.uri),
    surroundings: surroundingsOf(session, regions, file),
    hasOwnSnippets: session.hasOwnSnippets,
  });
  if (items.length === 0) return null;
  const client = clientOf(session);
  const list = items.map((item) => toLsp(item, { position, offset, ...client }));
  return { isIncomplete, items: client.isResolving ? docs.keep(list) : list };
}

/** In `.dryfit.yaml`, which is no manifest. */
function inProjectFile(text: string, position: Position): CompletionList {
  const offset = offsetOf(text, position);
  const items = completeProject(text, offset).map(({ label, newText, detail, start, end }) => ({
    ...{ label, detail, kind: CompletionItemKind.Property },
    textEdit: { range: rangeOf({ start, end }, { position, offset }), newText },
  }));
  return { isIncomplete: false, items };
}

interface Client {
  readonly hasSnippets: boolean;
  /** Asks for the documentation of the item that is looked at. */
  readonly isResolving: boolean;
  /** The command that opens the list of values again; undefined for editors that do not have it. */
  readonly suggestAgain: Command | undefined;
}

function clientOf({ capabilities, client }: Session): Client {
  const { completionItem } = capabilities.textDocument?.completion ?? {};
  return {
    hasSnippets: completionItem?.snippetSupport === true,
    isResolving: completionItem?.resolveSupport?.properties.includes('documentation') === true,
    suggestAgain: /code|codium|cursor|windsurf/i.test(client)
      ? { title: 'Suggest values', command: 'editor.action.triggerSuggest' }
      : undefined,
  };
}

const KINDS: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  keyword: CompletionItemKind.EnumMember,
  object: CompletionItemKind.Reference,
  kind: CompletionItemKind.Class,
  snippet: CompletionItemKind.Snippet,
};

type Context = Client & { readonly position: Position; readonly offset: number };

function toLsp(item: CompletionItem, context: Context): LspItem {
  const isSnippet = item.isSnippet && context.hasSnippets;
  const { detail, documentation, isFollowedByValues } = item;
  return {
    ...{ label: item.label, kind: KINDS[item.kind], filterText: item.filterText, sortText: item.sortText },
    textEdit: { range: rangeOf(item, context), newText: isSnippet ? item.newText : plain(item) },
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(item.newText.includes('\n') ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    ...(detail === undefined ? {} : { detail }),
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    ...(isFollowedByValues && context.suggestAgain ? { command: context.suggestAgain } : {}),
  };
}

/** For editors without snippets: what the placeholders suggest. */
function plain({ newText, isSnippet }: CompletionItem): string {
  if (!isSnippet) return newText;
  return newText
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/\\(.)|\$\d+/g, '$1');
}

/** What is replaced lies on the cursor's line. */
function rangeOf(
  { start, end }: Pick<CompletionItem, 'start' | 'end'>,
  { position, offset }: Pick<Context, 'position' | 'offset'>,
): Range {
  const { line, character } = position;
  return {
    start: { line, character: character - (offset - start) },
    end: { line, character: character + (end - offset) },
  };
}
