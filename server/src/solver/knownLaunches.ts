/** What planned nodes may become and how they are launched, kept from one solve to the next: it follows from what a node has to
 *  be, the types that it may become, and those of them that hold its pods. */
import { equalBits, hashBits, type Bits } from './bitset';
import type { NodeClaimPlan } from './input';
import type { RequirementSet } from './requirementTable';
import type { TypeIndex } from './typeIndex';

/** What of the types is left open. */
export interface OpenTypes {
  /** Cheapest first, and the same as bits. */
  readonly types: readonly number[];
  readonly open: Bits;
  readonly capacityTypes: readonly string[];
}

export type KnownLaunch = Pick<NodeClaimPlan, 'instanceTypes' | 'launch' | 'launchError'>;

interface OpenQuestion {
  readonly index: TypeIndex;
  readonly set: RequirementSet;
  readonly types: Bits;
}

interface LaunchQuestion extends OpenQuestion {
  readonly holding: Bits;
  readonly isStrictAboutMinValues: boolean;
}

/** Each has lists of up to 600 types. */
const MAX_KEPT = 500;

export class KnownLaunches {
  readonly #open = new Answers<OpenQuestion, OpenTypes>(isAlike);
  readonly #launches = new Answers<LaunchQuestion, KnownLaunch>(isLaunchedAlike);

  open(question: OpenQuestion, find: () => OpenTypes): OpenTypes {
    return this.#open.of(hashBits(question.types), question, find);
  }

  launch(question: LaunchQuestion, find: () => KnownLaunch): KnownLaunch {
    return this.#launches.of(hashBits(question.types) ^ hashBits(question.holding), question, find);
  }
}

class Answers<Q extends OpenQuestion, A> {
  readonly #byHash = new Map<number, { readonly question: Q; readonly answer: A }[]>();
  #count = 0;

  constructor(private readonly areAlike: (a: Q, b: Q) => boolean) {}

  of(hash: number, question: Q, find: () => A): A {
    const known = this.#byHash.get(hash)?.find((one) => this.areAlike(one.question, question));
    return known ? known.answer : this.#keep(hash, question, find());
  }

  #keep(hash: number, question: Q, answer: A): A {
    if (this.#count === MAX_KEPT) {
      this.#byHash.clear();
      this.#count = 0;
    }
    this.#count++;
    const alike = this.#byHash.get(hash) ?? [];
    // The node may go on to change.
    alike.push({ question: { ...question, types: question.types.slice() }, answer });
    this.#byHash.set(hash, alike);
    return answer;
  }
}

const isAlike = (a: OpenQuestion, b: OpenQuestion): boolean =>
  a.index === b.index && a.set === b.set && equalBits(a.types, b.types);

const isLaunchedAlike = (a: LaunchQuestion, b: LaunchQuestion): boolean =>
  isAlike(a, b) && a.isStrictAboutMinValues === b.isStrictAboutMinValues && equalBits(a.holding, b.holding);
