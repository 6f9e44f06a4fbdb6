/** Whether the API server accepts an object that is given as a plain value rather than as text. */
import { parseFile } from '../../manifest/document';
import { fieldsOf, integerAt, listAt, mappingAt, textAt } from '../../manifest/fields';
import { resolveOptions } from '../../model/options';
import { validate } from '../../schema/validate';

function admits(object: unknown): boolean {
  const text = JSON.stringify(object) ?? '';
  const manifests = parseFile({ uri: 'object.json', text });
  const [manifest] = manifests;
  if (!manifest || manifests.length > 1) return false;
  return validate(manifest, { options: resolveOptions({}) }).verdict === 'accepted';
}

export interface HpaGates {
  readonly scaleToZero: boolean;
  readonly configurableTolerance: boolean;
}

/** As `admits`, for a HorizontalPodAutoscaler under feature gates that are not at their defaults.
 *  @source kubernetes/kubernetes pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go@v1.35.3 */
export function admitsHpa(hpa: unknown, gates: HpaGates): boolean {
  const spec = { ...mappingAt(hpa, 'spec') };
  if (gates.scaleToZero && integerAt(hpa, 'spec', 'minReplicas') === 0) {
    const types = listAt(hpa, 'spec', 'metrics').map((metric) => textAt(metric, 'type'));
    if (!types.includes('Object') && !types.includes('External')) return false;
    spec.minReplicas = 1;
  }
  if (!gates.configurableTolerance) spec.behavior = withoutTolerances(spec.behavior);
  return admits({ ...fieldsOf(hpa), spec });
}

function withoutTolerances(behavior: unknown): unknown {
  if (behavior === undefined) return undefined;
  const rules = Object.entries(fieldsOf(behavior)).map(([direction, value]) => {
    const kept = Object.entries(fieldsOf(value)).filter(([field]) => field !== 'tolerance');
    return [direction, Object.fromEntries(kept)];
  });
  return Object.fromEntries(rules);
}
