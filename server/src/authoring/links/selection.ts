/** What a PodDisruptionBudget's selector refers to: the workloads whose pods it selects. */
import type { Manifest, Path } from '../../manifest/document';
import { textMapAt, valueAt } from '../../manifest/fields';
import { decodeLabelSelector } from '../../manifest/requirementSpec';
import { labelMatcher } from '../../model/labelSelector';

export const SELECTOR: Path = ['spec', 'selector'];

/** Kinds whose pods a budget protects. */
const WORKLOADS: ReadonlySet<string> = new Set([
  ...['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'Job', 'Pod'],
]);

/** Whether a path of a manifest is its selector of pods, or inside of it. */
export const isInSelector = ({ kind, apiVersion }: Manifest, path: Path): boolean =>
  kind === 'PodDisruptionBudget' &&
  apiVersion === 'policy/v1' &&
  SELECTOR.every((step, index) => path[index] === step);

/** The workloads of the budget's namespace whose pods it selects. */
export function selectedWorkloads(budget: Manifest, objects: readonly Manifest[]): readonly Manifest[] {
  const selects = labelMatcher(decodeLabelSelector(valueAt(budget.value, 'spec'), 'selector'));
  return objects.filter(
    (one) =>
      WORKLOADS.has(one.kind ?? '') && namespaceOf(one) === namespaceOf(budget) && selects(podLabels(one)),
  );
}

/** The budgets that select pods of one of the workloads. */
export function budgetsOf(workloads: readonly Manifest[], objects: readonly Manifest[]): readonly Manifest[] {
  if (!workloads.some(({ kind }) => WORKLOADS.has(kind ?? ''))) return [];
  return objects.filter((one) => isInSelector(one, SELECTOR) && selectedWorkloads(one, workloads).length > 0);
}

const namespaceOf = ({ namespace }: Manifest): string => namespace ?? 'default';

const podLabels = ({ kind, value }: Manifest): Readonly<Record<string, string>> =>
  kind === 'Pod'
    ? textMapAt(value, 'metadata', 'labels')
    : textMapAt(value, 'spec', 'template', 'metadata', 'labels');
