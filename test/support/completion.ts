/** Completion in a text with a cursor `|`, and what the text becomes when an item is taken as an editor would. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { complete } from '../../server/src/authoring/completion/complete';
import type { CompletionItem, CompletionResult } from '../../server/src/authoring/completion/item';
import { compareText } from '../../server/src/util/sort';
import { decodeCatalog } from '../../server/src/catalog/catalog';
import { parseFile, type Manifest } from '../../server/src/manifest/document';

const catalog = decodeCatalog(brotliDecompressSync(readFileSync('schemas/catalog/catalog.bin')));

export const regionOf = (name: string) => catalog.region(name);

/** @param others  YAML of other files of the workspace */
export function completeAt(marked: string, others = '', karpenterVersion = '1.14.1'): CompletionResult {
  const { text, offset } = unmark(marked);
  const manifests: readonly Manifest[] = parseFile({ uri: 'file:///others.yaml', text: others });
  const surroundings = { region: () => catalog.region('us-east-1'), manifests: () => manifests };
  return complete({ text, offset, karpenterVersion, surroundings });
}

/** In the order of an editor, which looks at labels where nothing else tells items apart. */
export const labelsAt = (marked: string, others = ''): string[] =>
  [...completeAt(marked, others).items]
    .sort((a, b) => compareText(a.sortText, b.sortText) || compareText(a.label, b.label))
    .map(({ label }) => label);

/** The text after the item with that label was taken; placeholders show what they suggest. */
export function acceptAt(marked: string, label: string, others = ''): string {
  const { text } = unmark(marked);
  const item = completeAt(marked, others).items.find((one) => one.label === label);
  if (!item) throw new Error(`no item ${label}`);
  return apply(text, item);
}

export function apply(text: string, item: CompletionItem): string {
  const lineStart = text.lastIndexOf('\n', item.start - 1) + 1;
  const indent = /^ */.exec(text.slice(lineStart))?.[0] ?? '';
  const inserted = item.isSnippet ? expand(item.newText) : item.newText;
  return text.slice(0, item.start) + inserted.replaceAll('\n', `\n${indent}`) + text.slice(item.end);
}

export const expand = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');

export function unmark(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
