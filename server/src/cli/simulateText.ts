/** A simulation as plain text: nodes and what they launch, what was not placed, what it costs. */
import type { SimulatedNodeClaim, SimulateResult, UnschedulablePods } from '../simulate/summary';
import { compareNumber, compareText } from '../util/sort';
import { counted, grouped, table, usdPerHour, usdPerMonth, wrap, type Style } from './style';

/** Equal nodes, told once. */
export interface NodeGroup {
  readonly claim: SimulatedNodeClaim;
  readonly count: number;
}

/** @param bill  what it costs and where the prices come from, ready to print */
export function simulateText(result: SimulateResult, bill: readonly string[], style: Style): string[] {
  const pools = [...new Set(result.nodeClaims.map(({ nodePool }) => nodePool))].sort(compareText);
  return [
    ...runningLines(result),
    ...pools.flatMap((pool) => [...poolLines(pool, claimsOf(result, pool), style), '']),
    ...notPlacedLines(result.unschedulable, style),
    ...skippedLines(result),
    costLine(result, style),
    ...bill,
  ];
}

/** Pods that need no new node, by workload. */
function runningLines({ running, nodeClaims }: SimulateResult): string[] {
  if (!running) return [];
  const counts = new Map<string, number>();
  for (const { pods } of running.placed)
    for (const [workload, count] of Object.entries(pods))
      counts.set(workload, (counts.get(workload) ?? 0) + count);
  const parts = [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([workload, count]) => `${grouped(count)} x ${workload}`);
  const onNodes = `${counted(running.placed.length, 'of them takes', 'of them take')} pods: ${parts.join(', ')}`;
  const more = nodeClaims.length > 0 ? [`${counted(nodeClaims.length, 'node')} would be added:`] : [];
  return [
    ...wrap(
      `${counted(running.nodeCount, 'node')} running; ${parts.length > 0 ? onNodes : 'none of them takes a pod'}.`,
      0,
    ),
    ...more,
    '',
  ];
}

export const claimsOf = ({ nodeClaims }: SimulateResult, pool: string): readonly SimulatedNodeClaim[] =>
  nodeClaims.filter(({ nodePool }) => nodePool === pool);

function poolLines(pool: string, claims: readonly SimulatedNodeClaim[], style: Style): string[] {
  const usd = claims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0), 0);
  const kept = claims.some(({ isStatic }) => isStatic) ? ', static: kept whatever pods there are' : '';
  const facts = `${counted(claims.length, 'node')}, ${usdPerHour(usd)}/hour${kept}`;
  return [`${style.bold(`NodePool ${pool}`)}: ${facts}`, ...nodeTable(claims)];
}

/** One row per kind of node, the pods of one such node below it. */
export function nodeTable(claims: readonly SimulatedNodeClaim[]): string[] {
  const groups = groupNodes(claims);
  const rows = groups.map(({ claim, count }) => nodeRow(claim, count));
  const [titles = '', ...lines] = table(COLUMNS, rows, 2);
  return [titles, ...groups.flatMap((group, index) => [lines[index] ?? '', ...detailLines(group)])];
}

const COLUMNS = [
  { title: 'NODES', align: 'right' },
  { title: 'LAUNCHES', align: 'left' },
  { title: 'AS', align: 'left' },
  { title: '$/HOUR', align: 'right' },
  { title: 'OF TYPES', align: 'right' },
  { title: 'ZONES', align: 'left' },
] as const;

function nodeRow({ launch, instanceTypes, zones }: SimulatedNodeClaim, count: number): string[] {
  return [
    grouped(count),
    launch?.instanceType ?? 'nothing',
    launch?.capacityType ?? '',
    launch ? launch.usdPerHour.toFixed(4) : '-',
    grouped(instanceTypes.length),
    zoneText(launch?.zones ?? zones),
  ];
}

/** Zones of one region share their beginning: "us-east-1a,b,c". */
function zoneText(zones: readonly string[]): string {
  const [first = 'any', ...others] = zones;
  return [first, ...others.map((zone) => zone.slice(-1))].join(',');
}

function detailLines({ claim }: NodeGroup): string[] {
  const pods = Object.entries(claim.pods).sort(([a], [b]) => compareText(a, b));
  const parts = pods.map(([workload, count]) => `${grouped(count)} x ${workload}`);
  const error = claim.launchError === undefined ? [] : wrap(`cannot launch: ${claim.launchError}`, 9);
  return [...wrap(parts.join(', '), 9), ...error];
}

/** Nodes that differ in nothing, most numerous first, then by price, type and pods. */
function groupNodes(claims: readonly SimulatedNodeClaim[]): readonly NodeGroup[] {
  const groups = new Map<string, { claim: SimulatedNodeClaim; count: number }>();
  for (const claim of claims) {
    const key = JSON.stringify([
      claim.launch,
      claim.launchError,
      claim.pods,
      claim.zones,
      claim.instanceTypes.length,
    ]);
    const known = groups.get(key);
    if (known) known.count++;
    else groups.set(key, { claim, count: 1 });
  }
  return [...groups.values()].sort(
    (a, b) =>
      compareNumber(b.count, a.count) ||
      compareNumber(b.claim.launch?.usdPerHour ?? 0, a.claim.launch?.usdPerHour ?? 0) ||
      compareText(JSON.stringify(a.claim.pods), JSON.stringify(b.claim.pods)) ||
      compareText(a.claim.launch?.zones.join() ?? '', b.claim.launch?.zones.join() ?? ''),
  );
}

/** What found no place, and why; nothing when all did. */
export function notPlacedLines(unschedulable: readonly UnschedulablePods[], style: Style): string[] {
  if (unschedulable.length === 0) return [];
  const blocks = unschedulable.flatMap(({ workload, count, reason }) => [
    `  ${style.red(counted(count, 'pod'))} of ${workload}`,
    ...wrap(reason.message, 6),
  ]);
  return [style.bold('Not placed:'), ...blocks, ''];
}

function skippedLines({ skipped }: SimulateResult): string[] {
  if (skipped.length === 0) return [];
  const templates = skipped.filter(({ isTemplate }) => isTemplate);
  const names = skipped
    .filter(({ isTemplate }) => !isTemplate)
    .map(({ kind, name }) => [kind ?? 'unreadable', name].filter(Boolean).join(' '));
  return [
    ...(names.length > 0
      ? wrap(`Left out (refused, or not Karpenter's to place): ${names.join(', ')}`, 0)
      : []),
    ...(templates.length > 0 ? [`Left out: ${counted(templates.length, 'template')}, not rendered`] : []),
    '',
  ];
}

export function costLine({ cost, nodeClaims }: SimulateResult, style: Style): string {
  const total = `${usdPerHour(cost.usdPerHour)}/hour, ${usdPerMonth(cost.usdPerMonth)}/month`;
  return `${style.bold('Instances:')} ${total} for ${counted(nodeClaims.length, 'node')}, at list and spot prices`;
}
