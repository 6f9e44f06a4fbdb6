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
export const validators: Readonly<Record<string, StandaloneValidator>>;
