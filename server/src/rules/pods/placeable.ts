/** A workload that the simulation cannot place. */
import type { Manifest } from '../../manifest/document';
import { workloadName, type ClusterGraph } from '../graph';
import { DEPLOYMENT, JOB, NODE_CLASS, NODE_POOL, POD, REPLICA_SET, STATEFUL_SET } from '../kinds';
import { needsReservedCapacity, POOL_SPEC } from '../nodePoolView';
import { at, text } from '../read';
import { solveRule } from '../rule';

/** Codes that say nothing about the workload: no pool takes part, a constraint is not simulated, or a claim is missing,
 *  which has a rule of its own. */
const SILENT = new Set(['no-node-pools', 'claim-not-found']);
/** What is missing may be in another repository. */
const ELSEWHERE = new Set(['volume-not-found', 'class-not-found']);

export const placeable = solveRule({
  id: 'pods/placeable',
  kinds: [DEPLOYMENT, STATEFUL_SET, REPLICA_SET, JOB, POD],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'Some NodePool of the files can hold every pod of a workload.',
    why:
      'Found by simulating one pass of the provisioner over an empty cluster with the NodePools among the files: the pods ' +
      'named stay pending. Other nodes, such as managed node groups, are not seen; suppress the rule where those are ' +
      'meant to take the pods. Where limits hold pods back only until the nodes of the pass run, or a pool wants reserved ' +
      'capacity, which is not simulated, this is a note.',
    source: 'https://karpenter.sh/docs/troubleshooting/#pods-pending',
  },
  check({ manifest, graph, facts, report }) {
    if (!graph.ofKind(NODE_POOL).some((pool) => hasNodeClass(pool, graph))) return;
    const name = workloadName(manifest);
    const refusals = facts
      .simulate('spec')
      .unplaced.filter((one) => one.workload === name && !SILENT.has(one.code));
    if (
      refusals.length === 0 ||
      graph.find(`${manifest.apiVersion} ${manifest.kind}`, manifest.name ?? '', manifest) !== manifest
    )
      return;
    const count = refusals.reduce((sum, one) => sum + one.count, 0);
    const isLater = refusals.every(({ laterPass }) => laterPass);
    const isUncertain = isLater || refusals.every((one) => ELSEWHERE.has(one.code)) || wantReserved(graph);
    const what = isLater ? 'waits for a later pass' : 'stays pending';
    const whatMany = isLater ? 'wait for a later pass' : 'stay pending';
    report({
      path: ['metadata', 'name'],
      ...(isUncertain ? { severity: 'info' as const } : {}),
      message: `${count} ${count === 1 ? `pod ${what}` : `pods ${whatMany}`} (simulated): ${refusals[0]?.message ?? ''}`,
    });
  },
});

/** Reserved capacity may take the pods, and is not simulated. */
const wantReserved = (graph: ClusterGraph): boolean => graph.ofKind(NODE_POOL).some(needsReservedCapacity);

/** A pool without its class takes no part, and nothing can be said of what it would hold. */
function hasNodeClass(pool: Manifest, graph: ClusterGraph): boolean {
  const name = text(at(pool.value, ...POOL_SPEC, 'nodeClassRef', 'name'));
  return name !== undefined && graph.findGlobal(NODE_CLASS, name, pool) !== undefined;
}
