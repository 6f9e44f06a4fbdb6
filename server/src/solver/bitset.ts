/** Sets of small numbers as bits in 32-bit words. */

export type Bits = Uint32Array;

export const wordCount = (size: number): number => (size + 31) >>> 5;

export const emptyBits = (size: number): Bits => new Uint32Array(wordCount(size));

export function fullBits(size: number): Bits {
  const bits = emptyBits(size).fill(0xffffffff);
  const rest = size & 31;
  if (rest !== 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

export const hasBit = (bits: Bits, index: number): boolean =>
  (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function clearBit(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) & ~(1 << (index & 31));
}

export function intersects(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  return false;
}

export function isEmpty(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word++) if (bits[word] !== 0) return false;
  return true;
}

/** Keeps in `target` what is also in `mask`. */
export function keep(target: Bits, mask: Bits): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) & (mask[word] ?? 0);
}

/** Puts what is in `added` into `target` as well. */
export function unite(target: Bits, added: Bits): void {
  for (let word = 0; word < target.length; word++) target[word] = (target[word] ?? 0) | (added[word] ?? 0);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word = 0; word < bits.length; word++) count += popCount(bits[word] ?? 0);
  return count;
}

function popCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Calls `visit` with each index in the set, ascending. */
export function forEachBit(bits: Bits, visit: (index: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest);
      visit(word * 32 + bit);
      rest &= rest - 1;
    }
  }
}

export function equalBits(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if (a[word] !== b[word]) return false;
  return a.length === b.length;
}

/** A number that is equal for equal sets, and seldom for others. */
export function hashBits(bits: Bits): number {
  let hash = 0x811c9dc5;
  for (let word = 0; word < bits.length; word++) hash = Math.imul(hash ^ (bits[word] ?? 0), 0x01000193);
  return hash;
}
