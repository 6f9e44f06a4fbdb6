/** Since when the Jobs that a ScaledJob starts are needed: each takes one message, and the oldest first. */
import type { Accounts } from './accounts';

export class JobNeeds {
  /** Messages for which a Job was started, and the second in which the first of the others came. */
  #covered = 0;
  #second = 0;

  constructor(private readonly accounts: Pick<Accounts, 'demandSum'>) {}

  /** So many Jobs are started: the second in which the message of the first of them came, at most `now`. */
  take(count: number, now: number): number {
    const { demandSum } = this.accounts;
    while (this.#second < now && (demandSum[this.#second + 1] ?? 0) <= this.#covered + 1e-6) this.#second++;
    // Jobs for which there is no message find the queue empty, and take none of those to come.
    this.#covered = Math.min(this.#covered + count, demandSum[now] ?? 0);
    return this.#second;
  }
}
