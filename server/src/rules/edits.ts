/** Small text edits of YAML: values, items and entries are changed where they stand, in the style that is already there;
 *  comments and formatting outside the edit are not touched. What cannot be done safely (an alias, a merged map, a
 *  value not found) gives no edits, and a fix without edits is not offered. */
import type { TextEdit } from '../model/finding';
import type { Item, Manifest, MapNode, NodePlace, Path } from '../manifest/document';
import { spellText } from '../manifest/spell';

/** Replaces a scalar by another text, quoted as the old one was. */
export function replaceValue(manifest: Manifest, path: Path, text: string): TextEdit[] {
  const place = ownPlace(manifest, path);
  if (place?.node.kind !== 'scalar') return [];
  const { style } = place.node;
  const spelled =
    style === 'single' ? `'${text.replaceAll("'", "''")}'` : spellText(text, style === 'double');
  return [edit(manifest, place.start, place.end, spelled)];
}

/** Replaces whatever stands at the path by source text. */
export function replaceSource(manifest: Manifest, path: Path, source: string): TextEdit[] {
  const place = ownPlace(manifest, path);
  return place ? [edit(manifest, place.start, trimmedEnd(manifest.parsed.text, place), source)] : [];
}

/** Adds a text at the end of a list, in the quotes of its last item. */
export function appendValue(manifest: Manifest, path: Path, text: string): TextEdit[] {
  const place = ownPlace(manifest, path);
  if (place?.node.kind !== 'seq') return [];
  return insertItem(manifest, path, spellText(text, isQuoted(place.node.items.at(-1))));
}

/** Whether an item is a quoted text. */
export const isQuoted = (item: Item | undefined): boolean =>
  item?.node.kind === 'scalar' && (item.node.style === 'double' || item.node.style === 'single');

/** Adds source text as the last item of a list: the text of one value, in block style on one line. */
export function insertItem(manifest: Manifest, path: Path, source: string): TextEdit[] {
  const place = ownPlace(manifest, path);
  if (place?.node.kind !== 'seq') return [];
  const last = place.node.items.at(-1);
  if (place.node.flow) {
    const item = /^[\w-]+: /.test(source) ? `{ ${source} }` : source;
    if (!last) return [edit(manifest, place.start, place.end, `[${item}]`)];
    return [edit(manifest, last.end, last.end, `, ${item}`)];
  }
  if (!last) return [];
  const { text } = manifest.parsed;
  const lineStart = text.lastIndexOf('\n', last.start) + 1;
  const dash = text.slice(lineStart, last.start).lastIndexOf('-');
  if (dash < 0) return [];
  const end = endOfLine(text, trimmedEnd(text, last));
  const newText = `${lineBreak(text)}${' '.repeat(dash)}- ${source}`;
  return [edit(manifest, end, end, newText)];
}

/** Removes an item of a list with its line. Not offered for the only one. */
export function removeItem(manifest: Manifest, path: Path): TextEdit[] {
  const place = ownPlace(manifest, path);
  const parent = manifest.placeOf(path.slice(0, -1));
  const index = path.at(-1);
  if (!place || parent?.node.kind !== 'seq' || typeof index !== 'number') return [];
  const { items, flow } = parent.node;
  if (items.length < 2) return [];
  const { text } = manifest.parsed;
  if (flow) {
    const before = items[index - 1];
    const after = items[index + 1];
    const start = before ? before.end : place.start;
    const end = before || !after ? place.end : after.start;
    return [edit(manifest, start, end, '')];
  }
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  if (!/^\s*-\s+$/.test(text.slice(lineStart, place.start))) return [];
  const lineEnd = endOfLine(text, trimmedEnd(manifest.parsed.text, place));
  const end = lineEnd < text.length ? text.indexOf('\n', lineEnd) + 1 : lineEnd;
  return [edit(manifest, lineStart, end, '')];
}

/** Removes a map's entry, or the map with its own entry where it is the only one. */
export function removeEntryOrMap(manifest: Manifest, path: Path): TextEdit[] {
  const parent = manifest.placeOf(path.slice(0, -1));
  const isOnly = parent?.node.kind === 'map' && parent.node.entries.size === 1;
  return removeEntry(manifest, isOnly ? path.slice(0, -1) : path);
}

