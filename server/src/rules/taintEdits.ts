/** Taints written into a pool's lists. */
import type { Manifest } from '../manifest/document';
import type { TextEdit } from '../model/finding';
import { spellText } from '../manifest/spell';
import { insertEntry, insertItem } from './edits';
import { POOL_SPEC } from './nodePoolView';
import { at, isSet, text } from './read';

/** Adds a copy of a taint to one of the two lists, which is made where it is not there yet. */
export function appendTaint(
  pool: Manifest,
  list: 'taints' | 'startupTaints',
  taint: unknown,
): readonly TextEdit[] {
  const fields = ['key', 'value', 'effect'].flatMap((name) => {
    const written = text(at(taint, name));
    return written === undefined ? [] : [`${name}: ${spellText(written)}`];
  });
  const item = `{ ${fields.join(', ')} }`;
  return isSet(at(pool.value, ...POOL_SPEC, list))
    ? insertItem(pool, [...POOL_SPEC, list], item)
    : insertEntry(pool, POOL_SPEC, `${list}: [${item}]`);
}
