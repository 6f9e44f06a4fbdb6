/** D15: nodes that are paid for while nothing moves. */
import { NODE_POOL, PDB } from '../kinds';
import { POOL_SPEC } from '../nodePoolView';
import { allowsNoEviction } from '../pdbView';
import { at, durationSeconds, text } from '../read';
import { editRule } from '../rule';

const LONG_SECONDS = 12 * 3600;

export const drainNotPaidForLong = editRule({
  id: 'karpenter/drain-not-paid-for-long',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'A terminationGracePeriod is short where a PodDisruptionBudget lets no pod go.',
    why:
      'A node that drains takes no new pods and is paid for until it is gone. A budget that allows no eviction holds it ' +
      'for the whole terminationGracePeriod; then its pods are deleted all the same. Shorten the period, or let the budget ' +
      'allow one pod at a time.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#terminationgraceperiod',
  },
  check({ manifest, graph, report }) {
    const path = [...POOL_SPEC, 'terminationGracePeriod'];
    const seconds = durationSeconds(at(manifest.value, ...path));
    if (seconds === undefined || seconds <= LONG_SECONDS) return;
    const blocking = graph
      .ofKind(PDB)
      .find((one) => graph.coveredBy(one).length > 0 && allowsNoEviction(one, graph) !== undefined);
    if (!blocking) return;
    report({
      path,
      message: `PodDisruptionBudget "${blocking.name ?? ''}" lets no pod go: a node that drains is paid for ${text(at(manifest.value, ...path)) ?? ''}`,
    });
  },
});
