/** A simulation as Markdown: pools, what found no place, what it costs. */
import type { ClusterCost } from '../cost/cluster';
import {
  HOURS_PER_MONTH,
  type RunningSummary,
  type SimulatedNodeClaim,
  type SimulateResult,
} from '../simulate/summary';
import { compareText } from '../util/sort';
import { amount, boundedAmount, dearest, missingOf, TERM_TITLES } from './bill';
import { code, markdownTable, plain } from './markdown';
import { counted, grouped, usd } from './numbers';

/** Workloads that are listed, the dearest first. */
const MAX_WORKLOADS = 10;

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
    ...billTable(bill),
    '',
    ...missingOf(bill.bill).flatMap((sentence) => [`Not in it: ${plain(sentence)}`, '']),
    `<sub>${plain([...bill.assumptions, basis].join(' '))}</sub>`,
  ];
}

/** Term by term, the sum, what each pool and workload has of it. */
function billTable({ bill, pools, workloads, currencyLabel: label }: ClusterCost): string[] {
  const dear = dearest(workloads);
  const more = dear.length - MAX_WORKLOADS;
  return [
    ...markdownTable(
      [
        { title: 'Bill', align: 'left' },
        { title: 'a month', align: 'right' },
      ],
      [
        ...bill.terms.map(({ id, usdPerMonth }) => [TERM_TITLES[id], plain(amount(usdPerMonth, label))]),
        ['**Together**', `**${plain(boundedAmount(bill, label))}**`],
        ...pools.map((pool) => [
          `NodePool ${code(pool.nodePool)}, ${counted(pool.nodeCount, 'node')}`,
          plain(boundedAmount(pool.bill, label)),
        ]),
        ...dear
          .slice(0, MAX_WORKLOADS)
          .map((one) => [
            `${code(one.workload)}, ${counted(one.podCount, 'pod')}`,
            plain(boundedAmount(one, label)),
          ]),
      ],
    ),
    ...(more > 0 ? ['', `And ${counted(more, 'workload')} more.`] : []),
  ];
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
