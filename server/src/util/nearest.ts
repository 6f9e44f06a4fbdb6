/** The known word that a misspelt one most likely stands for. */
import { compareText } from './sort';

/** The word of `known` that takes the fewest edits, where that is few enough to suggest; ties go to the same first letter, then
 *  by text order.
 *  A word that differs in case alone always counts as near; of a single letter nothing else does. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 100) return undefined;
  const limit = word.length < 2 ? CASE_ALONE : Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly rank: number } | undefined;
  for (const candidate of [...known].sort(compareText)) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = distanceOf(word, candidate);
    if (distance > limit) continue;
    const rank = distance + (candidate[0] === word[0] ? 0 : SECOND);
    if (best === undefined || rank < best.rank) best = { word: candidate, rank };
  }
  return best?.word;
}

/** Letters of the wrong case together count as half an edit. */
const CASE_ALONE = 0.5;
/** Less than any difference in edits. */
const SECOND = 0.25;

function distanceOf(word: string, candidate: string): number {
  const [a, b] = [word.toLowerCase(), candidate.toLowerCase()];
  return a === b ? CASE_ALONE : Math.min(editDistance(word, candidate), editDistance(a, b) + CASE_ALONE);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
