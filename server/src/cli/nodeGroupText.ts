/** Node groups and Karpenter in their place, as a table of dollars. */
import {
  GROUP_SIZES,
  type GroupSize,
  type KarpenterCost,
  type NodeGroupCosts,
} from '../analysis/motion/nodeGroupCosts';
import type { Labels } from './checkText';
import { counted, grouped, table, usdPerMonth, wrap, type Style } from './style';

const COLUMNS = [
  { title: '$/MONTH', align: 'left' },
  { title: 'MINIMUM', align: 'right' },
  { title: 'DESIRED', align: 'right' },
  { title: 'MAXIMUM', align: 'right' },
] as const;

export function nodeGroupLines(costs: readonly NodeGroupCosts[], labels: Labels, style: Style): string[] {
  return costs.flatMap((one) => ['', ...linesOf(one, labels(one.uri), style)]);
}

function linesOf({ region, groups, sizes }: NodeGroupCosts, label: string, style: Style): string[] {
  const row = (title: string, cell: (size: GroupSize) => string): string[] => [
    title,
    ...GROUP_SIZES.map(cell),
  ];
  const hasWorkloads = GROUP_SIZES.some((size) => sizes[size].workloads !== undefined);
  const [titles = '', ...lines] = table(COLUMNS, [
    ...groups.map(({ name, instanceType, capacityTypes, nodeCounts, usdPerMonth: prices }) =>
      row(`${name}, ${instanceType ?? 'types by selector'} ${capacityTypes.join('/')}`, (size) =>
        amount(nodeCounts[size], prices?.[size]),
      ),
    ),
    ...(groups.length > 1
      ? [row('all groups', (size) => amount(sizes[size].nodeCount, sizes[size].usdPerMonth))]
      : []),
    ...(hasWorkloads ? [row('Karpenter, workloads here', (size) => karpenter(sizes[size].workloads))] : []),
    row('Karpenter, room as large', (size) => karpenter(sizes[size].ownCapacity)),
  ]);
  return [
    style.bold(`Node groups of ${label} in ${region}, and Karpenter`),
    style.dim(titles),
    ...lines,
    ...wrap(explained(hasWorkloads, sizes.max.unpricedGroupCount), 2),
    ...pendingLines(sizes, style),
  ];
}

const amount = (nodeCount: number, usd: number | undefined): string =>
  `${usd === undefined ? 'unknown' : usdPerMonth(usd)} (${grouped(nodeCount)})`;

const karpenter = (cost: KarpenterCost | undefined): string =>
  cost ? amount(cost.nodeCount, cost.usdPerMonth) : '-';

function explained(hasWorkloads: boolean, unpricedCount: number): string {
  const parts = [
    'EC2 prices alone; nodes in brackets.',
    ...(hasWorkloads ? ["Workloads with their scalers' minimum, as written, and at their maximum."] : []),
    'Room as large: one pod a node that takes all that a node of the group has.',
    ...(unpricedCount > 0
      ? [`${counted(unpricedCount, 'group')} of unknown price: in no sum of dollars, and without room.`]
      : []),
  ];
  return parts.join(' ');
}

function pendingLines(sizes: NodeGroupCosts['sizes'], style: Style): string[] {
  const pending = GROUP_SIZES.map((size) => sizes[size].workloads?.pendingPodCount ?? 0);
  const most = Math.max(...pending);
  if (most === 0) return [];
  const what = `${counted(most, 'pod')} of the workloads fit no pool: dryfit simulate on all files says why`;
  return wrap(what, 2).map((line) => style.yellow(line));
}
