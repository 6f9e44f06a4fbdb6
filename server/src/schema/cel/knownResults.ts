/** What the rules of a node said of a value. A rule that sees no stored object knows nothing but its value, and files are full of
 *  equal ones: selectors, requirements, references, budgets. */
import type { Structural } from './structural';

/** Of one object's part: keys of larger ones cost more than they spare. */
const MAX_KEY_LENGTH = 2_000;
const MAX_KEPT = 2_000;

/** A rule that does not hold, by its place among the node's rules. */
export interface BrokenRule {
  readonly index: number;
  readonly error?: string;
  readonly computedMessage?: string;
}

export class KnownResults {
  #bySchema = new WeakMap<Structural, Map<string, readonly BrokenRule[]>>();
  #count = 0;

  of(schema: Structural, key: string): readonly BrokenRule[] | undefined {
    return this.#bySchema.get(schema)?.get(key);
  }

  keep(schema: Structural, key: string, results: readonly BrokenRule[]): void {
    if (++this.#count > MAX_KEPT) {
      this.#bySchema = new WeakMap();
      this.#count = 1;
    }
    const ofSchema = this.#bySchema.get(schema) ?? new Map<string, readonly BrokenRule[]>();
    this.#bySchema.set(schema, ofSchema.set(key, results));
  }
}

/** A text that no other value has; undefined for what JSON cannot tell apart (null and infinity) or not write. */
export function keyOf(value: unknown): string | undefined {
  try {
    const text = JSON.stringify(value);
    return text.length > MAX_KEY_LENGTH || text.includes('null') ? undefined : text;
  } catch {
    // Whole numbers past 2^53.
    return undefined;
  }
}
