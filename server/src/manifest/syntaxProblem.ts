/** A place (offsets) that cannot be read, and why. */
export interface SyntaxProblem {
  readonly rule: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}
