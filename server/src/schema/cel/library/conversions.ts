/** int(string) and double(string) as Go parses them: no blanks, no other bases, no empty text.
 *  @source google/cel-go common/types/string.go@v0.26 */
import { CelScalar, celFunc, type CelFunc } from '@bufbuild/cel';

const { DOUBLE, INT, STRING } = CelScalar;
const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+(?:\.\d*)?([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf|infinity|nan)$/i;
const MAX = 2n ** 63n - 1n;

function toInt(text: string): bigint {
  const value = INTEGER.test(text) ? BigInt(text.replace('+', '')) : undefined;
  if (value === undefined || value > MAX || value < -MAX - 1n)
    throw new Error("type conversion error from 'string' to 'int'");
  return value;
}

function toDouble(text: string): number {
  if (!DECIMAL.test(text)) throw new Error("type conversion error from 'string' to 'double'");
  const bare = text.replace(/^[+-]/, '').toLowerCase();
  if (!bare.startsWith('inf')) return Number(text);
  return text.startsWith('-') ? -Infinity : Infinity;
}

export const conversionFunctions: readonly CelFunc[] = [
  celFunc('int', [STRING], INT, toInt),
  celFunc('double', [STRING], DOUBLE, toDouble),
];
