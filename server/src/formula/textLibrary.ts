/** Functions of texts in formulas. @source expr-lang/expr builtin/builtin.go@v1.17.8 */
import { cannot, isList, isMap, listOf, notModelled, numberOf, textOf, type Value } from './value';

type Call = (args: readonly Value[]) => Value;

const textAt = (args: readonly Value[], index: number): string => textOf(args[index] ?? null);
const integerAt = (args: readonly Value[], index: number): number | undefined =>
  args[index] === undefined ? undefined : numberOf(args[index]);

/** At both ends, any of the characters. */
function trim([text = null, characters]: readonly Value[]): string {
  if (characters === undefined) return textOf(text).trim();
  const cut = new Set(textOf(characters));
  const letters = [...textOf(text)];
  const start = letters.findIndex((letter) => !cut.has(letter));
  return start < 0
    ? ''
    : letters.slice(start, letters.findLastIndex((letter) => !cut.has(letter)) + 1).join('');
}

/** The parts, so many at most, the last one holding the rest. */
function split(args: readonly Value[]): readonly string[] {
  const separator = textAt(args, 1);
  const parts = textAt(args, 0).split(separator);
  const most = integerAt(args, 2) ?? -1;
  if (most < 0 || parts.length <= most) return parts;
  return most === 0 ? [] : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

function splitAfter(args: readonly Value[]): Value {
  const parts = split(args);
  return parts.map((part, index) => (index + 1 < parts.length ? part + textAt(args, 1) : part));
}

function replace(args: readonly Value[]): string {
  const parts = textAt(args, 0).split(textAt(args, 1));
  const most = integerAt(args, 3) ?? -1;
  const last = most < 0 ? parts.length : most;
  return parts.reduce((sum, part, index) => sum + (index <= last ? textAt(args, 2) : textAt(args, 1)) + part);
}

const MAX_LENGTH = 1_000_000;

function repeat(args: readonly Value[]): string {
  const [text, count] = [textAt(args, 0), integerAt(args, 1) ?? 0];
  if (count < 0 || text.length * count > MAX_LENGTH) return cannot('a text cannot be repeated so often');
  return text.repeat(count);
}

/** Two spaces a level, keys of maps by name, and signs of HTML written out, as Go does. */
function toJson(value: Value): string {
  const text = JSON.stringify(plain(value), undefined, 2);
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function plain(value: Value): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return cannot(`JSON has no ${value}`);
  if (isList(value)) return value.map(plain);
  if (!isMap(value)) return value;
  const entries = [...value].map(([key, one]) => [textOf(key), plain(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fromJson(text: string): Value {
  try {
    return valueFrom(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return cannot('a text is no JSON');
    throw error;
  }
}

function valueFrom(parsed: unknown): Value {
  if (Array.isArray(parsed)) return parsed.map(valueFrom);
  if (typeof parsed === 'object' && parsed !== null)
    return new Map(Object.entries(parsed).map(([key, value]) => [key, valueFrom(value)]));
  return typeof parsed === 'number' || typeof parsed === 'string' || typeof parsed === 'boolean'
    ? parsed
    : null;
}

/** Large and small numbers are written as Go keeps them, which is not known here. */
function toText(value: Value): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  const isPlain =
    typeof value === 'number' && (value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6));
  return isPlain ? String(value) : notModelled('string of such a value');
}

export const TEXT_FUNCTIONS: Readonly<Record<string, Call>> = {
  upper: (args) => textAt(args, 0).toUpperCase(),
  lower: (args) => textAt(args, 0).toLowerCase(),
  trim,
  trimPrefix: (args) =>
    textAt(args, 0).startsWith(textAt(args, 1))
      ? textAt(args, 0).slice(textAt(args, 1).length)
      : textAt(args, 0),
  trimSuffix: (args) =>
    textAt(args, 0).endsWith(textAt(args, 1))
      ? textAt(args, 0).slice(0, textAt(args, 0).length - textAt(args, 1).length)
      : textAt(args, 0),
  split: (args) => split(args),
  splitAfter,
  replace,
  repeat,
  join: ([list = null, separator = '']) => listOf(list).map(textOf).join(textOf(separator)),
  indexOf: (args) => textAt(args, 0).indexOf(textAt(args, 1)),
  lastIndexOf: (args) => textAt(args, 0).lastIndexOf(textAt(args, 1)),
  hasPrefix: (args) => textAt(args, 0).startsWith(textAt(args, 1)),
  hasSuffix: (args) => textAt(args, 0).endsWith(textAt(args, 1)),
  toJSON: ([value = null]) => toJson(value),
  fromJSON: (args) => fromJson(textAt(args, 0)),
  string: ([value = null]) => toText(value),
};
