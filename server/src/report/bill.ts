/** Words and amounts of a bill, for every form that it is written in. */
import type { Bill, TermId } from '../cost/bill';
import type { WorkloadCost } from '../cost/cluster';
import { dollars } from '../util/money';
import { compareNumber, compareText } from '../util/sort';

export const TERM_TITLES: Readonly<Record<TermId, string>> = {
  'on-demand': 'Instances on demand',
  commitment: 'Instances under a commitment',
  spot: 'Spot instances',
  volumes: 'Volumes of the nodes',
  'auto-mode': 'Auto Mode',
  'control-plane': 'EKS control plane',
};

/** The dearest first. */
export const dearest = (workloads: readonly WorkloadCost[]): readonly WorkloadCost[] =>
  [...workloads].sort(byCost);

const byCost = (a: WorkloadCost, b: WorkloadCost): number =>
  compareNumber(b.usdPerHour, a.usdPerHour) || compareText(a.workload, b.workload);

export const boundedAmount = (
  { usdPerMonth: usd, isLowerBound }: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>,
  label: string,
): string => `${isLowerBound ? 'at least ' : ''}${amount(usd, label)}`;

export const amount = (usd: number | undefined, label: string): string =>
  usd === undefined ? 'not known' : dollars(usd, 2, label);

/** What is not in it, each sentence once. */
export const missingOf = ({ terms }: Bill): readonly string[] => [
  ...new Set(terms.flatMap(({ missing }) => missing)),
];
