/** `"...".format([...])`: the verbs %s %d %f %e %b %x %X %o %%.
 *  @source google/cel-go ext/formatting.go@v0.26 */
import { isCelList, isCelMap, type CelValue } from '@bufbuild/cel';

const VERB = /%(?:\.(\d+))?([a-zA-Z%])/g;

/** `template` with each verb replaced by the next value; throws on a verb without value or of the wrong type. */
export function formatText(template: string, values: readonly CelValue[]): string {
  let next = 0;
  return template.replace(VERB, (_, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (next >= values.length) throw new Error(`index ${next} out of range`);
    const value = values[next];
    next += 1;
    return formatValue(verb, value ?? null, precision === undefined ? 6 : Number(precision));
  });
}

function formatValue(verb: string, value: CelValue, precision: number): string {
  if (verb === 's') return plainText(value);
  if (verb === 'd' && (typeof value === 'bigint' || typeof value === 'number')) return String(value);
  if (verb === 'f' && isNumber(value)) return Number(value).toFixed(Math.min(precision, 100));
  if (verb === 'e' && isNumber(value)) return exponent(Number(value), precision);
  if (verb === 'b' && typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'bigint') return inBase(verb, value);
  if (typeof value === 'string' && (verb === 'x' || verb === 'X'))
    return hexOf(new TextEncoder().encode(value), verb);
  if (value instanceof Uint8Array && (verb === 'x' || verb === 'X')) return hexOf(value, verb);
  throw new Error(`could not format a value of this type with %${verb}`);
}

function isNumber(value: CelValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function inBase(verb: string, value: bigint): string {
  if (verb === 'b') return value.toString(2);
  if (verb === 'o') return value.toString(8);
  if (verb === 'x') return value.toString(16);
  if (verb === 'X') return value.toString(16).toUpperCase();
  throw new Error(`unrecognized formatting clause "${verb}"`);
}

function hexOf(bytes: Uint8Array, verb: string): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return verb === 'X' ? hex.toUpperCase() : hex;
}

function exponent(value: number, precision: number): string {
  return value.toExponential(Math.min(precision, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A value as %s writes it: strings bare, inside lists and maps quoted. */
function plainText(value: CelValue): string {
  if (typeof value === 'string') return value;
  if (isCelList(value)) return `[${[...value].map(nested).join(', ')}]`;
  if (isCelMap(value)) {
    const entries = [...value.entries()].map(([key, item]) => `${nested(key as CelValue)}: ${nested(item)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return scalarText(value);
}

function nested(value: CelValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : plainText(value);
}

function scalarText(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint' || typeof value === 'boolean' || typeof value === 'number')
    return String(value);
  throw new Error('could not format a value of this type with %s');
}
