/** What the hand-written validation of a built-in kind finds: where, what sort, and a sentence. */
import { nearestText } from './nearest';

export type ProblemCode =
  | 'required'
  | 'invalid'
  | 'not-supported'
  | 'forbidden'
  | 'duplicate'
  | 'not-found'
  | 'too-long'
  | 'too-many';

export interface BuiltinProblem {
  readonly code: ProblemCode;
  /** Path in the internal type, which for some fields differs from the manifest's. */
  readonly path: string;
  readonly message: string;
}

/** `value` as it stands in messages: quoted text, short JSON otherwise. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Gathers problems in the order they are found. */
export class Problems {
  readonly list: BuiltinProblem[] = [];

  required(path: string, why = ''): void {
    this.add(
      'required',
      path,
      why === '' ? `${lastName(path)} must be set` : `${lastName(path)} must be set: ${why}`,
    );
  }

  invalid(path: string, value: unknown, why: string): void {
    this.add('invalid', path, `${shown(value)} is not valid here: ${why}`);
  }

  unsupported(path: string, value: unknown, allowed: readonly string[]): void {
    const near = typeof value === 'string' ? nearestText(value, allowed) : undefined;
    const hint = near === undefined ? '' : `, did you mean ${shown(near)}?`;
    this.add('not-supported', path, `${shown(value)} is not one of ${allowed.join(', ')}${hint}`);
  }

  forbidden(path: string, why: string): void {
    this.add('forbidden', path, `${lastName(path)} must not be set: ${why}`);
  }

  duplicate(path: string, value: unknown): void {
    this.add('duplicate', path, `${shown(value)} stands here a second time`);
  }

  notFound(path: string, value: unknown, what: string): void {
    this.add('not-found', path, `there is no ${what} ${shown(value)}`);
  }

  tooLong(path: string, limit: number): void {
    this.add('too-long', path, `${lastName(path)} may have at most ${limit} bytes`);
  }

  tooMany(path: string, count: number, limit: number): void {
    this.add('too-many', path, `${lastName(path)} has ${count} entries, at most ${limit} are allowed`);
  }

  /** One problem for each reason. */
  invalidEach(path: string, value: unknown, reasons: readonly string[]): void {
    for (const why of reasons) this.invalid(path, value, why);
  }

  nonNegative(path: string, value: number): void {
    if (value < 0) this.invalid(path, value, 'must be 0 or more');
  }

  positive(path: string, value: number): void {
    if (value <= 0) this.invalid(path, value, 'must be more than 0');
  }

  private add(code: ProblemCode, path: string, message: string): void {
    this.list.push({ code, path, message });
  }
}

function lastName(path: string): string {
  return /[^.[\]]+(?:\[[^\]]*\])?$/.exec(path)?.[0] ?? path;
}
