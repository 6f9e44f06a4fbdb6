/** Which nodes have refused a form of pod for good, so that they need not be asked again. */
import { clearBit, hasBit, setBit, wordCount, type Bits } from './bitset';
import type { PodForm } from './podClass';

export class RefusedNodes {
  #bits: Bits = new Uint32Array(2);
  /** How many events of `Refusals` have been taken in. */
  seen = 0;

  has(claimId: number): boolean {
    return hasBit(this.#bits, claimId);
  }

  add(claimId: number): void {
    setBit(this.#bits, claimId);
  }

  remove(claimId: number): void {
    if (claimId < this.#bits.length * 32) clearBit(this.#bits, claimId);
  }

  makeRoom(claimCount: number): void {
    if (claimCount <= this.#bits.length * 32) return;
    const larger = new Uint32Array(Math.max(wordCount(claimCount), this.#bits.length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
  }
}

export class Refusals {
  readonly #byForm = new WeakMap<PodForm, RefusedNodes>();
  /** Nodes whose requirements changed so that they may take what they refused. */
  readonly #reopened: number[] = [];

  of(form: PodForm, claimCount: number): RefusedNodes {
    let refused = this.#byForm.get(form);
    if (!refused) {
      refused = new RefusedNodes();
      refused.seen = this.#reopened.length;
      this.#byForm.set(form, refused);
    }
    refused.makeRoom(claimCount);
    for (; refused.seen < this.#reopened.length; refused.seen++)
      refused.remove(this.#reopened[refused.seen] ?? 0);
    return refused;
  }

  /** Lets every form ask the node again. */
  forget(claimId: number): void {
    this.#reopened.push(claimId);
  }
}
