/** Labels and taints of a group as a NodePool may have them. */
import { fieldsOf, isFields, textAt, textMapAt, type Fields } from '../../manifest/fields';
import { WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { autoscalerTags, type NodeGroup } from './group';

const KEPT_DOMAINS = /(?:^|\.)(?:node\.kubernetes\.io|node-restriction\.kubernetes\.io|kops\.k8s\.io)$/;
const REFUSED_DOMAINS = /(?:kubernetes\.io|k8s\.io|karpenter\.sh|karpenter\.k8s\.aws)$/;

/** Whether a pool's template may give the label: those of Kubernetes and Karpenter come by themselves or from
 *  requirements.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/labels.go IsRestrictedNodeLabel@v1.14.1 */
export function mayBeLabel(key: string): boolean {
  if (WELL_KNOWN_LABELS.has(key)) return false;
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return KEPT_DOMAINS.test(domain) || !REFUSED_DOMAINS.test(domain);
}

/** The group's own, and those of tags that the Cluster Autoscaler reads. */
export const readLabels = (group: NodeGroup): Readonly<Record<string, string>> => ({
  ...autoscalerTags(group, 'node-template/label'),
  ...textMapAt(group.fields, 'labels'),
});

interface Taint extends Fields {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** Taints as a list, as eksctl's older map (`key: "value:Effect"`), or as tags that the Cluster Autoscaler reads; each once. */
export function readTaints(group: NodeGroup): readonly Taint[] {
  const { taints } = group.fields;
  const own = Array.isArray(taints)
    ? taints.map(fieldsOf).flatMap((taint) => listed(taint) ?? [])
    : isFields(taints)
      ? Object.entries(taints).flatMap(([key, value]) => spelled(key, String(value)) ?? [])
      : [];
  const known = new Set(own.map(({ key, effect }) => `${key}:${effect}`));
  const tagged = Object.entries(autoscalerTags(group, 'node-template/taint')).flatMap(
    ([key, value]) => spelled(key, value) ?? [],
  );
  return [...own, ...tagged.filter(({ key, effect }) => !known.has(`${key}:${effect}`))];
}

function listed(taint: Fields): Taint | undefined {
  const key = textAt(taint, 'key');
  const effect = textAt(taint, 'effect');
  const value = textAt(taint, 'value');
  if (key === undefined || effect === undefined) return undefined;
  return value === undefined || value === '' ? { key, effect } : { key, value, effect };
}

/** "value:Effect", or ":Effect". */
function spelled(key: string, text: string): Taint | undefined {
  const colon = text.lastIndexOf(':');
  const effect = text.slice(colon + 1);
  const value = text.slice(0, Math.max(colon, 0));
  if (effect === '') return undefined;
  return value === '' ? { key, effect } : { key, value, effect };
}