/** Gives a map's entry a value, written as source text: in its place where it is there, else as a new entry. */
export const setEntry = (manifest: Manifest, path: Path, key: string, source: string): TextEdit[] =>
  ownPlace(manifest, [...path, key])
    ? replaceSource(manifest, [...path, key], source)
    : insertEntry(manifest, path, `${key}: ${source}`);

/** Removes an entry of a flow map with the comma that parts it from its neighbour. */
function removeFlowEntry(manifest: Manifest, place: NodePlace, map: MapNode): TextEdit[] {
  const keyStart = place.keyStart ?? place.start;
  const entries = [...map.entries.values()].sort((a, b) => a.keyStart - b.keyStart);
  const before = entries.findLast((entry) => entry.keyStart < keyStart);
  const after = entries.find((entry) => entry.keyStart > keyStart);
  if (before) return [edit(manifest, before.end, place.end, '')];
  return after ? [edit(manifest, keyStart, after.keyStart, '')] : [];
}

/** Removes a map's entry with its line. Not offered for the only entry of a map. */
export function removeEntry(manifest: Manifest, path: Path): TextEdit[] {
  const place = ownPlace(manifest, path);
  if (place?.keyStart === undefined) return [];
  const parent = manifest.placeOf(path.slice(0, -1));
  if (parent?.node.kind !== 'map' || parent.node.entries.size < 2) return [];
  if (parent.node.flow) return removeFlowEntry(manifest, place, parent.node);
  const { text } = manifest.parsed;
  const keyStart = place.keyStart;
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const after = endOfLine(text, trimmedEnd(manifest.parsed.text, place));
  const end = after < text.length ? text.indexOf('\n', after) + 1 : after;
  if (text.slice(lineStart, keyStart).trim() === '') return [edit(manifest, lineStart, end, '')];
  // `- first: ...`: the next entry moves up behind the dash.
  const next = [...parent.node.entries.values()].find((entry) => entry.keyStart > keyStart);
  return next ? [edit(manifest, place.keyStart, next.keyStart, '')] : [];
}

/** Adds an entry to a map, after the entry that stands last in the text. `source` is `key: value`, on one line. */
export function insertEntry(manifest: Manifest, path: Path, source: string): TextEdit[] {
  const place = path.length === 0 ? manifest.placeOf([]) : ownPlace(manifest, path);
  if (place?.node.kind !== 'map') return [];
  const entries = [...place.node.entries.values()].filter((entry) => !entry.merged);
  const last = entries.sort((a, b) => a.keyStart - b.keyStart).at(-1);
  if (!last) return place.node.flow ? [edit(manifest, place.start, place.end, `{ ${source} }`)] : [];
  if (place.node.flow) return [edit(manifest, last.end, last.end, `, ${source}`)];
  const { text } = manifest.parsed;
  const end = endOfLine(text, trimmedEnd(text, last));
  return [edit(manifest, end, end, `${lineBreak(text)}${indentOf(text, last.keyStart)}${source}`)];
}

/** Gives an entry another key, its value untouched. */
export function renameKey(manifest: Manifest, path: Path, key: string): TextEdit[] {
  const place = ownPlace(manifest, path);
  if (place?.keyStart === undefined || place.keyEnd === undefined) return [];
  return [edit(manifest, place.keyStart, place.keyEnd, key)];
}

/** The line break that the document uses. */
export const lineBreak = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Spaces up to the column of an offset. */
export function indentOf(text: string, offset: number): string {
  return ' '.repeat(offset - (text.lastIndexOf('\n', offset - 1) + 1));
}

/** The place at a path, unless it is shared with other places (an alias, a merge) or missing. */
export function ownPlace(manifest: Manifest, path: Path): NodePlace | undefined {
  for (let depth = 1; depth <= path.length; depth++) {
    const place = manifest.placeOf(path.slice(0, depth));
    if (!place || place.alias || place.merged) return undefined;
  }
  return manifest.placeOf(path);
}

/** The end of a value without the line breaks that a block value ends with. */
function trimmedEnd(text: string, value: { readonly start: number; readonly end: number }): number {
  let end = value.end;
  while (end > value.start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

/** Where the line that holds `offset` ends, its break excluded. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const edit = (manifest: Manifest, start: number, end: number, newText: string): TextEdit => ({
  uri: manifest.uri,
  range: manifest.rangeBetween(start, end),
  newText,
});
