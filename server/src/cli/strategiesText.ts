/** Strategies as one table, with the recommendation and its reason. */
import type { Comparison, StrategyOutcome } from '../strategies/types';
import { dollars } from '../util/money';
import { counted, grouped, table, wrap, type Style } from './style';

export function strategiesText(comparison: Comparison, style: Style): string[] {
  const { workload, outcomes, notApplicable, recommended, reason } = comparison;
  const best = outcomes.find(({ id }) => id === recommended);
  return [
    style.bold(`Strategies for ${workload}`),
    ...strategyTable(comparison),
    '',
    ...wrap(`Recommended: ${best?.id ?? recommended} (${best?.title ?? ''}). ${reason}`, 0).map(style.bold),
    ...(best ? wrap(`It takes: ${best.takes}`, 0) : []),
    '',
    ...warmPoolLines(comparison),
    ...notApplicable.flatMap(({ id, why }) => wrap(`Left out: ${id}, ${why}.`, 0)).map(style.dim),
    style.dim('dryfit strategies ... --print ID prints the manifests of one.'),
  ];
}

function strategyTable({ outcomes }: Comparison): string[] {
  const hasReturn = outcomes.some(({ returnUsdPerMonth }) => returnUsdPerMonth !== undefined);
  const columns = [
    { title: 'STRATEGY', align: 'left' },
    { title: 'P95 TO SERVE', align: 'right' },
    { title: 'UNSERVED', align: 'right' },
    { title: 'EXTRA $/MONTH', align: 'right' },
    ...(hasReturn ? [{ title: 'RETURN $/MONTH', align: 'right' } as const] : []),
    { title: 'COMPLEXITY', align: 'left' },
    { title: 'MEETS', align: 'left' },
  ] as const;
  return table(
    columns,
    outcomes.map((outcome) => row(outcome, hasReturn)),
    2,
  );
}

function row(outcome: StrategyOutcome, hasReturn: boolean): string[] {
  const {
    id,
    p95Seconds,
    unservedShare,
    extraUsdPerMonth,
    returnUsdPerMonth,
    complexity,
    meets,
    maxBacklog,
  } = outcome;
  const lost =
    maxBacklog > 0 ? `${grouped(Math.round(maxBacklog))} wait` : `${(unservedShare * 100).toFixed(2)} %`;
  return [
    id,
    `${grouped(p95Seconds)} s`,
    lost,
    signed(extraUsdPerMonth),
    ...(hasReturn ? [signed(returnUsdPerMonth ?? 0)] : []),
    complexity,
    meets ? 'yes' : 'no',
  ];
}

const signed = (usd: number): string => `${usd < 0 ? '' : '+'}${dollars(usd, 2, '')}`;

function warmPoolLines({ warmPool }: Comparison): string[] {
  const { podCount, peakShare, peakReplicas, baseReplicas, leadSeconds, hours } = warmPool;
  if (podCount === 0) return [];
  const when =
    hours.length > 6 ? `${hours.slice(0, 6).join(', ')} and ${hours.length - 6} more` : hours.join(', ');
  return wrap(
    `Warm pool: ${counted(podCount, 'pod')}, ${Math.round(peakShare * 100)} % of the peak of ${peakReplicas}: as many are added, from ` +
      `${baseReplicas} up, within the ${leadSeconds} s that a new node takes; rising half hours (UTC): ${when}.`,
    0,
  );
}
