// What the reporter in a test's process and the runner outside it agree on.

/** Begins a line that the reporter writes; no test does. */
export const MARK = '\u0001dryfit-test ';

/** With what it was caused by: a property fails because of an assertion in it. */
export function textOf(error) {
  if (typeof error !== 'object' || error === null) return String(error);
  const text = error.stack ?? error.message ?? String(error);
  return error.cause === undefined ? text : `${text}\ncaused by ${textOf(error.cause)}`;
}
