/** A `kind: List` holds objects: to the cursor in one of them, that object is the document. */
import type { Cursor } from './cursor';
import { entryValue, textAt, type OutlineMap, type OutlineNode } from './node';

/** The cursor as seen from the item of a List that it is in; the cursor itself anywhere else. */
export function inListItem(cursor: Cursor): Cursor {
  const { outline, path } = cursor;
  const [field, index, ...rest] = path;
  if (field !== 'items' || typeof index !== 'number' || !isList(outline.root)) return cursor;
  const items = entryValue(outline.root, 'items');
  const item = items?.kind === 'seq' ? items.items[index]?.node : undefined;
  if (item?.kind === 'map')
    return { ...cursor, path: rest, outline: { ...outline, root: item }, parents: cursor.parents.slice(2) };
  // Nothing but a word so far: it becomes the first key.
  return cursor.place === 'value' && rest.length === 0 ? firstKey(cursor) : cursor;
}

const isList = (root: OutlineNode | undefined): boolean =>
  textAt(root, 'kind') === 'List' && textAt(root, 'apiVersion') === 'v1';

function firstKey(cursor: Cursor): Cursor {
  const map: OutlineMap = { kind: 'map', flow: cursor.flow, entries: [] };
  const outline = { ...cursor.outline, root: map };
  return { ...cursor, outline, map, place: 'key', path: [], hasColon: false, hasBody: false, parents: [map] };
}
