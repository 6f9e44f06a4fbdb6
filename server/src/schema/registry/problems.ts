/** What the hand-written validation of a built-in kind finds: where, what sort, and a sentence. */
import { nearestWord } from '../../util/nearest';
import { quoteText, showValue } from '../wording';

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

const MAX_SHOWN = 60;

/** `value` as it stands in messages: quoted text and numbers, lists and maps if they are short. */
export function shown(value: unknown): string | undefined {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || text.length <= MAX_SHOWN) return text;
  return typeof value === 'string' ? quoteText(value) : undefined;
}

/** What a message begins with: the field and what it holds. */
function subject(path: string, value: unknown): string {
  const name = lastName(path);
  if (value === '') return `${name} is empty`;
  const text = shown(value);
  const isInName = typeof value === 'string' && name.includes(`[${value}]`);
  return text === undefined || isInName ? name : `${name} ${text}`;
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
    this.add('invalid', path, `${subject(path, value)}: ${why}`);
  }

  unsupported(path: string, value: unknown, allowed: readonly string[]): void {
    const near = typeof value === 'string' ? nearestWord(value, allowed) : undefined;
    const hint = near === undefined ? '' : `; did you mean ${quoteText(near)}?`;
    const one = allowed.length === 1 ? 'must be' : 'must be one of';
    this.add('not-supported', path, `${subject(path, value)}: it ${one} ${allowed.join(', ')}${hint}`);
  }

  forbidden(path: string, why: string): void {
    this.add('forbidden', path, `${lastName(path)} cannot stand here: ${why}`);
  }

  /** Something forbidden that is more than a field in the wrong place, in a sentence of its own. */
  refused(path: string, sentence: string): void {
    this.add('forbidden', path, sentence);
  }

  duplicate(path: string, value: unknown): void {
    this.add('duplicate', path, `${showValue(value)} stands in this list a second time`);
  }

  notFound(path: string, value: unknown, what: string): void {
    this.add('not-found', path, `there is no ${what} ${showValue(value)}`);
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

/** The last field of a path with the index or key behind it; `spec` and `metadata` say little without what they are of. */
function lastName(path: string): string {
  const last = lastStep(path);
  if ((last !== 'spec' && last !== 'metadata') || last === path) return last;
  return `${lastStep(path.slice(0, -last.length - 1))}.${last}`;
}

function lastStep(path: string): string {
  const end = path.endsWith(']') ? path.lastIndexOf('[') : path.length;
  const start = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf(']', end - 1)) + 1;
  return start < end ? path.slice(start) : path;
}
