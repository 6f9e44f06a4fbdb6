/** D14: a pod that is given less time than it asks for. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { podSource, workloadName } from '../graph';
import { DEPLOYMENT, JOB, NODE_POOL, POD, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { POOL_SPEC } from '../nodePoolView';
import { at, durationSeconds, integer, text } from '../read';
import { solveRule } from '../rule';

export const graceWithinPool = solveRule({
  id: 'pods/grace-within-pool',
  kinds: [DEPLOYMENT, STATEFUL_SET, REPLICA_SET, JOB, POD],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: "A pod's grace period fits into the terminationGracePeriod of the pool that it lands on.",
    why:
      'Karpenter deletes a pod early enough that its grace period ends with that of the node. When the pod asks for more ' +
      'than the node has, it is deleted at once, budgets or not, and still cut short.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#terminationgraceperiod',
  },
  check({ manifest, graph, facts, report }) {
    const source = podSource(manifest);
    const asked = integer(at(source.template, 'spec', 'terminationGracePeriodSeconds'));
    if (asked === undefined) return;
    const name = workloadName(manifest);
    const used = facts.simulate('spec').claims.filter((claim) => (claim.pods[name] ?? 0) > 0);
    const pool = graph.ofKind(NODE_POOL).find((one) => {
      const seconds = durationSeconds(at(one.value, ...POOL_SPEC, 'terminationGracePeriod'));
      return seconds !== undefined && seconds < asked && used.some((claim) => claim.nodePool === one.name);
    });
    if (!pool) return;
    report({
      path: [...source.templatePath, 'spec', 'terminationGracePeriodSeconds'],
      message: `${asked} s is more than the terminationGracePeriod of pool ${pool.name} (${text(at(pool.value, ...POOL_SPEC, 'terminationGracePeriod'))}): the pod is cut short`,
      fixes: proposal(`Give pool ${pool.name ?? ''} ${asked}s`, () =>
        replaceSource(pool, [...POOL_SPEC, 'terminationGracePeriod'], `${asked}s`),
      ),
    });
  },
});
