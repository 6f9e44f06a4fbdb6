/** "1345" -> "1,345", "-1345" -> "-1,345". @param digits  of a whole number */
export function withThousands(digits: string): string {
  if (digits.startsWith('-')) return `-${withThousands(digits.slice(1))}`;
  const first = digits.length % 3;
  const groups = first === 0 ? [] : [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
  return groups.join(',');
}

/** 12345 -> "12,345". @param count  a whole number */
export const grouped = (count: number): string => withThousands(String(count));

/** "1 node", "2,000 nodes", "1 policy", "2 policies". */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${grouped(count)} ${count === 1 ? singular : plural}`;
