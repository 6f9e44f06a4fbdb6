/** The HPA that KEDA makes of a ScaledObject.
 *  @source kedacore/keda controllers/keda/hpa.go newHPAForScaledObject, getScaledObjectMetricSpecs@v2.21.0 */
import { mappingAt, optionalMappingAt } from '../../manifest/fields';
import { decodeHpa, type HpaSpec, type MetricSpec } from '../hpa/spec';
import { thousandthsOf } from './metricValue';
import { COMPOSITE_METRIC, type Modifiers } from './scaledMetrics';
import { hpaBounds, type ScaleLoopSpec } from './scaledObject';
import type { KedaTrigger } from './triggers';

export function generatedHpa(
  scaledObject: unknown,
  loop: ScaleLoopSpec,
  triggers: readonly KedaTrigger[],
  modifiers: Modifiers | undefined,
): HpaSpec {
  const { hpaMinReplicas, hpaMaxReplicas } = hpaBounds(loop);
  const spec = {
    minReplicas: hpaMinReplicas,
    maxReplicas: hpaMaxReplicas,
    ...behaviorOf(scaledObject, loop),
  };
  return { ...decodeHpa({ spec }), metrics: metricsOf(triggers, modifiers) };
}

/** A paused direction is switched off. */
function behaviorOf(scaledObject: unknown, { pause }: ScaleLoopSpec): { readonly behavior?: unknown } {
  const config = mappingAt(scaledObject, 'spec', 'advanced', 'horizontalPodAutoscalerConfig');
  const written = optionalMappingAt(config, 'behavior');
  if (!written && !pause.scaleIn && !pause.scaleOut) return {};
  const disabled = (rules: unknown) => ({ ...mappingAt({ rules }, 'rules'), selectPolicy: 'Disabled' });
  return {
    behavior: {
      ...written,
      ...(pause.scaleIn ? { scaleDown: disabled(written?.scaleDown) } : {}),
      ...(pause.scaleOut ? { scaleUp: disabled(written?.scaleUp) } : {}),
    },
  };
}

/** By type, names of types ascending; a formula takes the place of all external ones, and of those of containers. */
function metricsOf(
  triggers: readonly KedaTrigger[],
  modifiers: Modifiers | undefined,
): readonly MetricSpec[] {
  const resources = triggers.flatMap((trigger) => (trigger.kind === 'resource' ? [trigger.metric] : []));
  const ofContainers = resources.filter(({ type }) => type === 'ContainerResource');
  const ofPods = resources.filter(({ type }) => type === 'Resource');
  if (modifiers && modifiers.target > 0)
    return [
      ...ofPods,
      externalMetric(COMPOSITE_METRIC, modifiers.targetType, Math.trunc(modifiers.target * 1000)),
    ];
  const external = triggers.flatMap((trigger) =>
    trigger.kind === 'external'
      ? [externalMetric(trigger.metricName, trigger.targetType, thousandthsOf(trigger.target))]
      : [],
  );
  return [...ofContainers, ...external, ...ofPods];
}

const externalMetric = (name: string, type: 'AverageValue' | 'Value', milli: number): MetricSpec => ({
  ...{ type: 'External', name },
  target: type === 'Value' ? { type, valueMilli: milli } : { type, averageValueMilli: milli },
});
