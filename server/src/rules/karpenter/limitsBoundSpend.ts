/** What the limits of a pool let it spend at most. */
import { HOURS_PER_MONTH } from '../../simulate/summary';
import type { InstanceType } from '../../model/instanceType';
import { ON_DEMAND } from '../../model/labels';
import { formatAmount, resourceAmount, type Resources } from '../../model/resources';
import type { Manifest } from '../../manifest/document';
import type { Fix } from '../../model/finding';
import { dollars } from '../../util/money';
import { replaceSource } from '../edits';
import { capacityOf, launchedBy } from '../launched';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, isSet, record, scalarText } from '../read';
import { solveRule } from '../rule';

/** Less than this is not worth a word, whatever the workloads need. */
const WORTH_USD_PER_MONTH = 10_000;
/** Without workloads to compare with: a bill that somebody should have decided on. */
const LARGE_USD_PER_MONTH = 250_000;
/** A limit this many times above what the workloads need at their maximum stops nothing. */
const LOOSE = 10;

export const limitsBoundSpend = solveRule({
  id: 'karpenter/limits-bound-spend',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The limits of a pool bound its bill near what the workloads need.',
    why:
      'Limits are what stops a runaway scaler. One that allows many times the nodes that the workloads need at the maximum ' +
      'of their scalers stops nothing until the bill is there. The message says what the limits allow with the cheapest ' +
      'types of the pool, on demand; set them at about twice what the maximum needs.',
    source: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
  },
  check({ manifest, facts, report }) {
    const types = facts.poolTypes(manifest);
    const limits = limitsOf(at(manifest.value, 'spec', 'limits'));
    if (isStatic(manifest) || types.length === 0 || limits.length === 0) return;
    const spends = types.flatMap((type) => usdPerMonth(type, limits) ?? []);
    if (spends.length === 0) return;
    const least = Math.min(...spends);
    const claims = launchedBy(facts.simulate('max').claims, manifest);
    const needed = claims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0) * HOURS_PER_MONTH, 0);
    if (least < Math.max(WORTH_USD_PER_MONTH, needed > 0 ? needed * LOOSE : LARGE_USD_PER_MONTH)) return;
    const compared =
      needed > 0
        ? `the workloads need ${usd(needed)} at the maximum of their scalers (simulated)`
        : 'nothing smaller stops a runaway scaler';
    report({
      path: ['spec', 'limits'],
      mark: 'key',
      message: `these limits allow ${usd(least)} to ${usd(Math.max(...spends))} a month on demand; ${compared}`,
      fixes: () => twice(manifest, capacityOf(claims, manifest, types)),
    });
  },
});

/** A CPU limit of twice what the nodes at the maximum have; none without workloads to go by. */
function twice(pool: Manifest, needed: Resources): readonly Fix[] {
  const path = ['spec', 'limits', 'cpu'];
  const cpu = needed['cpu'] ?? 0;
  if (cpu === 0 || !isSet(at(pool.value, ...path))) return [];
  const wanted = formatAmount('cpu', cpu * 2);
  const edits = replaceSource(pool, path, JSON.stringify(wanted));
  return [{ title: `Lower cpu to ${wanted}, twice what the maximum takes`, safe: false, edits }];
}

interface Limit {
  readonly resource: string;
  readonly amount: number;
}

const limitsOf = (limits: unknown): readonly Limit[] =>
  Object.entries(record(limits)).flatMap(([resource, written]) => {
    const amount = resourceAmount(resource, scalarText(written) ?? '');
    return amount === undefined ? [] : [{ resource, amount }];
  });

/** What as many nodes of a type as the limits allow cost. */
function usdPerMonth(type: InstanceType, limits: readonly Limit[]): number | undefined {
  const prices = type.offerings
    .filter(({ capacityType }) => capacityType === ON_DEMAND)
    .map(({ usdPerHour }) => usdPerHour);
  const counts = limits.flatMap(({ resource, amount }) => {
    const perNode = resource === 'nodes' ? 1 : (type.capacity[resource] ?? 0);
    return perNode > 0 ? [Math.floor(amount / perNode)] : [];
  });
  if (prices.length === 0 || counts.length === 0) return undefined;
  const nodeCount = Math.min(...counts);
  return nodeCount === 0 ? undefined : nodeCount * Math.min(...prices) * HOURS_PER_MONTH;
}

/** Such a bound is good for whole thousands, no more. */
function usd(amount: number): string {
  const thousands = Math.round(amount / 1000);
  if (thousands >= 1000) return `$${(amount / 1e6).toPrecision(2)} million`;
  return dollars(thousands > 0 ? thousands * 1000 : amount, 0);
}
