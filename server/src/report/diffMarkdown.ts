/** A change as a comment for a pull request: short, details folded, the same text for the same change. The first line is a
 *  mark by which a bot finds its comment again to update it in place. */
import { delta } from '../diff/figures';
import type { Change, ClusterDiff, DiffResult, DiffTotals, PoolDiff, WorkloadDiff } from '../diff/types';
import { findingItems } from './findingsMarkdown';
import { code, folded, markdownTable, plain, type MarkdownColumn } from './markdown';
import { counted, grouped, signed, signedUsd, usd } from './numbers';
import type { ReportSource } from './source';

export const DIFF_MARK = '<!-- dryfit diff -->';

/** Code hosts cut or refuse comments of more than 65,536 characters. */
const MOST_CHARACTERS = 60_000;
const MOST_ROWS = 20;

export interface DiffReport extends Pick<ReportSource, 'labelOf' | 'pageOf'> {
  readonly diff: DiffResult;
  /** Where the numbers come from: region, dates of the prices, version. */
  readonly basis: string;
}

export function diffMarkdown(report: DiffReport): string[] {
  const { diff, basis } = report;
  const head = [DIFF_MARK, `### Dryfit: ${headline(diff)}`, ''];
  const foot = ['', `<sub>${plain(basis)}</sub>`];
  if (diff.clusters.length === 0) return [...head, 'No manifest differs.', ...foot];
  const summary = [...head, ...totalsTable(diff.totals), '', ...pendingNote(diff.totals)];
  const room = MOST_CHARACTERS - lengthOf([...summary, ...foot]);
  return [...summary, ...clusterParts(report, room), ...foot];
}

/** Pods without a node make a change look cheap. */
const pendingNote = ({ pendingPods }: DiffTotals): string[] =>
  delta(pendingPods) > 0
    ? ['Pending pods cost nothing here: with nodes for them the change costs more than it says.', '']
    : [];

/** "+$212.40/month, +3 nodes, 2 more pods pending, 1 new finding". */
export function headline({ clusters, totals }: DiffResult): string {
  const { usdPerMonth, nodes, pendingPods, appearedCount } = totals;
  if (clusters.length === 0) return 'nothing changes';
  const pods = delta(pendingPods);
  return [
    Number(delta(usdPerMonth).toFixed(2)) === 0 ? 'same cost' : `${signedUsd(delta(usdPerMonth))}/month`,
    delta(nodes) === 0 ? 'same number of nodes' : nodesText(nodes),
    ...(pods === 0 ? [] : [`${podsText(Math.abs(pods), pods > 0 ? 'more' : 'fewer')} pending`]),
    ...(appearedCount === 0 ? [] : [counted(appearedCount, 'new finding')]),
  ].join(', ');
}

const podsText = (count: number, which: string): string =>
  `${grouped(count)} ${which} ${count === 1 ? 'pod' : 'pods'}`;

/** "+1 node", "-3 nodes". */
const nodesText = (nodes: Change): string =>
  `${signed(delta(nodes))} ${Math.abs(delta(nodes)) === 1 ? 'node' : 'nodes'}`;

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length + 1, 0);

/** Clusters in turn, while there is room; then how many are left out. */
function clusterParts(report: DiffReport, room: number): string[] {
  const parts: string[] = [];
  for (const [index, cluster] of report.diff.clusters.entries()) {
    const part = [...folded(clusterTitle(cluster), clusterDetails(cluster, report)), ''];
    if (lengthOf(parts) + lengthOf(part) > room) {
      const rest = report.diff.clusters.length - index;
      return [...parts, `${counted(rest, 'more cluster')}: too long for a comment; see the json format.`];
    }
    parts.push(...part);
  }
  const { unchangedClusterCount } = report.diff;
  return unchangedClusterCount === 0
    ? parts
    : [...parts, `${counted(unchangedClusterCount, 'cluster')} unchanged.`];
}

