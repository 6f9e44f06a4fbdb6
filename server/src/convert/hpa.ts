/** HorizontalPodAutoscaler of autoscaling/v2beta2, v2beta1 and v1 to v2.
 *  @source kubernetes/kubernetes pkg/apis/autoscaling/v1/conversion.go and v2beta1/conversion.go@v1.35.4; v2beta2 has
 *  the fields of v2 */
import { yamlLines } from '../manifest/spell';
import { parseJson } from '../util/json';
import { Block, commentedOut, entryOf, renamed, type Entry } from './block';
import { itemsOf, withItems } from './blockList';
import type { Draft } from './draft';
import { indent } from './lines';

const METRICS_ANNOTATION = 'autoscaling.alpha.kubernetes.io/metrics';
const BEHAVIOR_ANNOTATION = 'autoscaling.alpha.kubernetes.io/behavior';

export function convertHpaV2beta2(draft: Draft): boolean {
  draft.block.set('apiVersion', 'autoscaling/v2');
  return true;
}

export function convertHpaV2beta1(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  if (!spec) return false;
  draft.block.set('apiVersion', 'autoscaling/v2');
  return renewMetrics(spec);
}

export function convertHpaV1(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  if (!spec) return false;
  draft.block.set('apiVersion', 'autoscaling/v2');
  const utilization = spec.take('targetCPUUtilizationPercentage');
  const items = [...annotatedMetrics(draft), ...(utilization ? indent(cpuLines(utilization), 2) : [])];
  if (items.length > 0) spec.put({ ...entryOf('metrics', '', utilization?.above), below: items });
  takeBehavior(spec, draft);
  return renewMetrics(spec);
}

/** The one metric that v1 has fields for. */
function cpuLines({ head, comment }: Entry): string[] {
  const value = head.slice(head.indexOf(':') + 1).trim();
  return [
    '- type: Resource',
    '  resource:',
    '    name: cpu',
    '    target:',
    '      type: Utilization',
    `      averageUtilization: ${comment === '' ? value : `${value.slice(0, value.lastIndexOf(comment)).trim()} ${comment}`}`,
  ];
}

/** Metrics that v1 carries in an annotation, in the form of v2beta1. */
function annotatedMetrics(draft: Draft): string[] {
  const metrics = takeAnnotation(draft, METRICS_ANNOTATION);
  return Array.isArray(metrics) && metrics.length > 0 ? indent(yamlLines(metrics), 2) : [];
}

function takeBehavior(spec: Block, draft: Draft): void {
  const behavior = takeAnnotation(draft, BEHAVIOR_ANNOTATION);
  if (typeof behavior !== 'object' || behavior === null) return;
  spec.put({ ...entryOf('behavior'), below: indent(yamlLines(withLowerKeys(behavior)), 2) });
}

/** An annotation's JSON; it stays where it is when it cannot be read. */
function takeAnnotation(draft: Draft, name: string): unknown {
  const metadata = draft.block.inside('metadata');
  const annotations = metadata?.inside('annotations');
  const written = annotations ? annotations.get(name)?.value : undefined;
  const value = typeof written === 'string' ? parseJson(written) : undefined;
  if (!metadata || !annotations || value === undefined) return undefined;
  annotations.take(name);
  if (annotations.entries.length === 0) metadata.take('annotations');
  draft.info(['metadata', 'annotations'], `the annotation ${name} became fields of v2`);
  return value;
}

/** The annotation is written with Go's names of fields. */
function withLowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLowerKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(
    entries.map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), withLowerKeys(item)]),
  );
}

function renewMetrics(spec: Block): boolean {
  const metrics = spec.get('metrics');
  if (!metrics || metrics.value === null) return true;
  const items = itemsOf(metrics);
  if (!items) return Array.isArray(metrics.value) && metrics.value.length === 0;
  for (const { block } of items)
    for (const { key } of [...block.entries]) {
      const renew = SOURCES[key];
      if (!renew) continue;
      const source = block.open(key);
      if (!source) return false;
      renew(source);
    }
  spec.replace('metrics', withItems(metrics, items));
  return true;
}

const SOURCES: Readonly<Record<string, (source: Block) => void>> = {
  resource: renewResource,
  containerResource: renewResource,
  pods: (source) => {
    nameMetric(source, 'selector');
    addTarget(source, { averageValue: source.take('targetAverageValue') });
  },
  external: (source) => {
    nameMetric(source, 'metricSelector');
    addTarget(source, {
      value: source.take('targetValue'),
      averageValue: source.take('targetAverageValue'),
    });
  },
  object: renewObject,
};

function renewResource(source: Block): void {
  if (source.get('target')) return;
  addTarget(source, {
    averageUtilization: source.take('targetAverageUtilization'),
    averageValue: source.take('targetAverageValue'),
  });
}

/** Of both values the average counted. */
function renewObject(source: Block): void {
  const described = source.get('target');
  if (!described || source.get('describedObject')) return;
  source.replace('target', renamed(described, 'describedObject'));
  nameMetric(source, 'selector');
  const value = source.take('targetValue');
  const averageValue = source.take('averageValue');
  addTarget(source, averageValue ? { averageValue } : { value });
  if (averageValue && value) source.tail.push(...commentedOut(value, 'averageValue is what counted'));
}

function nameMetric(source: Block, selectorKey: string): void {
  const name = source.get('metricName');
  if (!name) return;
  const selector = source.take(selectorKey);
  const lines = indent(linesOf(renamed(name, 'name')), 2);
  const below = [...lines, ...(selector ? indent(linesOf(renamed(selector, 'selector')), 2) : [])];
  source.replace('metricName', {
    ...entryOf('metric', '', name.above),
    below: below.slice(name.above.length),
  });
}

const linesOf = ({ above, head, below }: Entry): string[] => [...above, head, ...below];

const TYPES = { averageUtilization: 'Utilization', value: 'Value', averageValue: 'AverageValue' } as const;

/** The first value that is given says the type. */
function addTarget(source: Block, values: Partial<Record<keyof typeof TYPES, Entry | undefined>>): void {
  const given = Object.entries(values).flatMap(([key, entry]) => (entry ? [renamed(entry, key)] : []));
  const [first] = given;
  const type = first && TYPES[first.key as keyof typeof TYPES];
  if (type === undefined || source.get('target')) return;
  source.put({
    ...entryOf('target'),
    below: indent([`type: ${type}`, ...given.flatMap(linesOf)], 2),
  });
}
