/** A bill as plain text. */
import type { Bill, TermId } from '../cost/bill';
import type { ClusterCost, PoolCost, WorkloadCost } from '../cost/cluster';
import { compareNumber, compareText } from '../util/sort';
import { dollars } from '../util/money';
import { counted, table, wrap, type Style } from './style';

const TITLES: Readonly<Record<TermId, string>> = {
  'on-demand': 'Instances on demand',
  commitment: 'Instances under a commitment',
  spot: 'Spot instances',
  volumes: 'Volumes of the nodes',
  'auto-mode': 'Auto Mode',
  'control-plane': 'EKS control plane',
};

const COLUMNS = [
  { title: 'BILL', align: 'left' },
  { title: 'A MONTH', align: 'right' },
] as const;

/** Workloads that are listed, the dearest first. */
const SHOWN = 10;

/** Term by term, the sum, what each pool and workload has of it, what is missing and what is taken for granted. */
export function billText(cost: ClusterCost, style: Style): string[] {
  const { bill, pools, currencyLabel: label } = cost;
  const workloads = [...cost.workloads].sort(byCost);
  const rows = [
    ...bill.terms.map(({ id, usdPerMonth: usd }) => [TITLES[id], amount(usd, label)]),
    ['Together', `${bill.isLowerBound ? 'at least ' : ''}${amount(bill.usdPerMonth, label)}`],
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

const byCost = (a: WorkloadCost, b: WorkloadCost): number =>
  compareNumber(b.usdPerHour, a.usdPerHour) || compareText(a.workload, b.workload);

const poolTitle = ({ nodePool, nodeCount }: PoolCost): string =>
  `NodePool ${nodePool}, ${counted(nodeCount, 'node')}`;

const boundedAmount = (
  { usdPerMonth: usd, isLowerBound }: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>,
  label: string,
): string => `${isLowerBound ? 'at least ' : ''}${amount(usd, label)}`;

const amount = (usd: number | undefined, label: string): string =>
  usd === undefined ? 'not known' : dollars(usd, 2, label);

const missingOf = ({ terms }: Bill): readonly string[] => [
  ...new Set(terms.flatMap(({ missing }) => missing)),
];
