/** The text of an error thrown or returned by the evaluator. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
