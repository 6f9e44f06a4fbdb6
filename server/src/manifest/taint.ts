/** Taints and tolerations as manifests write them. */
import type { Taint, TaintEffect, Toleration } from '../model/taints';
import { integerAt, listAt, oneOf, textAt, valueAt } from './fields';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const satisfies TaintEffect[];

/** The taints in the list at `field`; one without key or effect is left out. */
export function decodeTaints(owner: unknown, field: string): readonly Taint[] {
  return listAt(owner, field)
    .map(decodeTaint)
    .filter((taint) => taint !== undefined);
}

function decodeTaint(value: unknown): Taint | undefined {
  const key = textAt(value, 'key');
  const effect = oneOf(valueAt(value, 'effect'), EFFECTS, undefined);
  return key === undefined || effect === undefined
    ? undefined
    : { key, effect, value: textAt(value, 'value') ?? '' };
}

export function decodeTolerations(podSpec: unknown): readonly Toleration[] {
  return listAt(podSpec, 'tolerations').map(decodeToleration);
}

/** Empty texts mean the same as absent fields. */
function decodeToleration(value: unknown): Toleration {
  const key = textAt(value, 'key');
  const operator = oneOf(valueAt(value, 'operator'), ['Equal', 'Exists', 'Lt', 'Gt'], undefined);
  const text = textAt(value, 'value');
  const effect = oneOf(valueAt(value, 'effect'), EFFECTS, undefined);
  const tolerationSeconds = integerAt(value, 'tolerationSeconds');
  return {
    ...(key ? { key } : {}),
    ...(operator ? { operator } : {}),
    ...(text ? { value: text } : {}),
    ...(effect ? { effect } : {}),
    ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
  };
}
