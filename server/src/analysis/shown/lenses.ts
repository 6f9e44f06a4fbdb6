/** The words of lenses: dollars a month, nodes and types above a NodePool, dollars above a workload and a scaler. */
import type { Bill } from '../../cost/bill';
import type { ClusterCost } from '../../cost/cluster';
import type { BoundCosts, ClusterDetails } from './details';
import type { LensMark } from './lensMarks';
import { formatShortMonth, isUnknown } from './money';
import { counted, grouped } from '../../util/thousands';
import { unlaunched, type ClusterPreview } from './preview';

/** undefined: there is nothing to say. */
export function lensTitle(
  { kind, name }: LensMark,
  preview: ClusterPreview,
  details: ClusterDetails | undefined,
): string | undefined {
  if (kind === 'pool') return poolTitle(name, preview);
  return kind === 'workload' ? workloadTitle(name, preview) : scalerTitle(name, preview, details?.bounds);
}

/** `$412/mo · 6 nodes · 84 types`; with what cannot be launched, and costs nothing. */
function poolTitle(name: string, { nodePools, nodes, cost }: ClusterPreview): string | undefined {
  const pool = nodePools.find((one) => one.name === name);
  const bill = cost.pools.find(({ nodePool }) => nodePool === name)?.bill;
  if (!pool || !bill) return undefined;
  const typesLeftCount = pool.lacksClass ? 0 : pool.typesLeftCount;
  const types = typesLeftCount === undefined ? [] : [counted(typesLeftCount, 'type')];
  const unlaunchedCount = unlaunched(name, nodes);
  const besides = unlaunchedCount > 0 ? ` (${grouped(unlaunchedCount)} cannot launch)` : '';
  return [short(bill, cost.currencyLabel), `${counted(pool.nodeCount, 'node')}${besides}`, ...types].join(
    ' · ',
  );
}

/** `$52/mo · 3 pods`, with what finds no node. */
function workloadTitle(name: string, { cost, unplaced }: ClusterPreview): string | undefined {
  const own = cost.workloads.find(({ workload }) => workload === name);
  const pendingCount = unplaced
    .filter(({ workload }) => workload === name)
    .reduce((sum, { count }) => sum + count, 0);
  const parts = [
    ...(own ? [short(own, cost.currencyLabel), counted(own.podCount, 'pod')] : []),
    ...(pendingCount > 0 ? [`${grouped(pendingCount)} pending`] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : undefined;
}

/** `$17/mo at minimum · $52/mo now · $174/mo at maximum`, with what finds no node */
function scalerTitle(
  name: string,
  { cost, workloads }: ClusterPreview,
  bounds: BoundCosts | undefined,
): string | undefined {
  if (!bounds) return undefined;
  const askedNow = workloads.find((one) => one.name === name)?.podCount ?? 0;
  const at = (when: string, { workloads, currencyLabel }: ClusterCost, askedCount = 0): string => {
    const own = workloads.find(({ workload }) => workload === name);
    const pendingCount = askedCount - (own?.podCount ?? 0);
    const pending = pendingCount > 0 ? ` (${grouped(pendingCount)} pending)` : '';
    return `${short(own ?? NOTHING, currencyLabel)} ${when}${pending}`;
  };
  const isKnown = [bounds.min, cost, bounds.max].some(({ workloads }) =>
    workloads.some(({ workload }) => workload === name),
  );
  if (!isKnown) return undefined;
  const { min, max } = bounds;
  return [
    at('at minimum', min, min.askedPods[name]),
    at('now', cost, askedNow),
    at('at maximum', max, max.askedPods[name]),
  ].join(' · ');
}

const NOTHING = { usdPerMonth: 0, isLowerBound: false };

const short = (amount: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>, label: string): string =>
  isUnknown(amount)
    ? 'cost not known'
    : `${amount.isLowerBound ? '≥ ' : ''}${formatShortMonth(amount.usdPerMonth, label)}`;
