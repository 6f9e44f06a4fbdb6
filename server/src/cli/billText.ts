/** A bill as plain text. */
import type { ClusterCost, PoolCost } from '../cost/cluster';
import { amount, boundedAmount, dearest, missingOf, TERM_TITLES } from '../report/bill';
import { counted, table, wrap, type Style } from './style';

const COLUMNS = [
  { title: 'BILL', align: 'left' },
  { title: 'A MONTH', align: 'right' },
] as const;

/** Workloads that are listed, the dearest first. */
const SHOWN = 10;

/** Term by term, the sum, what each pool and workload has of it, what is missing and what is taken for granted. */
export function billText(cost: ClusterCost, style: Style): string[] {
  const { bill, pools, currencyLabel: label } = cost;
  const workloads = dearest(cost.workloads);
  const rows = [
    ...bill.terms.map(({ id, usdPerMonth: usd }) => [TERM_TITLES[id], amount(usd, label)]),
    ['Together', boundedAmount(bill, label)],
    ...pools.map((pool) => [poolTitle(pool), boundedAmount(pool.bill, label)]),
    ...workloads
      .slice(0, SHOWN)
      .map((one) => [`  of ${one.workload}, ${counted(one.podCount, 'pod')}`, boundedAmount(one, label)]),
  ];
  const [titles = '', ...lines] = table(COLUMNS, rows);
  return [
    style.bold(titles),
    ...lines,
    ...(workloads.length > SHOWN ? [`  and ${counted(workloads.length - SHOWN, 'workload')} more`] : []),
    ...missingOf(bill).flatMap((sentence) => wrap(`Not in it: ${sentence}`, 0)),
    ...wrap(cost.assumptions.join(' '), 0).map(style.dim),
  ];
}

const poolTitle = ({ nodePool, nodeCount }: PoolCost): string =>
  `NodePool ${nodePool}, ${counted(nodeCount, 'node')}`;
