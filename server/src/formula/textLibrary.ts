/** Functions of texts in formulas. @source expr-lang/expr builtin/builtin.go@v1.17.8 */
import { isBase64 } from '../util/base64';
import { floatText } from './numbers';
import { timeText } from './time/methods';
import { formatted } from './time/layout';
import { cannot, notModelled } from './problems';
import {
  isList,
  isMap,
  isTimeValue,
  listOf,
  OpenMap,
  placeOf,
  textOf,
  type TimeValue,
  type Value,
  type ValueMap,
} from './value';

type Call = (args: readonly Value[]) => Value;

const textAt = (args: readonly Value[], index: number): string => textOf(args[index] ?? null);
const integerAt = (args: readonly Value[], index: number): number | undefined =>
  args[index] === undefined ? undefined : placeOf(args[index]);

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

/** Two spaces a level, keys of maps by name. */
function toJson(value: Value, indent = '\n'): string {
  if (typeof value === 'number')
    return Number.isFinite(value) ? jsonNumber(value) : cannot(`JSON has no ${value}`);
  if (typeof value === 'string') return jsonText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (isList(value))
    return enclosed(
      '[]',
      value.map((item) => toJson(item, inner)),
      indent,
    );
  if (!isMap(value)) return timeJson(value);
  if (value instanceof OpenMap) return cannot('JSON has no such map');
  const entries = sortedEntries(value).map(([key, one]) => `${jsonText(textOf(key))}: ${toJson(one, inner)}`);
  return enclosed('{}', entries, indent);
}

const enclosed = ([open = '', close = '']: string, parts: readonly string[], indent: string): string =>
  parts.length === 0 ? open + close : `${open}${indent}  ${parts.join(`,${indent}  `)}${indent}${close}`;

const jsonNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Signs of HTML are written out, as Go does. */
const jsonText = (text: string): string =>
  JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function timeJson(value: TimeValue): string {
  if (value.kind === 'instant') return jsonText(formatted(value, '2006-01-02T15:04:05.999999999Z07:00'));
  if (value.kind === 'duration') return String(value.nanos);
  return value.kind === 'zone' ? '{}' : String(value.value);
}

/** By key, as Go prints and writes them. */
function sortedEntries(map: ValueMap): readonly (readonly [Value, Value])[] {
  const entries = [...map];
  const isOrdered = entries.every(([key]) => typeof key === typeof entries[0]?.[0]);
  if (!isOrdered) return notModelled('the order of such keys');
  return entries.sort(([a], [b]) => ((a ?? 0) < (b ?? 0) ? -1 : 1));
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

/** As Go prints it. */
function toText(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return floatText(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(toText).join(' ')}]`;
  if (!isMap(value)) return timeText(value);
  return `map[${sortedEntries(value)
    .map(([key, one]) => `${toText(key)}:${toText(one)}`)
    .join(' ')}]`;
}

/** The name that Go has for the type. */
function typeOf(value: Value): string {
  if (value === null) return 'nil';
  if (isTimeValue(value)) return GO_TYPES[value.kind];
  if (isList(value)) return 'array';
  if (isMap(value)) return 'map';
  const names = { bigint: 'int', number: 'float', string: 'string', boolean: 'bool' };
  const type = typeof value;
  return type in names ? names[type as keyof typeof names] : 'unknown';
}

const GO_TYPES: Readonly<Record<TimeValue['kind'], string>> = {
  instant: 'time.Time',
  duration: 'time.Duration',
  zone: 'time.Location',
  month: 'time.Month',
  weekday: 'time.Weekday',
};

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Ends of lines in it do not count. */
function fromBase64(text: string): string {
  const digits = text.replace(/[\r\n]/g, '');
  if (!isBase64(digits)) return cannot('a text is no base64');
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  const decoded = new TextDecoder().decode(bytes);
  return decoded.includes('\ufffd') ? notModelled('a text of such bytes') : decoded;
}

export const TEXT_FUNCTIONS: Readonly<Record<string, Call>> = {
  upper: (args) => textAt(args, 0).toUpperCase(),
  lower: (args) => textAt(args, 0).toLowerCase(),
  trim,
  trimPrefix: ([text = null, prefix = ' ']) =>
    textOf(text).startsWith(textOf(prefix)) ? textOf(text).slice(textOf(prefix).length) : text,
  trimSuffix: ([text = null, suffix = ' ']) =>
    textOf(text).endsWith(textOf(suffix))
      ? textOf(text).slice(0, textOf(text).length - textOf(suffix).length)
      : text,
  split: (args) => split(args),
  splitAfter,
  replace,
  repeat,
  join: ([list = null, separator = '']) => listOf(list).map(textOf).join(textOf(separator)),
  indexOf: (args) => BigInt(textAt(args, 0).indexOf(textAt(args, 1))),
  lastIndexOf: (args) => BigInt(textAt(args, 0).lastIndexOf(textAt(args, 1))),
  hasPrefix: (args) => textAt(args, 0).startsWith(textAt(args, 1)),
  hasSuffix: (args) => textAt(args, 0).endsWith(textAt(args, 1)),
  toJSON: ([value = null]) => toJson(value),
  fromJSON: (args) => fromJson(textAt(args, 0)),
  string: ([value = null]) => toText(value),
  type: ([value = null]) => typeOf(value),
  toBase64: (args) => toBase64(textAt(args, 0)),
  fromBase64: (args) => fromBase64(textAt(args, 0)),
};
