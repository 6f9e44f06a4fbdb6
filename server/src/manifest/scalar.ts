/** What a YAML scalar means to the API server, which reads YAML 1.1 by Go's rules: `y`, `on`, `010`, `0x1F`, `1_000`.
 *  @source go.yaml.in/yaml v2.4.3 resolve.go, sigs.k8s.io/yaml v1.6.0 yaml.go (float and timestamp forms) */
import { isBase64 } from '../util/base64';
import { MAX_INT64 } from '../util/int64';

export type ScalarValue = string | number | boolean | null;

/** A scalar that cannot become JSON: the message says why. */
export interface ScalarProblem {
  readonly problem: string;
}

const WORDS = new Map<string, boolean | null | ScalarProblem>();
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
  WORDS.set(word, true);
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
  WORDS.set(word, false);
for (const word of ['', '~', 'null', 'Null', 'NULL']) WORDS.set(word, null);
for (const word of [
  '.nan',
  '.NaN',
  '.NAN',
  '.inf',
  '.Inf',
  '.INF',
  '+.inf',
  '+.Inf',
  '+.INF',
  '-.inf',
  '-.Inf',
  '-.INF',
]) {
  WORDS.set(word, { problem: `${word} is no number that JSON, and so the API server, can hold` });
}

/** Plain keys that Go's converter to JSON takes otherwise than values: infinities become texts, and a whole number of
 *  64 bits without a sign is refused. Undefined for all other keys.
 *  @source sigs.k8s.io/yaml yaml.go convertToJSONableObject @v1.6.0 */
export function numericKey(text: string): string | ScalarProblem | undefined {
  const word = WORDS.get(text);
  if (word !== undefined)
    return word !== null && isProblem(word) ? text.toLowerCase().replace('+', '') : undefined;
  const size = wholeNumber(text.replaceAll('_', ''));
  return size !== undefined && size > MAX_INT64
    ? { problem: `${quoted(text)} is too large a number for a key; put it in quotes` }
    : undefined;
}

const STRING_TAG = 'tag:yaml.org,2002:str';
const BINARY_TAG = 'tag:yaml.org,2002:binary';
const RESOLVED_TAGS = new Set(
  ['bool', 'int', 'float', 'null', 'timestamp'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** The value of a scalar. @param tag  long form, undefined when the text carries none; @param plain  written without quotes */
export function resolveScalar(
  text: string,
  tag: string | undefined,
  plain: boolean,
): ScalarValue | ScalarProblem {
  if (tag === STRING_TAG) return text;
  if (tag === BINARY_TAG) return decodeBinary(text);
  if (tag === undefined ? !plain : !RESOLVED_TAGS.has(tag)) return text;
  const value = resolvePlain(text);
  return tag === undefined || fits(value, tag, text)
    ? value
    : { problem: `${quoted(text)} is no ${tag.slice(18)}` };
}

function decodeBinary(text: string): ScalarValue | ScalarProblem {
  const digits = text.replace(/[\r\n]/g, '');
  if (!isBase64(digits)) return { problem: `${quoted(text)} is no base64 text, as !!binary asks` };
  return new TextDecoder().decode(Uint8Array.from(atob(digits), (character) => character.charCodeAt(0)));
}

function resolvePlain(text: string): ScalarValue | ScalarProblem {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  return numeric ? (parseNumber(text) ?? text) : text;
}

function fits(value: ScalarValue | ScalarProblem, tag: string, text: string): boolean {
  switch (tag.slice(18)) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return parseInteger(text.replaceAll('_', '')) !== undefined;
    case 'float':
      return typeof value === 'number' || isProblem(value);
    case 'null':
      return value === null;
    default:
      return typeof value === 'string' && isTimestamp(value);
  }
}

export const isProblem = (value: ScalarValue | ScalarProblem): value is ScalarProblem =>
  typeof value === 'object' && value !== null;

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** Integers by their Go prefixes (0x, 0o, 0b, and a bare leading 0 for octal), else decimal floats. */
function parseNumber(text: string): number | undefined {
  if (text.startsWith('.')) return FLOAT.test(text) ? finite(Number(text)) : undefined;
  const digits = text.replaceAll('_', '');
  return parseInteger(digits) ?? (FLOAT.test(digits) ? finite(Number(digits)) : undefined);
}

const INT64_MIN = -(2 ** 63);

/** A float that is the least integer of 64 bits reaches the server in its shortest digits, which lie below. */
function finite(value: number): number | undefined {
  if (value === INT64_MIN) return INT64_MIN - 2048;
  return Number.isFinite(value) ? value : undefined;
}

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]+)|0[bB]([01]+)|(0|[1-9]\d*))$/;

function parseInteger(digits: string): number | undefined {
  const size = wholeNumber(digits);
  // Go has no negative integer zero, and JSON carries none.
  return size === undefined ? undefined : size === 0n ? 0 : nearestDouble(size);
}

/** Past 64 bits Go reads a decimal as a float and a prefixed number as text. */
function wholeNumber(digits: string): bigint | undefined {
  const match = INTEGER.exec(digits);
  if (!match || digits.length > 80) return undefined;
  const [, sign, hexadecimal, octal, binary, decimal] = match;
  const size =
    hexadecimal !== undefined
      ? BigInt(`0x${hexadecimal}`)
      : octal !== undefined
        ? BigInt(`0o${octal}`)
        : binary !== undefined
          ? BigInt(`0b${binary}`)
          : BigInt(decimal ?? '0');
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? MAX_INT64 : 2n ** 64n - 1n;
  if (size > limit) return undefined;
  return sign === '-' ? -size : size;
}

const LARGEST_DOUBLE_OF_INT64 = 2 ** 63 - 1024;

/** What fits in 64 bits stays below 2^63, so that a double still tells whether it did. */
function nearestDouble(integer: bigint): number {
  const double = Number(integer);
  return integer <= MAX_INT64 && double >= 2 ** 63 ? LARGEST_DOUBLE_OF_INT64 : double;
}

const TIMESTAMP =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:[tT]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)|\s+\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)?$/;

/** Whether Go would take the text for a date or time; it then stays text. */
function isTimestamp(text: string): boolean {
  return TIMESTAMP.test(text);
}
