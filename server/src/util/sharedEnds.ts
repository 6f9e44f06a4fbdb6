/** What two texts have in common at both ends. */

/** Compared at once by the engine, far faster than character by character. */
const BLOCK = 4096;

export interface SharedEnds {
  /** UTF-16 units at the beginning, and at the end of what is left. */
  readonly head: number;
  readonly tail: number;
}

export function sharedEnds(before: string, after: string): SharedEnds {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head + BLOCK <= shared && before.slice(head, head + BLOCK) === after.slice(head, head + BLOCK))
    head += BLOCK;
  while (head < shared && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  const rest = shared - head;
  const unit = (text: string, fromEnd: number): number => text.charCodeAt(text.length - 1 - fromEnd);
  const block = (text: string, fromEnd: number): string =>
    text.slice(text.length - fromEnd - BLOCK, text.length - fromEnd);
  let tail = 0;
  while (tail + BLOCK <= rest && block(before, tail) === block(after, tail)) tail += BLOCK;
  while (tail < rest && unit(before, tail) === unit(after, tail)) tail++;
  return { head, tail };
}
