/** Which nodes have refused a pod for good, so that they need not be asked again. Nodes fill up and narrow, so that a no
 *  is final but for rare changes of requirements, which are kept as events and taken in when the set is next used. */
import { clearBit, hasBit, setBit, wordCount, type Bits } from './bitset';

const NO_BITS: Bits = new Uint32Array(0);

export class RefusedNodes {
  /** Grows when the first node beyond it is added: most pods are never refused. */
  #bits: Bits = NO_BITS;
  #eventsSeen: number;

  /** @param eventCount  how many events there have been before */
  constructor(eventCount: number) {
    this.#eventsSeen = eventCount;
  }

  has(claimId: number): boolean {
    return hasBit(this.#bits, claimId);
  }

  add(claimId: number): void {
    if (claimId >= this.#bits.length * 32) this.#makeRoom(claimId);
    setBit(this.#bits, claimId);
  }

  #makeRoom(claimId: number): void {
    const larger = new Uint32Array(Math.max(wordCount(claimId + 1), this.#bits.length * 2));
    larger.set(this.#bits);
    this.#bits = larger;
  }

  /** @param reopened  all events: nodes that may take what they refused before */
  takeIn(reopened: readonly number[]): void {
    for (; this.#eventsSeen < reopened.length; this.#eventsSeen++) {
      const claimId = reopened[this.#eventsSeen] ?? 0;
      if (claimId < this.#bits.length * 32) clearBit(this.#bits, claimId);
    }
  }
}
