/** The overview: findings, pools and nodes of each cluster, and one table of all. */
import type { Catalog, RegionCatalog } from '../catalog/catalog';
import type { CheckResult } from '../model/finding';
import type { InstanceType } from '../model/instanceType';
import { poolTypes } from '../simulate/poolTypes';
import type { Simulation } from '../simulate/simulate';
import type { SolvePool } from '../solver/input';
import { compareNumber, compareText } from '../util/sort';
import { checkSummary, findingCounts, findingLines, type Labels } from './checkText';
import { priceLines } from './prices';
import { claimsOf, costLine, nodeTable, notPlacedLines } from './simulateText';
import { counted, grouped, table, usdPerMonth, WIDTH, wrap, type Style } from './style';

/** One cluster, checked and simulated. */
export interface ClusterReport {
  readonly name: string;
  readonly fileCount: number;
  readonly check: CheckResult;
  readonly simulation: Simulation;
}

export interface OverviewContext {
  readonly catalog: Catalog;
  readonly region: RegionCatalog;
  readonly labels: Labels;
  readonly style: Style;
}

export function overviewText(reports: readonly ClusterReport[], context: OverviewContext): string[] {
  return [
    ...reports.flatMap((report) => [...clusterLines(report, context), '']),
    ...summaryTable(reports, context.style),
    '',
    ...priceLines(context.region),
  ];
}

function clusterLines(
  { name, fileCount, check, simulation }: ClusterReport,
  context: OverviewContext,
): string[] {
  const { style, labels } = context;
  const { summary, input } = simulation;
  const facts = `${counted(check.documents.length, 'object')} in ${counted(fileCount, 'file')}`;
  return [
    ...heading(name, facts, style),
    '',
    ...findingLines(check.findings, labels, style),
    checkSummary(check, style),
    '',
    ...[...input.pools].sort(byPoolName).flatMap((pool) => [...poolLines(pool, simulation, context), '']),
    ...notPlacedLines(summary.unschedulable, style),
    costLine(summary, style),
  ];
}

function heading(name: string, facts: string, style: Style): string[] {
  const gap = ' '.repeat(Math.max(2, WIDTH - name.length - facts.length));
  return [style.bold(name) + gap + style.dim(facts), style.dim('='.repeat(WIDTH))];
}

const byPoolName = (a: SolvePool, b: SolvePool): number => compareText(a.pool.name, b.pool.name);

function poolLines(
  { pool, instanceTypes }: SolvePool,
  simulation: Simulation,
  { style, region }: OverviewContext,
): string[] {
  const left = poolTypes(pool, instanceTypes);
  const offered = instanceTypes.filter(({ offerings }) => offerings.length > 0);
  const claims = claimsOf(simulation.summary, pool.name);
  const title = style.bold(`NodePool ${pool.name}`);
  if (instanceTypes.length === 0) {
    return [`${title}: unusable, no EC2NodeClass named ${pool.nodeClassRef.name} takes part`];
  }
  const choice = `${grouped(left.length)} of ${grouped(offered.length)} instance types of ${region.name} are left`;
  return [
    `${title}: ${counted(claims.length, 'node')}`,
    ...wrap(`${choice}${cheapestText(left)}`, 2),
    ...(claims.length > 0 ? nodeTable(claims) : []),
  ];
}

/** "; cheapest: t4g.nano $0.0042 on-demand, ..." */
function cheapestText(types: readonly InstanceType[]): string {
  const offers = types.flatMap(({ name, offerings }) => {
    const [best] = [...offerings].sort((a, b) => compareNumber(a.usdPerHour, b.usdPerHour));
    return best ? [{ name, ...best }] : [];
  });
  offers.sort((a, b) => compareNumber(a.usdPerHour, b.usdPerHour) || compareText(a.name, b.name));
  const texts = offers
    .slice(0, 3)
    .map(({ name, capacityType, usdPerHour }) => `${name} $${usdPerHour.toFixed(4)} ${capacityType}`);
  return texts.length === 0 ? '' : `; cheapest ${texts.join(', ')}`;
}

function summaryTable(reports: readonly ClusterReport[], style: Style): string[] {
  const rows = reports.map(({ name, check, simulation: { summary } }) => [
    name,
    findingCounts(check.findings),
    grouped(summary.nodeClaims.length),
    summary.cost.usdPerHour.toFixed(4),
    usdPerMonth(summary.cost.usdPerMonth).slice(1),
    grouped(summary.unschedulable.reduce((sum, { count }) => sum + count, 0)),
  ]);
  const [titles = '', ...lines] = table(SUMMARY_COLUMNS, rows);
  return [style.bold('All of it'), style.dim('='.repeat(WIDTH)), titles, ...lines];
}

const SUMMARY_COLUMNS = [
  { title: 'CLUSTER', align: 'left' },
  { title: 'FINDINGS', align: 'left' },
  { title: 'NODES', align: 'right' },
  { title: '$/HOUR', align: 'right' },
  { title: '$/MONTH', align: 'right' },
  { title: 'NOT PLACED', align: 'right' },
] as const;
