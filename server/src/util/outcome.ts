/** Values that may be a failure of the world (file, network, credentials): returned, never thrown. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What went wrong, in one line for a person, and what to do about it. */
export interface Failure {
  readonly message: string;
  readonly hint?: string;
}

export const success = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const failed = <T>(message: string, hint?: string): Outcome<T> => ({
  ok: false,
  failure: hint === undefined ? { message } : { message, hint },
});
