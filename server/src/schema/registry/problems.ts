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
  /** The place in the manifest that is to blame, where the server's path is that of a larger one. */
  readonly at?: string;
  readonly mark?: 'key';
  readonly message: string;
}

/** A path as the server reports it, alone or with the place in the manifest that it is about. */
export type Where = string | Nearer;

interface Nearer {
  readonly path: string;
  readonly at: string;
  readonly mark?: 'key';
}

/** A problem that the server reports at `path`, of which a place below or beside it is to blame. */
export const nearer = (path: string, at: string): Nearer => ({ path, at });

/** The same of a key: `path` is that of its map. */
export const ofKey = (path: string, key: string): Nearer => ({ path, at: `${path}[${key}]`, mark: 'key' });

const placeOf = (where: Where): string => (typeof where === 'string' ? where : where.at);

const MAX_SHOWN = 60;

/** `value` as it stands in messages: texts, numbers, booleans, and lists of them that are short. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'string') return quoteText(value);
  if (Array.isArray(value)) return shownList(value);
  return typeof value === 'object' ? undefined : JSON.stringify(value);
}

function shownList(list: readonly unknown[]): string | undefined {
  const text = list.some((item) => typeof item === 'object') ? undefined : JSON.stringify(list);
  return text !== undefined && text.length <= MAX_SHOWN ? text : undefined;
}

/** What a message begins with: the field and what it holds. */
function subject(where: Where, value: unknown): string {
  const name = lastName(placeOf(where));
  if (value === '') return `${name} is empty`;
  const text = shown(value);
  const isInName = typeof value === 'string' && name.endsWith(`[${value}]`);
  return text === undefined || isInName ? name : `${name} ${text}`;
}

/** Reasons that say no more than that a value is empty. */
const EMPTY = new Set(['must not be empty', 'the name must not be empty']);
const isEmptiness = (value: unknown, why: string): boolean => value === '' && EMPTY.has(why);

function emptiness(where: Where): string {
  const isKey = typeof where !== 'string' && where.mark === 'key';
  return isKey
    ? `${lastName(where.path)} has an entry without a name`
    : `${lastName(placeOf(where))} is empty`;
}

/** Gathers problems in the order they are found. */
export class Problems {
  readonly list: BuiltinProblem[] = [];

  required(where: Where, why = ''): void {
    const name = lastName(placeOf(where));
    this.say('required', where, why === '' ? `${name} must be set` : `${name} must be set: ${why}`);
  }

  invalid(where: Where, value: unknown, why: string): void {
    this.say(
      'invalid',
      where,
      isEmptiness(value, why) ? emptiness(where) : `${subject(where, value)}: ${why}`,
    );
  }

  unsupported(where: Where, value: unknown, allowed: readonly string[]): void {
    this.choice('not-supported', where, value, allowed);
  }

  /** The same where the server calls the value invalid. */
  invalidChoice(where: Where, value: unknown, allowed: readonly string[]): void {
    this.choice('invalid', where, value, allowed);
  }

  private choice(code: ProblemCode, where: Where, value: unknown, allowed: readonly string[]): void {
    const near = typeof value === 'string' ? nearestWord(value, allowed) : undefined;
    const hint = near === undefined ? '' : `; did you mean ${quoteText(near)}?`;
    const one = allowed.length === 1 ? 'must be' : 'must be one of';
    this.say(code, where, `${subject(where, value)}: it ${one} ${allowed.join(', ')}${hint}`);
  }

  forbidden(where: Where, why: string): void {
    this.say('forbidden', where, `${lastName(placeOf(where))} cannot stand here: ${why}`);
  }

  /** Something forbidden that is more than a field in the wrong place, in a sentence of its own. */
  refused(where: Where, sentence: string): void {
    this.say('forbidden', where, sentence);
  }

  duplicate(where: Where, value: unknown): void {
    this.say('duplicate', where, `${showValue(value)} stands in this list a second time`);
  }

  /** @param known  the names that there are */
  notFound(where: Where, value: string, what: string, known: Iterable<string>): void {
    const names = [...known];
    const near = nearestWord(value, names);
    const hint = near === undefined ? onlyOf(names) : `; did you mean ${quoteText(near)}?`;
    this.say('not-found', where, `there is no ${what} ${showValue(value)}${hint}`);
  }

  tooLong(path: string, limit: number): void {
    this.say('too-long', path, `${lastName(path)} may have at most ${limit} bytes`);
  }

  tooMany(path: string, count: number, limit: number): void {
    this.say('too-many', path, `${lastName(path)} has ${count} entries, at most ${limit} are allowed`);
  }

  /** One problem for each reason. */
  invalidEach(where: Where, value: unknown, reasons: readonly string[]): void {
    for (const why of reasons) this.invalid(where, value, why);
  }

  nonNegative(path: string, value: number): void {
    if (value < 0) this.invalid(path, value, 'must be 0 or more');
  }

  positive(path: string, value: number): void {
    if (value <= 0) this.invalid(path, value, 'must be more than 0');
  }

  /** A sentence that fits none of the forms above. */
  say(code: ProblemCode, where: Where, message: string): void {
    this.list.push({ code, ...(typeof where === 'string' ? { path: where } : where), message });
  }
}

/** Names that there are instead, where they are few. */
function onlyOf(names: readonly string[]): string {
  return names.length > 0 && names.length <= MAX_LISTED ? `, only ${names.map(quoteText).join(', ')}` : '';
}

const MAX_LISTED = 5;

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
