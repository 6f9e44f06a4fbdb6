/** autoscaling/v1 HorizontalPodAutoscaler as the internal type has it: metrics and behavior live in annotations there.
 *  @source kubernetes/kubernetes pkg/apis/autoscaling/v1/conversion.go@v1.35.4 */
import { parseJson } from '../../util/json';
import { asRecord, integer, isSet, record, text, textMap, type Fields } from './read';

const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR = 'autoscaling.alpha.kubernetes.io/behavior';
const MAX_ANNOTATION = 262144;

/** The specification in the shape of autoscaling/v2. */
export function fromV1(object: Fields): Fields {
  const { targetCPUUtilizationPercentage: cpu, ...spec } = record(object, 'spec');
  const annotations = textMap(record(object, 'metadata'), 'annotations');
  const metrics = [...otherMetrics(annotations.get(METRICS)), ...cpuMetric(cpu)];
  const behavior = parsed(annotations.get(BEHAVIOR));
  return {
    ...spec,
    metrics,
    ...(isRecord(behavior) && Object.keys(behavior).length > 0 ? { behavior } : {}),
  };
}

function cpuMetric(percentage: unknown): Fields[] {
  if (typeof percentage !== 'number') return [];
  const target = { type: 'Utilization', averageUtilization: percentage };
  return [{ type: 'Resource', resource: { name: 'cpu', target } }];
}

function otherMetrics(annotation: string | undefined): Fields[] {
  const list = parsed(annotation);
  return Array.isArray(list) ? list.map((metric) => converted(asRecord(metric))) : [];
}

/** What the annotation holds; text that is no JSON is passed over. */
function parsed(annotation: string | undefined): unknown {
  if (annotation === undefined || annotation.length > MAX_ANNOTATION) return undefined;
  return withKnownSpelling(parseJson(annotation));
}

const FIELDS = new Map(
  [
    ...[
      'type',
      'resource',
      'containerResource',
      'pods',
      'object',
      'external',
      'name',
      'container',
      'metricName',
    ],
    ...['targetAverageUtilization', 'targetAverageValue', 'targetValue', 'averageValue', 'target', 'kind'],
    ...[
      'apiVersion',
      'scaleUp',
      'scaleDown',
      'policies',
      'value',
      'periodSeconds',
      'selectPolicy',
      'tolerance',
    ],
    ...['stabilizationWindowSeconds'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** Go reads the fields of JSON without regard to case. */
function withKnownSpelling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKnownSpelling);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      FIELDS.get(name.toLowerCase()) ?? name,
      withKnownSpelling(child),
    ]),
  );
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function converted(metric: Fields): Fields {
  const convert = (name: string, source: (fields: Fields) => Fields): Fields =>
    isSet(metric, name) ? { [name]: source(record(metric, name)) } : {};
  return {
    type: text(metric, 'type'),
    ...convert('resource', resourceSource),
    ...convert('containerResource', resourceSource),
    ...convert('pods', podsSource),
    ...convert('object', objectSource),
    ...convert('external', externalSource),
  };
}

function resourceSource(fields: Fields): Fields {
  const hasUtilization = isSet(fields, 'targetAverageUtilization');
  const target = {
    type: hasUtilization ? 'Utilization' : 'AverageValue',
    averageUtilization: hasUtilization ? integer(fields, 'targetAverageUtilization') : undefined,
    averageValue: fields['targetAverageValue'],
  };
  return { name: text(fields, 'name'), container: text(fields, 'container'), target };
}

function podsSource(fields: Fields): Fields {
  const target = { type: 'AverageValue', averageValue: fields['targetAverageValue'] ?? '0' };
  return { metric: { name: text(fields, 'metricName') }, target };
}

function objectSource(fields: Fields): Fields {
  const target = {
    type: isSet(fields, 'averageValue') ? 'AverageValue' : 'Value',
    value: fields['targetValue'] ?? '0',
    averageValue: fields['averageValue'],
  };
  return { describedObject: record(fields, 'target'), metric: { name: text(fields, 'metricName') }, target };
}

function externalSource(fields: Fields): Fields {
  const target = {
    type: isSet(fields, 'targetValue') ? 'Value' : 'AverageValue',
    value: fields['targetValue'],
    averageValue: fields['targetAverageValue'],
  };
  return { metric: { name: text(fields, 'metricName') }, target };
}
