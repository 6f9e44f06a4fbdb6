/** How many items two lists have in common at the beginning, and at the end of what is left. */
export function sameEnds<Item>(
  before: readonly Item[],
  after: readonly Item[],
  isSame: (older: Item | undefined, newer: Item | undefined) => boolean,
): { readonly head: number; readonly tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  return { head, tail };
}
