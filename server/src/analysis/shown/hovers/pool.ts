/** A NodePool's kind and name: what its requirements leave, what its nodes cost now and at its limits. */
import type { Bill } from '../../../cost/bill';
import type { Position } from '../../../model/finding';
import type { PoolPlace } from '../../poolPlaces';
import { BILL_TERMS } from '../../../util/billTerms';
import { dollars } from '../../../util/money';
import type { LimitCost } from '../limitCost';
import { formatUsdPerHour } from '../money';
import { grouped } from '../../../util/thousands';
import type { PriceRange } from '../poolPrices';
import { unlaunched, type ClusterPreview, type PoolPreview } from '../preview';
import { contains } from '../../workspace';
import type { ClusterState, ReadyCluster } from './ask';
import { basisLine, code, counted, lacksClassText, linked, monthly, paragraphs, whenReady } from './words';

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
    return pool ? poolText(pool, ready) : NO_PART;
  });

const NO_PART =
  'This pool takes no part in the simulation: it is refused (see its problems), or it names no EC2NodeClass.';

function poolText(pool: PoolPreview, ready: ReadyCluster): string {
  const { preview, cluster } = ready;
  return paragraphs(
    typesLine(pool, preview),
    pool.cheapest.length > 0 && !pool.lacksClass ? priceTable(pool, preview.cost.currencyLabel) : '',
    nodesLine(pool, preview, cluster),
    unplacedLine(preview),
    basisLine(ready, { nodePool: pool.name }),
  );
}

function typesLine(pool: PoolPreview, { cost, prices }: ClusterPreview): string {
  const label = cost.currencyLabel;
  const { lacksClass, nodeClass, typesLeftCount, typesTotalCount, wantsReserved } = pool;
  if (typesLeftCount === undefined || typesTotalCount === undefined) return 'Instance types left: not known.';
  if (lacksClass) return lacksClassText(nodeClass);
  if (typesLeftCount === 0 && wantsReserved)
    return 'It wants reserved capacity: capacity reservations are not simulated.';
  if (typesLeftCount === 0) return `**No instance type** is left of ${grouped(typesTotalCount)}.`;
  const ranges = [
    ...rangeText(pool.onDemandUsdRange, 'on demand', label),
    ...rangeText(pool.spotUsdRange, 'spot', label),
  ];
  const range = ranges.length > 0 ? `: ${ranges.join(', ')}` : '';
  const unpriced =
    prices.unpricedTypeCount === 0
      ? ''
      : ` (${grouped(prices.unpricedTypeCount)} more have no price and take no part)`;
  const left = `**${counted(typesLeftCount, 'instance type')}** left of ${grouped(typesTotalCount)}${unpriced}${range}.`;
  return [
    left,
    ...(pool.hasOpenRequirements ? ['Requirements that are filled in later are not counted.'] : []),
    ...(pool.isWindows && range !== '' ? [LINUX_PRICES] : []),
  ].join(' ');
}

const LINUX_PRICES =
  'Karpenter decides by these Linux prices; the nodes below are billed with the Windows licence.';

function rangeText(range: PriceRange | undefined, kind: string, label: string): string[] {
  if (!range) return [];
  const [lowest, highest] = range;
  const to = lowest === highest ? '' : ` to ${formatUsdPerHour(highest, label)}`;
  return [`${formatUsdPerHour(lowest, label)}${to} an hour ${kind}`];
}

/** With a column for each capacity type that the pool may buy. */
function priceTable({ cheapest, onDemandUsdRange, spotUsdRange }: PoolPreview, label: string): string {
  const rows = cheapest.map(({ instanceType, onDemandUsdPerHour, spotUsdPerHour }) => [
    code(instanceType),
    ...(onDemandUsdRange ? [formatUsdPerHour(onDemandUsdPerHour, label)] : []),
    ...(spotUsdRange ? [formatUsdPerHour(spotUsdPerHour, label)] : []),
  ]);
  const titles = [
    'cheapest',
    ...(onDemandUsdRange ? ['on demand / h'] : []),
    ...(spotUsdRange ? ['spot / h'] : []),
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|:--|${'--:|'.repeat(titles.length - 1)}`;
  return [line(titles), rule, ...rows.map(line)].join('\n');
}

function nodesLine(pool: PoolPreview, preview: ClusterPreview, cluster: string): string {
  const { cost } = preview;
  const label = cost.currencyLabel;
  const bill = cost.pools.find(({ nodePool }) => nodePool === pool.name)?.bill;
  const amount = bill && bill.terms.length > 0 ? `, ${monthly(bill, label)}` : '';
  const unlaunchedCount = unlaunched(pool.name, preview.nodes);
  const besides = unlaunchedCount > 0 ? ` (${unlaunchedCount} cannot be launched and cost nothing here)` : '';
  const nodes = `**${counted(pool.nodeCount, 'node')}${amount}**${besides}`;
  const rest = `${bill ? termsText(bill, label) : ''}.${limitText(pool, label)}`;
  if (pool.isStatic) return `Static: it keeps ${nodes}, whatever pods there are${rest}`;
  if (preview.totals.podCount === 0)
    return `No pod of ${code(cluster)} is there to be placed, so it has no node.${limitText(pool, label)}`;
  return `For the workloads of ${code(cluster)}: ${nodes}${rest}`;
}

/** Only where there is more than one. */
function termsText({ terms }: Bill, label: string): string {
  if (terms.length < 2) return '';
  const parts = terms.map(({ id, usdPerMonth, missing }) => {
    const amount = usdPerMonth === undefined ? 'not known' : dollars(usdPerMonth, 2, label);
    return `${BILL_TERMS[id].words} ${amount}${usdPerMonth !== undefined && missing.length > 0 ? ' and more' : ''}`;
  });
  return `: ${parts.join(', ')}`;
}

function limitText({ atLimit, lacksClass }: PoolPreview, label: string): string {
  if (!atLimit || lacksClass) return '';
  if (atLimit.isTooLow) return ' No node fits into its limits.';
  return ` Estimated at its limits: **${monthly(atLimit, label)}**, with ${nodesText(atLimit)}.`;
}

const nodesText = ({ instanceType, capacityType }: LimitCost): string =>
  instanceType === undefined
    ? 'nodes like these'
    : `nodes of ${code(instanceType)}${capacityType === 'spot' ? ' on spot' : ''}`;

/** Workloads that are named; the panel has all of them. */
const NAMED = 3;

function unplacedLine({ totals: { unplacedPodCount, podCount }, unplaced }: ClusterPreview): string {
  if (unplacedPodCount === 0) return '';
  const places = new Map(unplaced.map(({ workload, location }) => [workload, location]));
  const named = [...places].slice(0, NAMED).map(([workload, place]) => linked(workload, place));
  const more = places.size > NAMED ? ` and ${places.size - NAMED} more` : '';
  const find = unplacedPodCount === 1 ? 'finds' : 'find';
  return `${grouped(unplacedPodCount)} of ${counted(podCount, 'pod')} of the cluster ${find} no node: ${named.join(', ')}${more}.`;
}
