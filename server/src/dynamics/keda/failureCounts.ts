/** How often each metric has failed in a row. KEDA keeps the number in the status of the ScaledObject, of which its polls and the
 *  HPA's questions hold copies of their own: what one has seen the other learns with the next write, or when copies are dropped.
 *  @source kedacore/keda pkg/fallback/fallback.go UpdateHealthStatus, IncrementFailure,
 *  pkg/scaling/scale_handler.go performGetScalersCache, checkScalers@v2.21.0 */

type Counts = Map<string, number>;

/** One copy of the status. */
interface Copy {
  counts: Counts;
}

export class FailureCounts {
  readonly #stored: Counts = new Map();
  /** The copy that questions use; the polls' own when a poll had to make it. Dropped with every error. */
  #kept: (Copy & { readonly isOfPolls: boolean }) | undefined = { counts: new Map(), isOfPolls: false };

  /** For a poll: as it is stored. */
  ofPoll(): Counter {
    if (this.#kept && !this.#kept.isOfPolls) return this.#counter({ counts: new Map(this.#stored) });
    const copy = { counts: new Map(this.#stored), isOfPolls: true };
    this.#kept = copy;
    return this.#counter(copy);
  }

  /** For a question of the HPA. */
  ofQuestion(): Counter {
    this.#kept ??= { counts: new Map(this.#stored), isOfPolls: false };
    return this.#counter(this.#kept);
  }

  /** After an error everything is made anew. */
  drop(): void {
    this.#kept = undefined;
  }

  #counter(copy: Copy): Counter {
    const store = (metric: string, count: number): void => {
      if (copy.counts.get(metric) === count) return;
      this.#stored.set(metric, count);
      // The answer to the write brings the rest of the status along.
      copy.counts = new Map(this.#stored);
    };
    return {
      succeed: (metric) => {
        store(metric, 0);
      },
      fail: (metric) => {
        const count = (copy.counts.get(metric) ?? 0) + 1;
        store(metric, count);
        return count;
      },
    };
  }
}

export interface Counter {
  readonly succeed: (metric: string) => void;
  /** How often it has failed by now. */
  readonly fail: (metric: string) => number;
}
