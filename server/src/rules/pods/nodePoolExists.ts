/** A pod bound to a NodePool that is not among the files. */
import { podSource } from '../graph';
import { NODE_POOL, WORKLOADS } from '../kinds';
import { NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import { missingReference, namesOf } from '../missing';
import { nodeSelectorsOf } from '../podView';
import { AUTO_MODE_POOLS } from '../autoMode';
import { editRule } from '../rule';

export const nodePoolExists = editRule({
  id: 'pods/node-pool-exists',
  kinds: WORKLOADS,
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The NodePool that pods select by name is among the files.',
    why:
      'Pods that select `karpenter.sh/nodepool` fit on nodes of that pool alone. When no pool has the name they stay ' +
      'pending, whatever other pools could hold. The pool may live in another repository, so this is a note. The pools ' +
      'that EKS Auto Mode brings along are not missed.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/#well-known-labels',
  },
  check({ manifest, graph, report }) {
    const known = namesOf(graph, [NODE_POOL]);
    for (const { key, operator, values, path } of nodeSelectorsOf(podSource(manifest))) {
      if (key !== NODE_POOL_LABEL || operator !== 'In') continue;
      const isThere = values.some((name) => known.includes(name) || AUTO_MODE_POOLS.includes(name));
      const [name] = values;
      if (isThere || name === undefined || values.length > 1) continue;
      // An affinity term is marked at its value, not at its key.
      const place = path.at(-1) === 'key' ? [...path.slice(0, -1), 'values', 0] : path;
      report(missingReference(manifest, { path: place, what: 'NodePool', name, known }));
    }
  },
});
