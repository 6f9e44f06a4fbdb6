/** Lenient readers of plain JSON values: whatever is missing or of another type is "not there", so that rules look only
 *  at what they understand. A text with a placeholder (`${A}`, `$(A)`) or a blank (`<A>`) has no known value either. */
import { durationMs } from '../model/cron';
import { valueAt, type Path } from '../manifest/path';
import { isUnfilled } from '../manifest/placeholders';

export const at = (value: unknown, ...path: Path): unknown => valueAt(value, path);

/** The elements of a list; none for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The entries of a map; none for anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A literal text. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && !isUnfilled(value) ? value : undefined;
}

/** A text, or a number or boolean as it would be written: for fields that take either. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value);
}

export const integer = (value: unknown): number | undefined =>
  Number.isInteger(value) ? (value as number) : undefined;

/** The literal texts of a list. */
export const texts = (value: unknown): readonly string[] =>
  list(value)
    .map(text)
    .filter((item) => item !== undefined);

/** The entries of a map whose values are literal texts. */
export function textRecord(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(record(value)).map(([key, item]) => [key, text(item)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Whether the field is there at all, with any value but null. */
export const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** A duration as Go writes it (`1h30m`), in seconds. */
export function durationSeconds(value: unknown): number | undefined {
  const spelled = text(value);
  const milliseconds = spelled === undefined ? undefined : durationMs(spelled);
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
