/** A NodeReadinessRule whose taint the nodes of Karpenter do not start with. */
import { proposal } from '../proposals';
import type { Manifest } from '../../manifest/document';
import { NODE_POOL, READINESS_RULE } from '../kinds';
import { NODE_POOL as NODE_POOL_LABEL } from '../../model/labels';
import { labelMatcher } from '../../model/labelSelector';
import { decodeLabelSelector } from '../../manifest/requirementSpec';
import { POOL_SPEC, requirementsOf } from '../nodePoolView';
import { at, list, text, textRecord } from '../read';
import { appendTaint } from '../taintEdits';
import { editRule } from '../rule';

export const taintAtStart = editRule({
  id: 'readiness/taint-at-start',
  kinds: [READINESS_RULE],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The taint of a readiness rule is a startup taint of the pools that it selects.',
    why:
      'The controller puts its taint on a node some time after it joined: until then pods are placed on a node that is not ' +
      'ready. And Karpenter, which does not know that the taint goes away again, counts the node as one that the pods do ' +
      'not fit on, and launches more. As one of `spec.template.spec.startupTaints` the taint is there from the start, and ' +
      'Karpenter expects it to go.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecstartuptaints',
  },
  check({ manifest, graph, report }) {
    const key = text(at(manifest.value, 'spec', 'taint', 'key'));
    if (key === undefined || at(manifest.value, 'spec', 'dryRun') === true) return;
    const selects = labelMatcher(decodeLabelSelector(at(manifest.value, 'spec'), 'nodeSelector'));
    const unready = graph
      .ofKind(NODE_POOL)
      .filter((pool) => selects(nodeLabels(pool)) && !startsWith(pool, key));
    const [first] = unready;
    if (!first) return;
    const others = unready.length > 1 ? ` and ${unready.length - 1} more` : '';
    report({
      path: ['spec', 'taint', 'key'],
      message: `NodePool ${first.name ?? ''}${others} does not list ${key} among its startupTaints: pods land before the node is ready`,
      fixes: proposal('Add it to the startupTaints', () =>
        unready.flatMap((pool) => appendTaint(pool, 'startupTaints', at(manifest.value, 'spec', 'taint'))),
      ),
    });
  },
});

const startsWith = (pool: Manifest, key: string): boolean =>
  list(at(pool.value, ...POOL_SPEC, 'startupTaints')).some((taint) => text(at(taint, 'key')) === key);

/** The labels that all nodes of a pool are sure to have. */
function nodeLabels(pool: Manifest): Readonly<Record<string, string>> {
  const fixed = requirementsOf(pool).flatMap(({ key, operator, values }) =>
    operator === 'In' && values.length === 1 && values[0] !== undefined ? [[key, values[0]] as const] : [],
  );
  return {
    ...Object.fromEntries(fixed),
    ...textRecord(at(pool.value, 'spec', 'template', 'metadata', 'labels')),
    [NODE_POOL_LABEL]: pool.name ?? '',
    'kubernetes.io/os': 'linux',
  };
}
