/** The strings extension, counting code points as the API server does.
 *  @source google/cel-go ext/strings.go@v0.26 (version 2, which Kubernetes 1.35 enables) */
import { CelScalar, celMethod, listType, type CelFunc, type CelList } from '@bufbuild/cel';
import { formatText } from './formatText';

const { INT, STRING } = CelScalar;
const DYN_LIST = listType(CelScalar.DYN);
const STRING_LIST = listType(STRING);
const BLANKS = String.raw`[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+`;
const WHITE_SPACE = new RegExp(`^${BLANKS}|${BLANKS}$`, 'g');

function inBounds(index: bigint, length: number): number {
  if (index < 0n || index > BigInt(length)) throw new Error(`index out of range: ${index}`);
  return Number(index);
}

function charAt(text: string, index: bigint): string {
  const points = [...text];
  return points[inBounds(index, points.length)] ?? '';
}

function indexOf(text: string, part: string, from: bigint): bigint {
  const points = [...text];
  const wanted = [...part];
  for (let at = inBounds(from, points.length); at + wanted.length <= points.length; at += 1) {
    if (wanted.every((point, offset) => points[at + offset] === point)) return BigInt(at);
  }
  return -1n;
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const points = [...text];
  const wanted = [...part];
  const start = from === undefined ? points.length : inBounds(from, points.length);
  for (let at = Math.min(start, points.length - wanted.length); at >= 0; at -= 1) {
    if (wanted.every((point, offset) => points[at + offset] === point)) return BigInt(at);
  }
  return -1n;
}

function substring(text: string, start: bigint, end?: bigint): string {
  const points = [...text];
  const from = inBounds(start, points.length);
  const to = end === undefined ? points.length : inBounds(end, points.length);
  if (from > to) throw new Error(`invalid substring range: ${from} is after ${to}`);
  return points.slice(from, to).join('');
}

/** As Go's strings.SplitN: the last piece keeps the rest; 0 gives none, a negative limit all. */
function split(text: string, separator: string, limit: bigint): string[] {
  if (limit === 0n) return [];
  const pieces = separator === '' ? [...text] : text.split(separator);
  if (limit < 0n || BigInt(pieces.length) <= limit) return pieces;
  const kept = Number(limit) - 1;
  return [...pieces.slice(0, kept), pieces.slice(kept).join(separator)];
}

/** As Go's strings.Replace: a negative limit replaces all. */
function replace(text: string, old: string, next: string, limit: bigint): string {
  const pieces = split(text, old, limit < 0n ? -1n : limit + 1n);
  return old === '' && limit !== 0n ? replaceGaps(text, next, limit) : pieces.join(next);
}

function replaceGaps(text: string, next: string, limit: bigint): string {
  const points = [...text];
  const gaps = limit < 0n ? points.length + 1 : Math.min(Number(limit), points.length + 1);
  const parts = points.map((point, index) => (index < gaps ? next + point : point));
  return parts.join('') + (gaps > points.length ? next : '');
}

function join(list: CelList, separator: string): string {
  const parts = [...list].map((item) => {
    if (typeof item !== 'string') throw new Error('no such overload: join');
    return item;
  });
  return parts.join(separator);
}

const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
const asciiUpper = (text: string): string => text.replace(/[a-z]+/g, (part) => part.toUpperCase());

export const stringFunctions: readonly CelFunc[] = [
  celMethod('charAt', STRING, [INT], STRING, function (index) {
    return charAt(this, index);
  }),
  celMethod('indexOf', STRING, [STRING], INT, function (part) {
    return indexOf(this, part, 0n);
  }),
  celMethod('indexOf', STRING, [STRING, INT], INT, function (part, from) {
    return indexOf(this, part, from);
  }),
  celMethod('lastIndexOf', STRING, [STRING], INT, function (part) {
    return lastIndexOf(this, part);
  }),
  celMethod('lastIndexOf', STRING, [STRING, INT], INT, function (part, from) {
    return lastIndexOf(this, part, from);
  }),
  celMethod('lowerAscii', STRING, [], STRING, function () {
    return asciiLower(this);
  }),
  celMethod('upperAscii', STRING, [], STRING, function () {
    return asciiUpper(this);
  }),
  celMethod('replace', STRING, [STRING, STRING], STRING, function (old, next) {
    return replace(this, old, next, -1n);
  }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (old, next, limit) {
    return replace(this, old, next, limit);
  }),
  celMethod('split', STRING, [STRING], STRING_LIST, function (separator) {
    return split(this, separator, -1n);
  }),
  celMethod('split', STRING, [STRING, INT], STRING_LIST, function (separator, limit) {
    return split(this, separator, limit);
  }),
  celMethod('substring', STRING, [INT], STRING, function (start) {
    return substring(this, start);
  }),
  celMethod('substring', STRING, [INT, INT], STRING, function (start, end) {
    return substring(this, start, end);
  }),
  celMethod('trim', STRING, [], STRING, function () {
    return this.replace(WHITE_SPACE, '');
  }),
  celMethod('join', DYN_LIST, [], STRING, function () {
    return join(this, '');
  }),
  celMethod('join', DYN_LIST, [STRING], STRING, function (separator) {
    return join(this, separator);
  }),
  celMethod('format', STRING, [DYN_LIST], STRING, function (values) {
    return formatText(this, [...values]);
  }),
];
