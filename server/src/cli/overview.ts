/** The overview: findings, pools and nodes of each cluster, and one table of all. */
import type { ClusterReport } from '../analysis/clusters/clusterReport';
import type { TypePrice } from '../analysis/shown/poolPrices';
import type { PoolPreview } from '../analysis/shown/preview';
import type { RegionCatalog } from '../catalog/catalog';
import { missingOf, sharedAssumptions } from '../cost/several';
import type { ClusterCost } from '../cost/cluster';
import type { CheckResult, Finding, Severity } from '../model/finding';
import { dollars } from '../util/money';
import { checkSummary, findingLines, type Labels } from './checkText';
import { billBasis } from './prices';
import { claimsOf, costLine, nodeTable, notPlacedLines } from './simulateText';
import { counted, grouped, table, usdPerHour, WIDTH, wrap, type Style } from './style';

export interface OverviewContext {
  readonly region: RegionCatalog;
  readonly labels: Labels;
  readonly style: Style;
}

export function overviewText(reports: readonly ClusterReport[], context: OverviewContext): string[] {
  return [
    ...reports.flatMap((report) => [...clusterLines(report, context), '']),
    ...summaryTable(reports, context.style),
    '',
    ...wrap(billBasis(told(reports), context.region), 0),
  ];
}

const told = (reports: readonly ClusterReport[]) => {
  const bills = reports.map(({ cost }) => cost);
  return { assumptions: sharedAssumptions(bills), missing: missingOf(bills) };
};

function clusterLines(report: ClusterReport, { style, labels }: OverviewContext): string[] {
  const { name, fileCount, check } = report;
  const facts = `${counted(check.documents.length, 'object')} in ${counted(fileCount, 'file')}`;
  return [
    ...heading(name, facts, style),
    '',
    ...findingLines(check.findings, labels, style, WIDTH),
    checkSummary(check, style),
    '',
    ...(hasPool(check) ? resultLines(report, style) : ['No NodePool here: nothing to simulate.']),
  ];
}

const hasPool = ({ documents }: CheckResult): boolean => documents.some(({ kind }) => kind === 'NodePool');

function resultLines(report: ClusterReport, style: Style): string[] {
  const { preview, summary } = report;
  return [
    ...preview.nodePools.flatMap((pool) => [...poolLines(pool, report, style), '']),
    ...notPlacedLines(summary.unschedulable, style),
    costLine(summary, style),
  ];
}

function heading(name: string, facts: string, style: Style): string[] {
  const gap = ' '.repeat(Math.max(2, WIDTH - name.length - facts.length));
  return [style.bold(name) + gap + style.dim(facts), style.dim('='.repeat(WIDTH))];
}

function poolLines(pool: PoolPreview, report: ClusterReport, style: Style): string[] {
  const title = style.bold(`NodePool ${pool.name}`);
  if (report.poolsWithoutClass.has(pool.name)) {
    return [
      `${title}: launches nothing`,
      ...wrap('Its EC2NodeClass is not among the files, or is refused.', 2),
    ];
  }
  const claims = claimsOf(report.summary, pool.name);
  const left = `${grouped(pool.typesLeftCount ?? 0)} of ${grouped(pool.typesTotalCount ?? 0)}`;
  return [
    `${title}: ${counted(claims.length, 'node')}`,
    `  instance types left  ${left}`,
    ...cheapestLine(pool.cheapest),
    ...(claims.length > 0 ? nodeTable(claims) : []),
  ];
}

/** "cheapest of them  c6g.large: $0.0680/hour on demand, $0.0279/hour spot" */
function cheapestLine([cheapest]: readonly TypePrice[]): string[] {
  if (!cheapest) return [];
  const { instanceType, onDemandUsdPerHour, spotUsdPerHour } = cheapest;
  const prices = [
    ...(onDemandUsdPerHour === undefined ? [] : [`${usdPerHour(onDemandUsdPerHour)}/hour on demand`]),
    ...(spotUsdPerHour === undefined ? [] : [`${usdPerHour(spotUsdPerHour)}/hour spot`]),
  ];
  return [`  cheapest of them     ${instanceType}: ${prices.join(', ')}`];
}

/** One row per cluster. */
function summaryTable(reports: readonly ClusterReport[], style: Style): string[] {
  const prefix = sharedFolder(reports.map(({ name }) => name));
  const rows = reports.map(({ name, check: { findings }, summary, cost }) => [
    name.slice(prefix.length),
    ...(['error', 'warning'] as const).map((severity) => grouped(countOf(findings, severity))),
    grouped(countOf(findings, 'info') + countOf(findings, 'hint')),
    grouped(summary.nodeClaims.length),
    summary.cost.usdPerHour.toFixed(4),
    billText(cost),
    grouped(summary.unschedulable.reduce((sum, { count }) => sum + count, 0)),
  ]);
  const [titles = '', ...lines] = table(SUMMARY_COLUMNS, rows);
  return [style.bold('All clusters'), style.dim('='.repeat(WIDTH)), style.dim(titles), ...lines];
}

/** Another label than the dollar's is told. */
function billText({ bill: { usdPerMonth, isLowerBound }, currencyLabel }: ClusterCost): string {
  if (isLowerBound && usdPerMonth === 0) return 'not known';
  const amount = dollars(usdPerMonth, 2, currencyLabel === '$' ? '' : currencyLabel);
  return isLowerBound ? `>= ${amount}` : amount;
}

const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => finding.severity === severity).length;

/** The folder that all names begin with, slash included; empty when there is none. */
function sharedFolder([first = '', ...others]: readonly string[]): string {
  const folder = first.slice(0, first.indexOf('/') + 1);
  return others.every((name) => name.startsWith(folder)) ? folder : '';
}

const SUMMARY_COLUMNS = [
  { title: 'CLUSTER', align: 'left' },
  { title: 'ERRORS', align: 'right' },
  { title: 'WARN', align: 'right' },
  { title: 'INFO', align: 'right' },
  { title: 'NODES', align: 'right' },
  { title: '$/HOUR', align: 'right' },
  { title: 'BILL/MO', align: 'right' },
  { title: 'PENDING', align: 'right' },
] as const;
