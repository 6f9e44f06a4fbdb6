/** Where in a half-typed document the cursor stands: which field of which object is being written. */
import type { Path } from '../../manifest/document';
import type { Outline, OutlineEntry, OutlineMap, OutlineNode, OutlineScalar } from './node';
import { parseOutline } from './parse';

/** Put in the place of the cursor, so that there is a token to find; no manifest holds this private character. */
const MARK = '\ue0ff';

/** The token that is being typed. */
export interface CursorToken {
  /** Offsets in the document; `end` may lie behind the cursor. */
  readonly start: number;
  readonly end: number;
  readonly style: OutlineScalar['style'];
  /** What stands before the cursor, quotes excluded. */
  readonly typed: string;
  /** All of it, quotes excluded. */
  readonly text: string;
}

export interface Cursor {
  readonly outline: Outline;
  /** `key`: path of the map that the key belongs to. `value`: path of the value. `item`: path of a list that wants a
   *  new item, dash included. */
  readonly place: 'key' | 'value' | 'item';
  readonly path: Path;
  readonly token: CursorToken;
  /** Inside brackets or braces. */
  readonly flow: boolean;
  /** The map that a key is written into. */
  readonly map: OutlineMap | undefined;
  /** For keys: a colon follows already. For values: false when the space behind the colon is missing. */
  readonly hasColon: boolean;
  /** For keys: what would be the value of the key stands below it already. */
  readonly hasBody: boolean;
  /** Nodes from the root to the parent of the token. */
  readonly parents: readonly OutlineNode[];
}

/** The cursor in the text of one document; undefined in comments, block scalars, texts over several lines and other places
 *  without meaning. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  if (text.includes(MARK)) return undefined;
  const outline = parseOutline(text.slice(0, offset) + MARK + text.slice(offset));
  const finder = new Finder(outline);
  const cursor = outline.root && finder.find(outline.root, [], []);
  return cursor && !text.slice(cursor.token.start, cursor.token.end).includes('\n') ? cursor : undefined;
}

class Finder {
  constructor(private readonly outline: Outline) {}

  find(node: OutlineNode, path: Path, parents: readonly OutlineNode[]): Cursor | undefined {
    if (node.kind === 'scalar') return this.#value(node, path, parents);
    const below = [...parents, node];
    if (node.kind === 'map') {
      for (const entry of node.entries) {
        const found = this.#entry(node, entry, path, below);
        if (found) return found;
      }
      return undefined;
    }
    for (const [index, item] of node.items.entries()) {
      if (!item.node) continue;
      const found = this.find(item.node, [...path, index], below);
      if (found) return item.hasDash ? found : { ...found, place: 'item', path };
    }
    return undefined;
  }

  #entry(
    map: OutlineMap,
    entry: OutlineEntry,
    path: Path,
    parents: readonly OutlineNode[],
  ): Cursor | undefined {
    const { key, hasColon, value } = entry;
    if (!key.text.includes(MARK)) return value && this.find(value, [...path, key.text], parents);
    const base = { outline: this.outline, token: tokenOf(key), flow: map.flow, map, parents };
    if (!hasColon && key.text.endsWith(`:${MARK}`)) return unspaced(base, key, path);
    if (map.flow && key.style === 'plain' && key.text.includes(`${MARK} `))
      return beforeKey(base, entry, path);
    return { ...base, place: 'key', path, hasColon, hasBody: value !== undefined };
  }

  #value(node: OutlineScalar, path: Path, parents: readonly OutlineNode[]): Cursor | undefined {
    if (!node.text.includes(MARK)) return undefined;
    const parent = parents.at(-1);
    const flow = parent?.kind !== 'scalar' && parent?.flow === true;
    return {
      ...{ outline: this.outline, place: 'value', path, token: tokenOf(node), flow, parents },
      map: undefined,
      hasColon: true,
      hasBody: false,
    };
  }
}

type Base = Pick<Cursor, 'outline' | 'token' | 'flow' | 'map' | 'parents'>;

/** Inside braces, before a key that a comma is still missing before. */
function beforeKey(base: Base, entry: OutlineEntry, path: Path): Cursor {
  const { start, text } = entry.key;
  const [typed = '', rest = ''] = text.split(MARK);
  const end = start + typed.length;
  const token = { start, end, style: 'plain' as const, typed, text: typed };
  const indent = rest.length - rest.trimStart().length;
  const key = { ...entry.key, start: end + indent, text: rest.trim() };
  const map = base.map && { ...base.map, entries: [...base.map.entries, { ...entry, key }] };
  return { ...base, map, token, place: 'key', path, hasColon: false, hasBody: false };
}

/** The cursor directly behind `key:`. */
function unspaced(base: Base, { text }: OutlineScalar, path: Path): Cursor {
  const at = base.token.end;
  const token = { start: at, end: at, style: 'plain' as const, typed: '', text: '' };
  const key = text.slice(0, -2);
  return {
    ...base,
    token,
    place: 'value',
    path: [...path, key],
    map: undefined,
    hasColon: false,
    hasBody: false,
  };
}

function tokenOf({ start, end, style, text }: OutlineScalar): CursorToken {
  const mark = text.indexOf(MARK);
  const typed = text.slice(0, mark);
  // What follows a quote that is not closed may be anything: it is left alone.
  const isOpen = (style === 'single' || style === 'double') && end - start - text.length < 2;
  if (isOpen) return { start, end: start + 1 + mark, style, typed, text: typed };
  return { start, end: end - 1, style, typed, text: text.replace(MARK, '') };
}
