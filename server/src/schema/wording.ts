/** How values and types are spoken of in messages. */

const MAX_SHOWN = 60;

/** A value in few words: `the text "10"`, `the number 5`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${quoteText(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? `the boolean ${value}` : 'a map';
}

/** A text that is not too long to be shown. */
export const shortText = (text: string): string =>
  text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;

/** A text in quotes, shortened. */
export const quoteText = (text: string): string => JSON.stringify(shortText(text));

/** A value as it would be written. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  return typeof value === 'number' || typeof value === 'boolean' || value === null
    ? String(value)
    : describeValue(value);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

/** Type names of JSON Schema, one or several: `an integer or a text`. */
export function describeTypes(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]).map(String).filter((type) => type !== 'null');
  return names.map((type) => TYPE_NAMES[type] ?? type).join(' or ');
}

/** A list for reading: `a, b or c`, cut when long. */
export function choices(values: readonly unknown[]): string {
  const shown = values.slice(0, 12).map(showValue);
  const rest = values.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} … (${rest} more)`;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1] ?? ''}`;
}

/** `a NodePool`, `an EC2NodeClass`. */
export const withArticle = (name: string): string =>
  `${/^[aeiou]|^EC2|^HPA/i.test(name) ? 'an' : 'a'} ${name}`;

/** `1 item`, `3 items`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
