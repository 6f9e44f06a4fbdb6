/** C4: limits that cannot hold what the scalers may ask for. */
import type { Manifest } from '../../manifest/document';
import type { Fix } from '../../model/finding';
import { formatAmount, resourceAmount, type Resources } from '../../model/resources';
import { removeEntry, replaceSource } from '../edits';
import { capacityOf } from '../launched';
import { NODE_POOL } from '../kinds';
import { isStatic } from '../nodePoolView';
import { at, isSet, record, scalarText } from '../read';
import { solveRule } from '../rule';
import { factsAfter } from '../whatIf';

export const limitsHoldMaximum = solveRule({
  id: 'karpenter/limits-hold-maximum',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The limits of a pool hold the maximum of the scalers whose pods run there.',
    why:
      'At the top of a peak the pool reaches its limit before the HPA or ScaledObject reaches its maximum, and the rest ' +
      'stays pending ("all available instance types exceed limits for nodepool"). Found by simulating the maximum with ' +
      'and without these limits. Raise the limit or lower the maximum; rollouts need some room beside.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  },
  check({ manifest, graph, facts, report }) {
    if (isStatic(manifest) || !isSet(at(manifest.value, 'spec', 'limits'))) return;
    if (graph.podSources().every((source) => graph.scalersOf(source.manifest).length === 0)) return;
    const atMaximum = unplaced(facts.simulate('max').unplaced);
    if (atMaximum.size === 0) return;
    const withoutLimits = removeEntry(manifest, ['spec', 'limits']);
    if (withoutLimits.length === 0) return;
    const unlimited = factsAfter(facts, graph, manifest, withoutLimits).simulate('max');
    const free = unplaced(unlimited.unplaced);
    const held = [...atMaximum].filter(([workload, count]) => count > (free.get(workload) ?? 0));
    const first = held[0];
    if (!first) return;
    const [workload, count] = first;
    const waiting = count - (free.get(workload) ?? 0);
    const others = held.length > 1 ? ` and pods of ${held.length - 1} more` : '';
    report({
      path: ['spec', 'limits'],
      mark: 'key',
      message: `at the maximum of the scalers ${waiting} pods of ${workload}${others} stay pending because of these limits (simulated)`,
      fixes: () => raised(manifest, capacityOf(unlimited.claims, manifest, facts.poolTypes(manifest))),
    });
  },
});

function unplaced(
  refusals: readonly { readonly workload: string; readonly count: number }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { workload, count } of refusals) counts.set(workload, (counts.get(workload) ?? 0) + count);
  return counts;
}

/** The limits that are too low, raised to what the nodes at the maximum have. */
function raised(pool: Manifest, needed: Resources): readonly Fix[] {
  const short = Object.entries(record(at(pool.value, 'spec', 'limits'))).flatMap(([resource, written]) => {
    const limit = resourceAmount(resource, scalarText(written) ?? '');
    const amount = needed[resource];
    return limit === undefined || amount === undefined || amount <= limit
      ? []
      : [{ resource, wanted: formatAmount(resource, amount) }];
  });
  const edits = short.flatMap(({ resource, wanted }) =>
    replaceSource(pool, ['spec', 'limits', resource], JSON.stringify(wanted)),
  );
  const what = short.map(({ resource, wanted }) => `${resource} ${wanted}`).join(', ');
  return [{ title: `Raise to what the maximum takes: ${what}`, safe: false, edits }];
}
