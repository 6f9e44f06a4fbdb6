/** A bill as plain text. */
import type { ClusterCost } from '../cost/cluster';
import { billRows, type BillRow } from '../report/bill';
import { table, wrap, type Style } from './style';

const COLUMNS = [
  { title: 'BILL', align: 'left' },
  { title: 'A MONTH', align: 'right' },
] as const;

/** Its rows, what is missing and what is taken for granted. */
export function billText(cost: ClusterCost, style: Style): string[] {
  const { rows, more, missing } = billRows(cost);
  const [titles = '', ...lines] = table(
    COLUMNS,
    rows.map((row) => [titleOf(row), row.amount]),
  );
  return [
    style.bold(titles),
    ...lines,
    ...(more === undefined ? [] : [`  and ${more} more`]),
    ...missing.flatMap((sentence) => wrap(`Not in it: ${sentence}`, 0)),
    ...wrap(cost.assumptions.join(' '), 0).map(style.dim),
  ];
}

function titleOf({ of, title, size = '' }: BillRow): string {
  if (of === 'pool') return `NodePool ${title}, ${size}`;
  return of === 'workload' ? `  of ${title}, ${size}` : title;
}
