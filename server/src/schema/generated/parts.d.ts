/** What is generated of the schemas, by group: kinds that are written together are loaded together, on first use. */

/** Standalone code of ajv, one function per schema file. Errors carry no message and no schema path. */
export interface StandaloneError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
export interface StandaloneValidator {
  (data: unknown): boolean;
  errors?: readonly StandaloneError[] | null;
}

type ByGroup<T> = Readonly<Record<string, () => T>>;

/** JSON text of the index of kinds: see `kinds.ts` for its shape. */
const text: string;
/** Id of a schema to the name of its group. */
const groups: ReadonlyMap<string, string>;
/** JSON text of the pooled schemas of a group. */
const schemas: ByGroup<string>;
/** By id of the schema. */
const validators: ByGroup<Readonly<Record<string, StandaloneValidator>>>;
/** Each CEL expression of a group's schemas, but for those of groups before, to its syntax tree as JSON, big integers as
 *  `{"$int":"1"}`. */
const expressions: ByGroup<ReadonlyMap<string, string>>;
