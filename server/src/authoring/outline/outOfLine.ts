/** A key that is being typed where no key can stand: what would be inserted there could not be read. */
import type { Cursor } from './cursor';

/** Behind a tab, or in another column than the other keys of its map. */
export function isOutOfLine(text: string, { token, map, flow, place }: Cursor): boolean {
  const before = lineBefore(text, token.start);
  if (/^ *\t/.test(before)) return true;
  if (place !== 'key' || flow || !map) return false;
  const columns = map.entries
    .filter(({ key }) => key.start !== token.start)
    .map(({ key }) => lineBefore(text, key.start))
    .filter((prefix) => /^[ -]*$/.test(prefix))
    .map((prefix) => prefix.length);
  return columns.length > 0 && !columns.includes(before.length);
}

const lineBefore = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
