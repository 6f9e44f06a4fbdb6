/** Reads fields of a decoded object as Go's decoder leaves them: what is absent or null is the zero value of its type. */
import { wireQuantity } from '../../util/quantity';

export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: Fields = Object.freeze({});

/** True when a pointer field is set (present and not null). */
export function isSet(fields: Fields, name: string): boolean {
  return Object.hasOwn(fields, name) && fields[name] !== null && fields[name] !== undefined;
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The object at `name`, empty when there is none. */
export function record(fields: Fields, name: string): Fields {
  return asRecord(own(fields, name));
}

/** The object at `name`, undefined when there is none. */
export function optionalRecord(fields: Fields, name: string): Fields | undefined {
  return isSet(fields, name) ? record(fields, name) : undefined;
}

export function asRecord(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NOTHING;
}

export function text(fields: Fields, name: string): string {
  const value = own(fields, name);
  return typeof value === 'string' ? value : '';
}

export function optionalText(fields: Fields, name: string): string | undefined {
  return isSet(fields, name) ? text(fields, name) : undefined;
}

export function integer(fields: Fields, name: string): number {
  const value = own(fields, name);
  return typeof value === 'number' ? value : 0;
}

export function optionalInteger(fields: Fields, name: string): number | undefined {
  return isSet(fields, name) ? integer(fields, name) : undefined;
}

export function isTrue(fields: Fields, name: string): boolean {
  return own(fields, name) === true;
}

export function isFalse(fields: Fields, name: string): boolean {
  return own(fields, name) === false;
}

/** The items at `name`, none when it is no list. */
export function items(fields: Fields, name: string): readonly unknown[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value : [];
}

export function records(fields: Fields, name: string): readonly Fields[] {
  return items(fields, name).map(asRecord);
}

export function texts(fields: Fields, name: string): readonly string[] {
  return items(fields, name).map((item) => (typeof item === 'string' ? item : ''));
}

/** A map of texts; null values are empty texts, as Go decodes them. */
export function textMap(fields: Fields, name: string): ReadonlyMap<string, string> {
  const entries = Object.entries(record(fields, name));
  return new Map(entries.map(([key, value]) => [key, typeof value === 'string' ? value : '']));
}

/** A quantity as text: numbers are quantities too, and blanks around one do not count. Undefined when absent. */
export function quantityText(fields: Fields, name: string): string | undefined {
  const value = own(fields, name);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? wireQuantity(value) : undefined;
}
