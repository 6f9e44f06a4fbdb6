/** Numbers as Go's strconv.ParseFloat reads them. @source golang/go strconv/atof.go@go1.26 */

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?p([+-]?\d+)$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/** NaN for what is written as one; undefined for what is no number, or above all numbers. */
export function parseGoFloat(text: string): number | undefined {
  if (/^nan$/i.test(text)) return NaN;
  const [isInfinite, sign] = INFINITE.exec(text) ?? [];
  if (isInfinite !== undefined) return sign === '-' ? -Infinity : Infinity;
  const digits = withoutUnderscores(text);
  const value = DECIMAL.test(digits) ? Number(digits) : parseHexadecimal(digits);
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

/** They stand between digits, or between the prefix and a digit. */
const withoutUnderscores = (text: string): string => text.replace(/(?<=\d|[\da-f]|0x)_(?=[\da-f])/gi, '');

function parseHexadecimal(text: string): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = ''] = HEXADECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const mantissa = parseInt(`0${whole}${fraction}`, 16);
  const value = mantissa * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
