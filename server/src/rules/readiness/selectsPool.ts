/** A NodeReadinessRule for nodes that no pool makes. */
import { NODE_POOL, READINESS_RULE } from '../kinds';
import { NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import type { Path } from '../../manifest/path';
import { missingReference, namesOf } from '../missing';
import { AUTO_MODE_POOLS } from '../autoMode';
import { at, list, text } from '../read';
import { editRule } from '../rule';

const SELECTOR = ['spec', 'nodeSelector'];

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
    const known = namesOf(graph, [NODE_POOL]);
    for (const { path, name } of poolsNamed(at(manifest.value, ...SELECTOR)))
      if (!known.includes(name) && !AUTO_MODE_POOLS.includes(name))
        report(missingReference(manifest, { path, what: 'NodePool', name, known }));
  },
});

interface NamedPool {
  readonly path: Path;
  readonly name: string;
}

/** By label, and in expressions that ask for one of several. */
function poolsNamed(selector: unknown): readonly NamedPool[] {
  const label = text(at(selector, 'matchLabels', NODE_POOL_LABEL));
  const ofLabel =
    label === undefined ? [] : [{ path: [...SELECTOR, 'matchLabels', NODE_POOL_LABEL], name: label }];
  const ofExpressions = list(at(selector, 'matchExpressions')).flatMap((expression, index) => {
    if (at(expression, 'key') !== NODE_POOL_LABEL || at(expression, 'operator') !== 'In') return [];
    return list(at(expression, 'values')).flatMap((value, position) => {
      const name = text(value);
      const path = [...SELECTOR, 'matchExpressions', index, 'values', position];
      return name === undefined ? [] : [{ path, name }];
    });
  });
  return [...ofLabel, ...ofExpressions];
}
