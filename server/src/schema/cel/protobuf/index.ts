/** Stands in for `@bufbuild/protobuf` where the CEL library of the built programs imports it: `scripts/lib/leanStart.mjs`. */
import { later, wellKnownTypes, type NamedType } from './later';

export { scalarTypes as ScalarType } from './later';

export function isMessage(value: unknown, type?: NamedType): boolean {
  if (typeof value !== 'object' || value === null || !('$typeName' in value)) return false;
  return type === undefined ? typeof value.$typeName === 'string' : type.typeName === value.$typeName;
}

export const create = later('create');
export const equals = later('equals');
export const fromJson = later('fromJson');
export const toJson = later('toJson');
/** Nobody registers types beside the well-known ones. */
export const createRegistry = (): typeof wellKnownTypes => wellKnownTypes;
