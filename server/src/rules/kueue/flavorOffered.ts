/** A ResourceFlavor whose node labels no pool gives. */
import type { Manifest } from '../../manifest/document';
import { NODE_POOL, RESOURCE_FLAVORS } from '../kinds';
import { NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import { WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { requirementsOf } from '../nodePoolView';
import { at, textRecord } from '../read';
import { editRule } from '../rule';

export const flavorOffered = editRule({
  id: 'kueue/flavor-offered',
  kinds: RESOURCE_FLAVORS,
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'The node labels of a ResourceFlavor are offered by some NodePool.',
    why:
      'Kueue writes the node labels of the flavor that it assigns into the node selector of the pods. When no pool gives ' +
      'its nodes such labels, the admitted pods hold quota and stay pending. The pool may live in another repository, so ' +
      'this is a note.',
    source: 'https://kueue.sigs.k8s.io/docs/concepts/resource_flavor/#resourceflavor-labels',
  },
  check({ manifest, graph, report }) {
    const pools = graph.ofKind(NODE_POOL);
    if (pools.length === 0) return;
    for (const [key, value] of Object.entries(textRecord(at(manifest.value, 'spec', 'nodeLabels')))) {
      if (pools.some((pool) => offers(pool, key, value))) continue;
      report({
        path: ['spec', 'nodeLabels', key],
        message: `no NodePool in these files offers ${key}=${value}: admitted pods stay pending`,
      });
    }
  },
});

function offers(pool: Manifest, key: string, value: string): boolean {
  if (key === NODE_POOL_LABEL) return pool.name === value;
  const labels = textRecord(at(pool.value, 'spec', 'template', 'metadata', 'labels'));
  if (labels[key] !== undefined) return labels[key] === value;
  const own = requirementsOf(pool).filter((one) => one.key === key);
  if (own.length === 0) return WELL_KNOWN_LABELS.has(key);
  return own.every(({ operator, values }) =>
    operator === 'In' ? values.includes(value) : operator !== 'NotIn' || !values.includes(value),
  );
}
