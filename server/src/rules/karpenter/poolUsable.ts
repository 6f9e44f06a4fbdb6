/** A pool that can hold no pod of the files. */
import type { Manifest } from '../../manifest/document';
import { kindOf, type ClusterGraph } from '../graph';
import { CRON_JOB, DAEMON_SET, NODE_POOL } from '../kinds';
import { isStatic, POOL_SPEC } from '../nodePoolView';
import { at, text } from '../read';
import { solveRule } from '../rule';
import { untoleratedTaints } from './taintTolerated';

/** Codes that do not speak of the pool. */
const NOT_THE_POOL = new Set([
  ...['no-node-pools', 'claim-not-found', 'volume-not-found', 'class-not-found'],
]);

export const poolUsable = solveRule({
  id: 'karpenter/pool-usable',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'Some pod of the files fits on the nodes of a pool.',
    why:
      'Found by simulating the workloads, at the maximum of their scalers, with this pool alone: not one pod can be placed. ' +
      'Their requests, selectors or the limits of the pool rule each other out, and the pool never launches a node. ' +
      'Workloads of other repositories are not seen, so this is a note.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/',
  },
  check({ manifest, graph, facts, report }) {
    if (isStatic(manifest) || !hasKnownClass(manifest) || !hasPods(graph)) return;
    if (facts.poolTypes(manifest).length === 0) return;
    if (facts.simulate('max').claims.some(({ nodePool }) => nodePool === manifest.name)) return;
    if (untoleratedTaints(manifest, graph).length > 0 || facts.pool(manifest.name ?? '') !== manifest) return;
    const { claims, unplaced } = facts.withPool(manifest).simulate('max');
    if (claims.length > 0 || unplaced.length === 0) return;
    if (unplaced.some(({ code }) => NOT_THE_POOL.has(code))) return;
    const [first] = unplaced;
    report({
      path: ['metadata', 'name'],
      message: `no pod of these files fits this pool (simulated); ${first?.workload ?? ''}: ${first?.message ?? ''}`,
    });
  },
});

/** A placeholder names no class, so that nothing can be said of its nodes. */
const hasKnownClass = (pool: Manifest): boolean =>
  text(at(pool.value, ...POOL_SPEC, 'nodeClassRef', 'name')) !== undefined;

const hasPods = (graph: ClusterGraph): boolean =>
  graph
    .podSources()
    .some(({ manifest }) => ![DAEMON_SET, CRON_JOB].some((kind) => kind === kindOf(manifest)));
