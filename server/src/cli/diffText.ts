/** A change as plain text: totals, then pools, workloads and findings of each changed cluster. */
import { delta } from '../diff/figures';
import type { Change, ClusterDiff, DiffResult, PoolDiff, WorkloadDiff } from '../diff/types';
import { headline } from '../report/diffMarkdown';
import { signed, signedUsd } from '../report/numbers';
import { findingLines, type Labels } from './checkText';
import { counted, grouped, table, wrap, WIDTH, type Style } from './style';

/** @param priceLines  where the prices come from, ready to print */
export function diffText(
  diff: DiffResult,
  { labels, style, priceLines }: { labels: Labels; style: Style; priceLines: readonly string[] },
): string[] {
  const unchanged = diff.unchangedClusterCount;
  return [
    ...diff.clusters.flatMap((cluster) => clusterLines(cluster, labels, style)),
    ...(unchanged > 0 ? [`${counted(unchanged, 'cluster')} unchanged.`] : []),
    `${style.bold('Change:')} ${headline(diff)}`,
    ...priceLines.map(style.dim),
  ];
}

function clusterLines(cluster: ClusterDiff, labels: Labels, style: Style): string[] {
  const { name, status, nodePools, workloads, appeared, vanished, totals } = cluster;
  const state = status === 'changed' ? '' : ` (${status})`;
  const isSilent = [nodePools, workloads, appeared, vanished].every(({ length }) => length === 0);
  return [
    `${style.bold(name)}${state}: ${changeText(totals.nodes)} ${totals.nodes.after === 1 ? 'node' : 'nodes'}, ${signedUsd(delta(totals.usdPerMonth))}/month`,
    ...(isSilent ? ['  Texts differ; nodes, cost and findings do not.'] : []),
    ...(nodePools.length > 0 ? poolTable(nodePools) : []),
    ...workloads.flatMap(workloadLines),
    ...findingPart(style.red('New findings'), appeared, { labels, style }),
    ...findingPart(style.green('Gone'), vanished, { labels, style }),
    '',
  ];
}

const changeText = ({ before, after }: Change): string =>
  before === after ? grouped(after) : `${grouped(before)} -> ${grouped(after)}`;

function poolTable(pools: readonly PoolDiff[]): string[] {
  const lines = table(
    [
      { title: 'NODEPOOL', align: 'left' },
      { title: 'NODES', align: 'right' },
      { title: 'TYPES LEFT', align: 'right' },
      { title: '$/MONTH', align: 'right' },
    ],
    pools.map(({ name, nodes, typesLeft, usdPerMonth }) => [
      name,
      changeText(nodes),
      changeText(typesLeft),
      signedUsd(delta(usdPerMonth)),
    ]),
    2,
  );
  const [titles = '', ...rows] = lines;
  return [titles, ...pools.flatMap((pool, index) => [rows[index] ?? '', ...launchLines(pool)])];
}

function launchLines({ launches }: PoolDiff): string[] {
  const parts = launches.map(
    ({ instanceType, capacityType, nodes }) => `${signed(delta(nodes))} ${instanceType} ${capacityType}`,
  );
  return parts.length > 0 ? wrap(parts.join(', '), 6) : [];
}

function workloadLines({ workload, placedPods, pendingPods, usdPerMonth, reason }: WorkloadDiff): string[] {
  const pending =
    pendingPods.before === 0 && pendingPods.after === 0 ? '' : `, pending ${changeText(pendingPods)}`;
  return [
    `  ${workload}: placed ${changeText(placedPods)}${pending}, ${signedUsd(delta(usdPerMonth))}/month`,
    ...(reason === undefined ? [] : wrap(reason, 6)),
  ];
}

function findingPart(
  title: string,
  findings: ClusterDiff['appeared'],
  { labels, style }: { labels: Labels; style: Style },
): string[] {
  return findings.length === 0 ? [] : [`  ${title}:`, ...findingLines(findings, labels, style, WIDTH)];
}
