/** Values as YAML reads them back. */

const PLAIN_IS_TEXT = /^[A-Za-z][\w./@-]*$/;
const READS_AS_OTHER = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** A text: plain where that is sure to be a text, else quoted. */
export const spellText = (text: string, quote = false): string =>
  !quote && PLAIN_IS_TEXT.test(text) && !READS_AS_OTHER.test(text) ? text : JSON.stringify(text);

/** A plain JSON value as lines of block YAML; empty maps and lists in flow style. */
export function yamlLines(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((item) => {
      const [first = '', ...rest] = yamlLines(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => entryLines(spellText(key), item));
  return [typeof value === 'string' ? spellText(value) : JSON.stringify(value ?? null)];
}

/** A key with a value, the value below it where it is no scalar. */
export function entryLines(key: string, value: unknown): string[] {
  const lines = yamlLines(value);
  const isBelow = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isBelow ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0] ?? ''}`];
}
