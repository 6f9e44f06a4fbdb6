/** How the document is written: what new text has to look like to fit in. */
import type { Cursor } from '../outline/cursor';

export interface Style {
  /** Keys and texts in double quotes, one line. */
  readonly isJson: boolean;
  /** In brackets or braces: one line. */
  readonly isFlow: boolean;
  readonly step: string;
  readonly hasCompactLists: boolean;
  /** Columns between the line's own indentation and the token: `- ` before it. */
  readonly hanging: string;
}

export function styleOf(text: string, cursor: Cursor): Style {
  const { start } = cursor.token;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, start);
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  return {
    isJson: text.trimStart().startsWith('{'),
    isFlow: cursor.flow,
    step: ' '.repeat(cursor.outline.indentStep),
    hasCompactLists: cursor.outline.hasCompactLists,
    // Only dashes push a token to the right without the editor knowing; after a key the value begins no block.
    hanging: /^ *(?:- +)+$/.test(line) ? ' '.repeat(line.length - indent) : '',
  };
}

/** Text that YAML reads as something else than itself without quotes. */
const SPECIAL =
  /^(?:|~|null|true|false|yes|no|on|off|y|n|[-+]?[.\d].*|[-?:,[\]{}#&*!|>'"%@`].*|.*: .*|.* #.*|.*:|\s.*|.*\s|.*[,[\]{}].*)$/i;

/** The text as YAML that reads back as a string. */
export function quoteIfNeeded(text: string): string {
  if (!SPECIAL.test(text) || /^(?:\d+[a-z]+|[a-z]\S*)$/i.test(withoutWords(text))) return text;
  return JSON.stringify(text);
}

/** Words that are no strings stay what they are; anything else is judged by its characters. */
const withoutWords = (text: string): string =>
  /^(?:null|true|false|yes|no|on|off|y|n|\d+e\d+)$/i.test(text) || /[:#,[\]{}\s]/.test(text) ? '' : text;

/** Text inside a snippet, where `$`, `}` and `\` have a meaning. */
export const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