function clusterTitle({ name, status, totals }: ClusterDiff): string {
  const state = status === 'changed' ? '' : ` (${status})`;
  return `${name}${state}: ${signedUsd(delta(totals.usdPerMonth))}/month, ${nodesText(totals.nodes)}`;
}

const COMPARED: readonly MarkdownColumn[] = [
  { title: '', align: 'left' },
  { title: 'before', align: 'right' },
  { title: 'after', align: 'right' },
  { title: 'change', align: 'right' },
];

function totalsTable({
  nodes,
  usdPerMonth,
  pendingPods,
  appearedCount,
  vanishedCount,
}: DiffTotals): string[] {
  return markdownTable(COMPARED, [
    ['$/month', usd(usdPerMonth.before), usd(usdPerMonth.after), `**${signedUsd(delta(usdPerMonth))}**`],
    countRow('nodes', nodes),
    countRow('pending pods', pendingPods),
    ['findings', `${grouped(vanishedCount)} gone`, `${grouped(appearedCount)} new`, ''],
  ]);
}

const countRow = (title: string, change: Change): string[] => [
  title,
  grouped(change.before),
  grouped(change.after),
  signed(delta(change)),
];

function clusterDetails(cluster: ClusterDiff, report: DiffReport): string[] {
  const { nodePools, workloads, appeared, vanished } = cluster;
  const sections = [
    nodePools.length > 0 ? cut(poolTable(nodePools)) : [],
    workloads.length > 0 ? cut(workloadTable(workloads)) : [],
    appeared.length > 0 ? ['**New findings**', '', ...findingItems(appeared, report)] : [],
    vanished.length > 0 ? ['**Gone**', '', ...findingItems(vanished, report)] : [],
  ].filter((section) => section.length > 0);
  const lines = sections.flatMap((section, index) => (index === 0 ? section : ['', ...section]));
  return lines.length > 0 ? lines : ['Texts differ; nodes, cost and findings do not.'];
}

function cut(table: readonly string[]): string[] {
  const rest = table.length - 2 - MOST_ROWS;
  return rest > 0 ? [...table.slice(0, MOST_ROWS + 2), '', `and ${counted(rest, 'more row')}`] : [...table];
}

function poolTable(pools: readonly PoolDiff[]): string[] {
  const columns: readonly MarkdownColumn[] = [
    { title: 'NodePool', align: 'left' },
    { title: 'nodes', align: 'right' },
    { title: 'types left', align: 'right' },
    { title: '$/month', align: 'right' },
    { title: 'launches', align: 'left' },
  ];
  return markdownTable(
    columns,
    pools.map(({ name, nodes, typesLeft, usdPerMonth, launches }) => [
      code(name),
      arrow(nodes),
      arrow(typesLeft),
      signedUsd(delta(usdPerMonth)),
      launches
        .map(
          ({ instanceType, capacityType, nodes: count }) =>
            `${signed(delta(count))} ${instanceType} ${capacityType}`,
        )
        .join('<br>'),
    ]),
  );
}

function workloadTable(workloads: readonly WorkloadDiff[]): string[] {
  const columns: readonly MarkdownColumn[] = [
    { title: 'workload', align: 'left' },
    { title: 'pods placed', align: 'right' },
    { title: 'pending', align: 'right' },
    { title: '$/month', align: 'right' },
    { title: 'why', align: 'left' },
  ];
  return markdownTable(
    columns,
    workloads.map(({ workload, placedPods, pendingPods, usdPerMonth, reason }) => [
      code(workload),
      arrow(placedPods),
      arrow(pendingPods),
      signedUsd(delta(usdPerMonth)),
      reason === undefined ? '' : plain(reason),
    ]),
  );
}

/** "4 → 7"; one figure when both are the same. */
const arrow = ({ before, after }: Change): string =>
  before === after ? grouped(after) : `${grouped(before)} → ${grouped(after)}`;
