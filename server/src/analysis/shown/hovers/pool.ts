/** A NodePool's kind and name: what its requirements leave, what its nodes cost now and at its limits. */
import type { Bill, TermId } from '../../../cost/bill';
import type { Position } from '../../../model/finding';
import type { PoolPlace } from '../../poolPlaces';
import { formatCount, formatUsdPerHour } from '../money';
import type { PriceRange, TypePrice } from '../poolPrices';
import type { ClusterPreview, PoolPreview } from '../preview';
import { contains } from '../../workspace';
import type { ClusterState, ReadyCluster } from './ask';
import { code, counted, monthly, paragraphs, priceLine, whenReady } from './words';

/** The pool whose kind or name is at the position, with the range that the hover belongs to. */
export function poolAt(places: readonly PoolPlace[], position: Position) {
  for (const { name, ranges } of places) {
    const range = ranges.find((one) => contains(one, position));
    if (range) return { name, range };
  }
  return undefined;
}

export const poolHover = (poolName: string, state: ClusterState): string =>
  whenReady(state, `**NodePool ${code(poolName)}**`, (ready) => {
    const pool = ready.preview.nodePools.find(({ name }) => name === poolName);
    if (!pool) return 'This pool takes no part in the simulation: see its problems.';
    return poolText(pool, ready);
  });

function poolText(pool: PoolPreview, ready: ReadyCluster): string {
  const { preview, cluster } = ready;
  return paragraphs(
    typesLine(pool, preview),
    pool.cheapest.length > 0 ? priceTable(pool.cheapest) : '',
    nodesLine(pool, preview, cluster),
    unplacedLine(preview),
    priceLine(ready, { nodePool: pool.name }),
  );
}

function typesLine(pool: PoolPreview, { cost, prices }: ClusterPreview): string {
  const label = cost.currencyLabel;
  const { typesLeftCount, typesTotalCount } = pool;
  if (typesLeftCount === undefined || typesTotalCount === undefined) return 'Instance types left: not known.';
  if (typesLeftCount === 0) return `**No instance type** is left of ${formatCount(typesTotalCount)}.`;
  const ranges = [
    ...rangeText(pool.onDemandUsdRange, 'on demand', label),
    ...rangeText(pool.spotUsdRange, 'spot', label),
  ];
  const range = ranges.length > 0 ? `: ${ranges.join(', ')}` : '';
  const unpriced =
    prices.unpricedTypeCount === 0
      ? ''
      : ` (${formatCount(prices.unpricedTypeCount)} more have no price and take no part)`;
  return `**${counted(typesLeftCount, 'instance type')}** left of ${formatCount(typesTotalCount)}${unpriced}${range}.`;
}

function rangeText(range: PriceRange | undefined, kind: string, label: string): string[] {
  if (!range) return [];
  const [lowest, highest] = range;
  const to = lowest === highest ? '' : ` to ${formatUsdPerHour(highest, label)}`;
  return [`${formatUsdPerHour(lowest, label)}${to} an hour ${kind}`];
}

function priceTable(types: readonly TypePrice[]): string {
  const rows = types.map(
    ({ instanceType, onDemandUsdPerHour, spotUsdPerHour }) =>
      `| ${code(instanceType)} | ${formatUsdPerHour(onDemandUsdPerHour)} | ${formatUsdPerHour(spotUsdPerHour)} |`,
  );
  return ['| cheapest | on demand $/h | spot $/h |', '|:--|--:|--:|', ...rows].join('\n');
}

function nodesLine(pool: PoolPreview, preview: ClusterPreview, cluster: string): string {
  const { cost } = preview;
  const label = cost.currencyLabel;
  const bill = cost.pools.find(({ nodePool }) => nodePool === pool.name)?.bill;
  const amount = bill && bill.terms.length > 0 ? `, ${monthly(bill, label)}` : '';
  const unlaunched = unlaunchedCount(pool, preview);
  const besides = unlaunched > 0 ? ` (${unlaunched} cannot be launched and cost nothing here)` : '';
  const made = `For the workloads of ${code(cluster)}: **${counted(pool.nodeCount, 'node')}${amount}**${besides}`;
  return `${made}${bill ? termsText(bill, label) : ''}.${limitText(pool, label)}`;
}

const unlaunchedCount = ({ name }: PoolPreview, { nodes }: ClusterPreview): number =>
  nodes
    .filter(({ nodePool, usdPerHour }) => nodePool === name && usdPerHour === undefined)
    .reduce((sum, { count }) => sum + count, 0);

const TERM_WORDS: Readonly<Record<TermId, string>> = {
  'on-demand': 'on demand',
  commitment: 'under a commitment',
  spot: 'spot',
  volumes: 'volumes',
  'auto-mode': 'Auto Mode',
  'control-plane': 'control plane',
};

/** Only where there is more than one. */
function termsText({ terms }: Bill, label: string): string {
  if (terms.length < 2) return '';
  const parts = terms.map(({ id, usdPerMonth, missing }) => {
    const amount =
      usdPerMonth === undefined ? 'not known' : `${label}${formatCount(Math.round(usdPerMonth))}`;
    return `${TERM_WORDS[id]} ${amount}${usdPerMonth !== undefined && missing.length > 0 ? ' and more' : ''}`;
  });
  return `: ${parts.join(', ')}`;
}

function limitText({ atLimit }: PoolPreview, label: string): string {
  if (!atLimit) return '';
  const by =
    atLimit.instanceType === undefined ? 'nodes like these' : `nodes of ${code(atLimit.instanceType)}`;
  return ` At its limits about **${monthly(atLimit, label)}**, with ${by}.`;
}

const unplacedLine = ({ totals: { unplacedPodCount, podCount } }: ClusterPreview): string =>
  unplacedPodCount === 0
    ? ''
    : `${formatCount(unplacedPodCount)} of ${counted(podCount, 'pod')} of the cluster ${unplacedPodCount === 1 ? 'finds' : 'find'} no node.`;
