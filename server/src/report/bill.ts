/** Rows of a bill, for every form that it is written in. */
import type { Bill } from '../cost/bill';
import type { ClusterCost, WorkloadCost } from '../cost/cluster';
import { BILL_TERMS } from '../util/billTerms';
import { dollars } from '../util/money';
import { compareNumber, compareText } from '../util/sort';
import { counted } from './numbers';

/** Workloads that are listed. */
const SHOWN = 10;

export interface BillRow {
  readonly of: 'term' | 'sum' | 'pool' | 'workload';
  readonly title: string;
  /** Of a pool "3 nodes", of a workload "12 pods". */
  readonly size?: string;
  /** A month; "not known", "at least". */
  readonly amount: string;
}

export interface BillRows {
  /** Term by term, the sum, what each pool has of it, and the dearest workloads. */
  readonly rows: readonly BillRow[];
  /** Workloads that have no row: "3 workloads". */
  readonly more: string | undefined;
  /** What is not in it, each sentence once. */
  readonly missing: readonly string[];
}

export function billRows({ bill, pools, workloads, currencyLabel: label }: ClusterCost): BillRows {
  const moreCount = workloads.length - SHOWN;
  return {
    rows: [
      ...bill.terms.map(({ id, usdPerMonth }): BillRow => {
        const amount = usdPerMonth === undefined ? 'not known' : dollars(usdPerMonth, 2, label);
        return { of: 'term', title: BILL_TERMS[id].title, amount };
      }),
      { of: 'sum', title: 'Together', amount: boundedAmount(bill, label) },
      ...pools.map(({ nodePool, nodeCount, bill: own }): BillRow => ({
        ...{ of: 'pool', title: nodePool, size: counted(nodeCount, 'node') },
        amount: boundedAmount(own, label),
      })),
      ...[...workloads]
        .sort(byCost)
        .slice(0, SHOWN)
        .map((one): BillRow => ({
          ...{ of: 'workload', title: one.workload, size: counted(one.podCount, 'pod') },
          amount: boundedAmount(one, label),
        })),
    ],
    more: moreCount > 0 ? counted(moreCount, 'workload') : undefined,
    missing: [...new Set(bill.terms.flatMap(({ missing }) => missing))],
  };
}

const byCost = (a: WorkloadCost, b: WorkloadCost): number =>
  compareNumber(b.usdPerHour, a.usdPerHour) || compareText(a.workload, b.workload);

const boundedAmount = (
  { usdPerMonth: usd, isLowerBound }: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>,
  label: string,
): string =>
  isLowerBound && usd === 0 ? 'not known' : `${isLowerBound ? 'at least ' : ''}${dollars(usd, 2, label)}`;
