/** The cost preview of a NodePool as Markdown. Says what is not known instead of showing a number for it. */
import type { Position } from '../model/finding';
import type { ClusterPreview, PoolPreview, TypePrice } from './preview';
import type { PoolPlace } from './jobs';
import { formatCount, formatUsdPerHour, formatUsdPerMonth } from './money';
import { contains } from './workspace';

/** What is known about the simulation of the pool's cluster when the hover is asked for. */
export type PoolState =
  | {
      readonly state: 'ready';
      readonly cluster: string;
      readonly preview: ClusterPreview;
      readonly isStale: boolean;
    }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string; readonly hint?: string };

/** The pool whose kind or name is at the position, with the range that the hover belongs to. */
export function poolAt(places: readonly PoolPlace[], position: Position) {
  for (const { name, ranges } of places) {
    const range = ranges.find((one) => contains(one, position));
    if (range) return { name, range };
  }
  return undefined;
}

export function poolHover(poolName: string, state: PoolState): string {
  const title = `**NodePool ${code(poolName)}**`;
  if (state.state === 'running') return `${title}\n\nSimulating the cluster… hover again in a moment.`;
  if (state.state === 'failed')
    return [title, plain(state.message), ...(state.hint ? [plain(state.hint)] : [])].join('\n\n');
  const pool = state.preview.nodePools.find(({ name }) => name === poolName);
  if (!pool) return `${title}\n\nThis pool takes no part in the simulation: see its problems.`;
  return [title, ...poolLines(pool, state.preview, state.cluster), ...staleLine(state.isStale)].join('\n\n');
}

function poolLines(pool: PoolPreview, preview: ClusterPreview, cluster: string): string[] {
  return [
    typesLine(pool),
    ...(pool.cheapest.length > 0 ? [priceTable(pool.cheapest)] : []),
    nodesLine(pool, preview, cluster),
    ...unplacedLine(preview),
    pricesLine(preview),
  ];
}

function typesLine({ typesLeftCount, typesTotalCount }: PoolPreview): string {
  if (typesLeftCount === undefined || typesTotalCount === undefined) return 'Instance types left: not known.';
  const left =
    typesLeftCount === 0
      ? '**No instance type** is left'
      : `**${formatCount(typesLeftCount)} instance types** left`;
  return `${left} of ${formatCount(typesTotalCount)}.`;
}

function priceTable(types: readonly TypePrice[]): string {
  const rows = types.map(
    ({ instanceType, onDemandUsdPerHour, spotUsdPerHour }) =>
      `| ${code(instanceType)} | ${formatUsdPerHour(onDemandUsdPerHour)} | ${formatUsdPerHour(spotUsdPerHour)} |`,
  );
  return ['| cheapest | on demand $/h | spot $/h |', '|:--|--:|--:|', ...rows].join('\n');
}

function nodesLine(pool: PoolPreview, preview: ClusterPreview, cluster: string): string {
  const nodes = `${formatCount(pool.nodeCount)} ${pool.nodeCount === 1 ? 'node' : 'nodes'}`;
  const unpriced = preview.nodes.filter(
    ({ nodePool, usdPerHour }) => nodePool === pool.name && usdPerHour === undefined,
  );
  const unpricedCount = unpriced.reduce((sum, { count }) => sum + count, 0);
  const cost =
    unpricedCount === pool.nodeCount && pool.nodeCount > 0
      ? 'price not known'
      : formatUsdPerMonth(pool.usdPerMonth);
  const besides = unpricedCount > 0 ? ` (${unpricedCount} cannot be launched and cost nothing here)` : '';
  return `For the workloads of ${code(cluster)}: **${nodes}, ${cost}**${besides}.`;
}

function unplacedLine({ totals }: ClusterPreview): string[] {
  const { unplacedPodCount, podCount } = totals;
  return unplacedPodCount === 0
    ? []
    : [`${formatCount(unplacedPodCount)} of ${formatCount(podCount)} pods of the cluster find no node.`];
}

function pricesLine({ region, prices }: ClusterPreview): string {
  const { onDemandAsOf, spotAsOf, unpricedTypeCount } = prices;
  const left =
    unpricedTypeCount === 0
      ? ''
      : ` ${formatCount(unpricedTypeCount)} types of the region left out for want of a price.`;
  return `_Prices of ${plain(region)}: on demand ${onDemandAsOf}, spot ${spotAsOf}. 730 hours a month.${left}_`;
}

const staleLine = (isStale: boolean): string[] =>
  isStale ? ['_Before the last edit; being simulated again._'] : [];

/** User's text in a code span: a backtick inside would end it. */
const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ')}\``;

const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
