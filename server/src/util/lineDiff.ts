/** The difference of two texts, line by line. */

/** Lines `from` up to `to` (exclusive) of the old text become the `lines`. In the order of the text, never touching. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Beyond this many pairs of lines the middle of a text is one change: the table would take too much memory. */
const MOST_PAIRS = 4_000_000;

/** What turns one list of lines into the other, along a longest common subsequence. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  if (old.length === 0 && now.length === 0) return [];
  if (old.length * now.length > MOST_PAIRS) return [{ from: start, to: start + old.length, lines: now }];
  return walk(old, now).map(({ from, to, lines }) => ({ from: from + start, to: to + start, lines }));
}

function walk(old: readonly string[], now: readonly string[]): LineChange[] {
  const common = commonLengths(old, now);
  const width = now.length + 1;
  const changes: LineChange[] = [];
  let [a, b] = [0, 0];
  let [fromA, fromB] = [0, 0];
  const close = (): void => {
    if (a > fromA || b > fromB) changes.push({ from: fromA, to: a, lines: now.slice(fromB, b) });
  };
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      close();
      [a, b] = [a + 1, b + 1];
      [fromA, fromB] = [a, b];
    } else if (
      b >= now.length ||
      (a < old.length && at(common, (a + 1) * width + b) >= at(common, a * width + b + 1))
    )
      a++;
    else b++;
  }
  close();
  return changes;
}

/** Length of the longest common subsequence from each pair of lines on, row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  for (let a = old.length - 1; a >= 0; a--)
    for (let b = now.length - 1; b >= 0; b--)
      table[a * width + b] =
        old[a] === now[b]
          ? at(table, (a + 1) * width + b + 1) + 1
          : Math.max(at(table, (a + 1) * width + b), at(table, a * width + b + 1));
  return table;
}

const at = (table: Uint32Array, index: number): number => table[index] ?? 0;

const CONTEXT = 3;

/** The hunks of a unified diff, without the lines that name the files; none for equal texts. */
export function unifiedHunks(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const groups: LineChange[][] = [];
  for (const change of lineChanges(old, now)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.from - last.to <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
  }
  let shift = 0;
  return groups.flatMap((group) => {
    const { lines, grown } = hunk(old, group, shift);
    shift += grown;
    return lines;
  });
}

function hunk(old: readonly string[], changes: readonly LineChange[], shift: number) {
  const first = Math.max((changes[0]?.from ?? 0) - CONTEXT, 0);
  const end = Math.min((changes.at(-1)?.to ?? 0) + CONTEXT, old.length);
  const body: string[] = [];
  let from = first;
  let grown = 0;
  for (const change of changes) {
    body.push(...old.slice(from, change.from).map((line) => ` ${line}`));
    body.push(...old.slice(change.from, change.to).map((line) => `-${line}`));
    body.push(...change.lines.map((line) => `+${line}`));
    from = change.to;
    grown += change.lines.length - (change.to - change.from);
  }
  body.push(...old.slice(from, end).map((line) => ` ${line}`));
  const count = end - first;
  const head = `@@ -${first + 1},${count} +${first + 1 + shift},${count + grown} @@`;
  return { lines: [head, ...body], grown };
}
