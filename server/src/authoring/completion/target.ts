/** Where an item is written to, and in which form. */
import type { Cursor } from '../outline/cursor';
import { styleOf, type Style } from './style';

export interface Target {
  /** Offsets in the file of what is replaced. */
  readonly start: number;
  readonly end: number;
  readonly style: Style;
  /** `- `, or a space behind a colon, before what is inserted. */
  readonly prefix: string;
  /** The quote that the replaced token begins with. */
  readonly quote: '' | '"' | "'";
  /** For keys: only the key is wanted. */
  readonly hasColon: boolean;
  /** For keys: the value stands below already, and is only waiting for its key. */
  readonly hasBody: boolean;
  /** Keys that the map has, or texts of the other items. */
  /** For keys: another key follows in the same brackets, without a comma before it. */
  readonly needsComma: boolean;
  readonly siblings: readonly string[];
  readonly typed: string;
}

const QUOTES = { plain: '', block: '', single: "'", double: '"' } as const;

/** @param shift  offset of the document in the file */
export function targetOf(text: string, cursor: Cursor, shift: number): Target {
  const { token, place, hasColon } = cursor;
  const isUnspaced = place === 'value' && !hasColon;
  return {
    start: token.start + shift,
    end: token.end + shift,
    style: styleOf(text, cursor),
    prefix: place === 'item' ? '- ' : isUnspaced ? ' ' : '',
    quote: QUOTES[token.style],
    hasColon: place === 'key' && hasColon,
    hasBody: place === 'key' && cursor.hasBody,
    needsComma: place === 'key' && cursor.flow && !hasColon && isKeyAhead(text, token.end),
    siblings: siblingsOf(cursor),
    typed: token.typed,
  };
}

/** On the same line, or quoted on one of the next. */
const isKeyAhead = (text: string, offset: number): boolean =>
  /^(?:[ \t]*["'\w]|\s*"[^"\n]*"\s*:)/.test(text.slice(offset, offset + 500));

function siblingsOf({ map, token, parents }: Cursor): readonly string[] {
  if (map) return map.entries.filter(({ key }) => key.start !== token.start).map(({ key }) => key.text);
  const list = parents.at(-1);
  if (list?.kind !== 'seq') return [];
  return list.items.flatMap(({ node }) =>
    node?.kind === 'scalar' && node.start !== token.start ? [node.text] : [],
  );
}
