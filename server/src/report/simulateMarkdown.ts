/** A simulation as Markdown: pools, what found no place, what it costs. */
import type { ClusterCost } from '../cost/cluster';
import {
  HOURS_PER_MONTH,
  type RunningSummary,
  type SimulatedNodeClaim,
  type SimulateResult,
} from '../simulate/summary';
import { compareText } from '../util/sort';
import { billRows, type BillRow } from './bill';
import { code, markdownTable, plain } from './markdown';
import { counted, grouped, usd } from './numbers';

/** @param basis  what the bill does not say of its prices */
export function simulateMarkdown(
  { nodeClaims, unschedulable, cost, running }: SimulateResult,
  bill: ClusterCost,
  basis: string,
): string[] {
  const pending = unschedulable.reduce((sum, { count }) => sum + count, 0);
  const waiting = pending === 0 ? 'every pod has a place' : `${counted(pending, 'pod')} pending`;
  return [
    `### Dryfit: ${counted(nodeClaims.length, running ? 'new node' : 'node')}, ${usd(cost.usdPerMonth)}/month, ${waiting}`,
    '',
    ...(running ? [runningLine(running), ''] : []),
    ...(nodeClaims.length > 0 ? [...launchTable(nodeClaims), ''] : []),
    ...unschedulable.map(
      ({ workload, count, reason }) =>
        `- ${counted(count, 'pod')} of ${code(workload)}: ${plain(reason.message)}`,
    ),
    ...(unschedulable.length > 0 ? [''] : []),
    ...billLines(bill),
    `<sub>${plain([...bill.assumptions, basis].join(' '))}</sub>`,
  ];
}

function billLines(cost: ClusterCost): string[] {
  const { rows, more, missing } = billRows(cost);
  return [
    ...markdownTable(
      [
        { title: 'Bill', align: 'left' },
        { title: 'a month', align: 'right' },
      ],
      rows.map(cellsOf),
    ),
    ...(more === undefined ? [] : ['', `And ${more} more.`]),
    '',
    ...missing.flatMap((sentence) => [`Not in it: ${plain(sentence)}`, '']),
  ];
}

function cellsOf({ of, title, size = '', amount }: BillRow): string[] {
  const usd = plain(amount);
  if (of === 'sum') return [`**${title}**`, `**${usd}**`];
  if (of === 'term') return [title, usd];
  return [`${of === 'pool' ? 'NodePool ' : ''}${code(title)}, ${size}`, usd];
}

/** What takes pods without a new node. */
function runningLine({ nodeCount, placed }: RunningSummary): string {
  const podCount = placed.reduce(
    (sum, { pods }) => sum + Object.values(pods).reduce((inner, count) => inner + count, 0),
    0,
  );
  return `${counted(nodeCount, 'node')} running, of which ${grouped(placed.length)} would take ${counted(podCount, 'pod')}.`;
}

function launchTable(claims: readonly SimulatedNodeClaim[]): string[] {
  const groups = new Map<string, SimulatedNodeClaim[]>();
  for (const claim of claims) {
    const { launch, nodePool } = claim;
    const key = [nodePool, launch?.instanceType ?? '', launch?.capacityType ?? ''].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  const rows = [...groups].sort(([a], [b]) => compareText(a, b)).map(([, members]) => launchRow(members));
  return markdownTable(
    [
      { title: 'NodePool', align: 'left' },
      { title: 'nodes', align: 'right' },
      { title: 'launch as', align: 'left' },
      { title: 'pods', align: 'right' },
      { title: '$/month', align: 'right' },
    ],
    rows,
  );
}

function launchRow(claims: readonly SimulatedNodeClaim[]): string[] {
  const [first] = claims;
  const launch = first?.launch;
  const podCount = claims.flatMap(({ pods }) => Object.values(pods)).reduce((sum, count) => sum + count, 0);
  const usdPerHour = claims.reduce((sum, claim) => sum + (claim.launch?.usdPerHour ?? 0), 0);
  return [
    code(first?.nodePool ?? ''),
    grouped(claims.length),
    launch ? `${launch.instanceType} ${launch.capacityType}` : plain(first?.launchError ?? 'nothing'),
    grouped(podCount),
    launch ? usd(usdPerHour * HOURS_PER_MONTH) : 'not known',
  ];
}
