/** Texts that something else replaces before the manifest reaches a cluster: `${VAR}`, `$(VAR)` and Helm's `{{ }}`. */

const SHELL = /\$\{[A-Za-z_][^{}\n]*\}/g;
const ANY = /\$\{[A-Za-z_][^{}\n]*\}|\$\([A-Za-z_][^()\n]*\)/;
/** Where masked characters live in Unicode: a private area, code + BASE, reversible one by one. */
const BASE = 0xe000;
const MASKED = /[\ue000-\ue07f]/;
const MASKED_ALL = /[\ue000-\ue07f]/g;

/** Whether a scalar holds a placeholder, so that its final value is not known. */
export const hasPlaceholder = (value: unknown): boolean =>
  typeof value === 'string' && value.includes('$') && ANY.test(value);

/** `<YOUR_CLUSTER>`, `<<AZ>>`: a blank of an example, to be filled in by hand. What has several lines is a script or a page. */
const BLANK = /<[A-Za-z][\w .-]{0,60}>/;

/** Whether the final value of a scalar is not known. A blank is text to the API server all the same, which may refuse it. */
export const isUnfilled = (value: unknown): boolean =>
  hasPlaceholder(value) ||
  (typeof value === 'string' && value.includes('<') && BLANK.test(value) && !value.includes('\n'));

/** The spellings of blanks that are hardly ever anything else: capitals, `<your-...>`, or the whole value. After a capital stands a
 *  type (`ARRAY<INT>`), after a question mark or `\k` a group of a regular expression. */
const SURE =
  /(?<![A-Z?<]|\\[gk])<{1,2}(?:[A-Z][A-Z0-9_ -]{0,59}[A-Z0-9]|(?:your|my)[-_ ][\w .-]{1,60})>{1,2}/g;
const WHOLE = /^<{1,2}[A-Za-z][\w .-]{0,59}\w>{1,2}$/;
/** Words in angle brackets for no value, a line break, and comparisons on both sides of a word. */
const NO_BLANK = /^<(?:none|nil|null|unset|unknown|empty|default|br)>$| (?:AND|OR) /i;

/** The first blank of a text of one line that somebody has to fill in. */
export function blankIn(text: string): string | undefined {
  if (!text.includes('<') || text.includes('\n') || isMarkup(text)) return undefined;
  const found = WHOLE.test(text) ? [text] : (text.match(SURE) ?? []);
  return found.find((blank) => !NO_BLANK.test(blank));
}

const isMarkup = (text: string): boolean => text.includes('</') || text.includes('/>');

/** What follows `{{` in a template: an action, a text or a comment, but no second brace as in a map of maps. */
const ACTION = /^-?\s*[^{}\s]/;

/** Whether a text is a Helm or Go template, which is not YAML before it is rendered. Linear in its length. */
export function isTemplate(text: string): boolean {
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', start)) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (opensAction(line)) return true;
    start += line.length;
  }
  return false;
}

/** Directives of Terraform's `templatefile` and of Jinja, and lines that are all placeholder, for which whole lines are put
 *  in: such a text need not be YAML before. */
const DIRECTIVE = /^[ \t]*(?:%\{[-~ \t]*(?:for|if|else|endfor|endif)\b|\{%|\$\{[^{}\n]*\}[ \t]*\r?$)/m;

export const hasDirectives = (text: string): boolean => DIRECTIVE.test(text);

/** Whether some `{{` of a line begins an action that is closed on it; a comment may be closed further down. */
function opensAction(line: string): boolean {
  const close = line.lastIndexOf('}}');
  for (let start = line.indexOf('{{'); start >= 0; start = line.indexOf('{{', start + 2)) {
    const rest = line.slice(start + 2, start + 40);
    if (/^-?\s*\/\*/.test(rest) || (close > start && ACTION.test(rest))) return true;
  }
  return false;
}

/** Replaces `${VAR}` by as many characters that YAML reads as plain text, so that `[${A}, b]` parses. */
export function maskPlaceholders(text: string): string {
  if (!text.includes('${') || MASKED.test(text)) return text;
  return text.replace(SHELL, (found) => {
    let masked = '';
    for (const character of found) {
      const code = character.charCodeAt(0);
      masked += code < 0x80 ? String.fromCharCode(BASE + code) : character;
    }
    return masked;
  });
}

/** Undoes `maskPlaceholders` in a value that was read from a masked text. */
export function unmaskPlaceholders(text: string): string {
  if (!MASKED.test(text)) return text;
  return text.replace(MASKED_ALL, (character) => String.fromCharCode(character.charCodeAt(0) - BASE));
}
