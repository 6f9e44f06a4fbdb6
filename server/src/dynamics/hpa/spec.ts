/** A HorizontalPodAutoscaler as the controller sees it: decoded, with the API server's defaults.
 *  @source kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go@v1.35.3 */
import { integerAt, listAt, mappingAt, optionalMappingAt, textAt, valueAt } from '../../manifest/fields';
import { parseQuantity, scaledValue } from '../../util/quantity';

export interface HpaSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Never empty: 80 % of the CPU request by default. */
  readonly metrics: readonly MetricSpec[];
  /** Absent: the controller takes an older way, with limits of its own. */
  readonly behavior?: HpaBehavior;
}

export interface HpaBehavior {
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

export interface ScalingRules {
  readonly stabilizationSeconds: number;
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingPolicy[];
  /** Share of the target; the controller's own by default. */
  readonly tolerance?: number;
}

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

export type MetricSpec =
  | { readonly type: 'Resource'; readonly resource: string; readonly target: MetricTarget }
  | {
      readonly type: 'ContainerResource';
      readonly resource: string;
      readonly container: string;
      readonly target: MetricTarget;
    }
  | { readonly type: 'Pods' | 'External'; readonly name: string; readonly target: MetricTarget }
  | {
      readonly type: 'Object';
      readonly name: string;
      readonly objectKind: string;
      readonly target: MetricTarget;
    };

/** Milli-units; of memory, thousandths of a byte. */
export interface MetricTarget {
  readonly type: string;
  readonly averageUtilization?: number;
  readonly averageValueMilli?: number;
  readonly valueMilli?: number;
}

/** The window that --horizontal-pod-autoscaler-downscale-stabilization sets, by default. */
export const DOWNSCALE_STABILIZATION_SECONDS = 300;

const CPU_UTILIZATION = 80;
const DEFAULT_METRICS: readonly MetricSpec[] = [
  { type: 'Resource', resource: 'cpu', target: { type: 'Utilization', averageUtilization: CPU_UTILIZATION } },
];
const SCALE_UP: ScalingRules = {
  stabilizationSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN: ScalingRules = {
  stabilizationSeconds: DOWNSCALE_STABILIZATION_SECONDS,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

/** Reads an object of autoscaling/v2 that the API server accepts; of others, what can be read. */
export function decodeHpa(hpa: unknown): HpaSpec {
  const metrics = listAt(hpa, 'spec', 'metrics').flatMap(decodeMetric);
  const behavior = optionalMappingAt(hpa, 'spec', 'behavior');
  return {
    minReplicas: integerAt(hpa, 'spec', 'minReplicas') ?? 1,
    maxReplicas: integerAt(hpa, 'spec', 'maxReplicas') ?? 1,
    metrics: metrics.length > 0 ? metrics : DEFAULT_METRICS,
    ...(behavior && {
      behavior: {
        scaleUp: decodeRules(behavior.scaleUp, SCALE_UP),
        scaleDown: decodeRules(behavior.scaleDown, SCALE_DOWN),
      },
    }),
  };
}

function decodeRules(rules: unknown, defaults: ScalingRules): ScalingRules {
  const policies = valueAt(rules, 'policies');
  const tolerance = approximate(valueAt(rules, 'tolerance'));
  return {
    stabilizationSeconds: integerAt(rules, 'stabilizationWindowSeconds') ?? defaults.stabilizationSeconds,
    selectPolicy: decodeSelectPolicy(textAt(rules, 'selectPolicy')),
    policies: Array.isArray(policies) ? policies.map(decodePolicy) : defaults.policies,
    ...(tolerance === undefined ? {} : { tolerance }),
  };
}

function decodeSelectPolicy(text: string | undefined): ScalingRules['selectPolicy'] {
  return text === 'Min' || text === 'Disabled' ? text : 'Max';
}

const decodePolicy = (policy: unknown): ScalingPolicy => ({
  type: textAt(policy, 'type') === 'Percent' ? 'Percent' : 'Pods',
  value: integerAt(policy, 'value') ?? 0,
  periodSeconds: integerAt(policy, 'periodSeconds') ?? 0,
});

function decodeMetric(metric: unknown): readonly MetricSpec[] {
  const type = textAt(metric, 'type');
  if (type === 'Resource') {
    const source = mappingAt(metric, 'resource');
    return [{ type, resource: textAt(source, 'name') ?? '', target: decodeTarget(source) }];
  }
  if (type === 'ContainerResource') {
    const source = mappingAt(metric, 'containerResource');
    const container = textAt(source, 'container') ?? '';
    return [{ type, resource: textAt(source, 'name') ?? '', container, target: decodeTarget(source) }];
  }
  if (type === 'Pods' || type === 'External') {
    const source = mappingAt(metric, type === 'Pods' ? 'pods' : 'external');
    return [{ type, name: textAt(source, 'metric', 'name') ?? '', target: decodeTarget(source) }];
  }
  if (type !== 'Object') return [];
  const source = mappingAt(metric, 'object');
  const objectKind = textAt(source, 'describedObject', 'kind') ?? '';
  return [{ type, name: textAt(source, 'metric', 'name') ?? '', objectKind, target: decodeTarget(source) }];
}

function decodeTarget(source: unknown): MetricTarget {
  const averageUtilization = integerAt(source, 'target', 'averageUtilization');
  const averageValueMilli = milli(valueAt(source, 'target', 'averageValue'));
  const valueMilli = milli(valueAt(source, 'target', 'value'));
  return {
    type: textAt(source, 'target', 'type') ?? '',
    ...(averageUtilization === undefined ? {} : { averageUtilization }),
    ...(averageValueMilli === undefined ? {} : { averageValueMilli }),
    ...(valueMilli === undefined ? {} : { valueMilli }),
  };
}

const isScalar = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

function milli(value: unknown): number | undefined {
  const quantity = isScalar(value) ? parseQuantity(String(value)) : undefined;
  return quantity && scaledValue(quantity, 3);
}

/** As Quantity.AsApproximateFloat64: one rounding of digits times a power of ten. */
function approximate(value: unknown): number | undefined {
  const quantity = isScalar(value) ? parseQuantity(String(value)) : undefined;
  if (!quantity) return undefined;
  const { digits, base, exponent } = quantity;
  return Number(digits) * (base === 10 ? Number(`1e${exponent}`) : 2 ** exponent);
}
