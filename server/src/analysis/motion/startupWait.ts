/** Which new nodes take no pods until agents are ready: those with startup taints, and those that a readiness rule selects.
 *  @source kubernetes-sigs/node-readiness-controller api/v1alpha1 NodeReadinessRuleSpec */
import type { ClusterNode } from '../../consolidation/state';
import { isTrueAt, valueAt } from '../../manifest/fields';
import { groupKind } from '../../manifest/objectId';
import { decodeLabelSelector } from '../../manifest/requirementSpec';
import { labelMatcher } from '../../model/labelSelector';
import type { LabelSelector } from '../../model/pod';
import type { KnownObject } from './clusterWorld';

/** A selector that says nothing. */
const EVERY_NODE: LabelSelector = { matchLabels: {}, matchExpressions: [] };

export function waitsAtStart(
  objects: readonly KnownObject[],
): (node: Pick<ClusterNode, 'pool' | 'labels'>) => boolean {
  const isSelected = objects
    .filter(({ id, value }) => isReadinessRule(id) && !isTrueAt(valueAt(value, 'spec'), 'dryRun'))
    .map(({ value }) =>
      labelMatcher(decodeLabelSelector(valueAt(value, 'spec'), 'nodeSelector') ?? EVERY_NODE),
    );
  return ({ pool, labels }) => pool.startupTaints.length > 0 || isSelected.some((matches) => matches(labels));
}

const isReadinessRule = (id: KnownObject['id']): boolean =>
  groupKind(id) === 'readiness.node.x-k8s.io/NodeReadinessRule';
