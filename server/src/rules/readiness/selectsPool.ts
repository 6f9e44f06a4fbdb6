/** A NodeReadinessRule for nodes that no pool makes. */
import { NODE_POOL, READINESS_RULE } from '../kinds';
import { NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import { missingReference, namesOf } from '../missing';
import { AUTO_MODE_POOLS } from '../autoMode';
import { at, text } from '../read';
import { editRule } from '../rule';

export const selectsPool = editRule({
  id: 'readiness/selects-pool',
  // The second one is a group that the rule never had, but is written under: `kind/wrong-api-version` says so.
  kinds: [READINESS_RULE, 'nodereadiness.k8s.io/v1alpha1 NodeReadinessRule'],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The NodePool whose nodes a readiness rule selects is among the files.',
    why:
      'A readiness rule that selects `karpenter.sh/nodepool` looks at the nodes of that pool alone. When no pool has the ' +
      'name the rule guards nothing, and pods start on nodes whose agents are not ready. The pool may live in another ' +
      'repository, so this is a note.',
    source: 'https://github.com/kubernetes-sigs/node-readiness-controller',
  },
  check({ manifest, graph, report }) {
    const path = ['spec', 'nodeSelector', 'matchLabels', NODE_POOL_LABEL];
    const name = text(at(manifest.value, ...path));
    const known = namesOf(graph, [NODE_POOL]);
    if (name === undefined || known.includes(name) || AUTO_MODE_POOLS.includes(name)) return;
    report(missingReference(manifest, { path, what: 'NodePool', name, known }));
  },
});
