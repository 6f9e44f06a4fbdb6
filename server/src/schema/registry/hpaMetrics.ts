/** Metrics and targets of a HorizontalPodAutoscaler.
 *  @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go validateMetricSpec @v1.35.4 */
import { dnsLabelProblems, pathSegmentProblems } from './names';
import { checkContainerResourceName } from './pod/resources';
import { nearer, type Problems } from './problems';
import { signOf } from './quantities';
import { integer, isSet, optionalInteger, quantityText, record, records, text, type Fields } from './read';

const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'];
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

/** What an apiVersion must have: a group and a version, a version alone at least, or nothing in particular. */
export type GroupDemand = 'group' | 'version' | 'none';

/** A reference to the object to scale, or that a metric describes. */
export function checkReference(
  problems: Problems,
  reference: Fields,
  demand: GroupDemand,
  path: string,
): void {
  for (const name of ['kind', 'name']) {
    const value = text(reference, name);
    if (value === '') problems.required(`${path}.${name}`);
    else problems.invalidEach(`${path}.${name}`, value, pathSegmentProblems(value));
  }
  if (demand !== 'none') checkVersion(problems, text(reference, 'apiVersion'), demand, `${path}.apiVersion`);
}

function checkVersion(problems: Problems, version: string, demand: GroupDemand, path: string): void {
  const slashes = version.split('/').length - 1;
  if (slashes > 1) problems.invalid(path, version, 'write group/version, such as apps/v1');
  else if (demand === 'group' && (slashes === 0 || version.startsWith('/')))
    problems.invalid(path, version, 'it needs an API group, such as apps/v1');
}

export function checkMetrics(problems: Problems, spec: Fields, path: string): void {
  const metrics = records(spec, 'metrics');
  metrics.forEach((metric, index) => checkMetric(problems, metric, `${path}[${index}]`));
  const scalesFromZero = metrics.some((metric) => ['Object', 'External'].includes(text(metric, 'type')));
  if (optionalInteger(spec, 'minReplicas') === 0 && !scalesFromZero)
    problems.refused(
      nearer(path, 'spec.minReplicas'),
      'minReplicas 0: scaling to zero needs a metric of type Object or External',
    );
}

function checkMetric(problems: Problems, metric: Fields, path: string): void {
  const type = text(metric, 'type');
  if (type === '') problems.required(`${path}.type`);
  if (!TYPES.includes(type)) problems.unsupported(`${path}.type`, type, TYPES);
  const given = SOURCES.filter((name) => isSet(metric, name));
  const [first] = given;
  if (first !== undefined) checkSource(problems, first, record(metric, first), `${path}.${first}`);
  const expected = TYPES.includes(type) ? type.charAt(0).toLowerCase() + type.slice(1) : undefined;
  if (expected !== undefined && !given.includes(expected))
    problems.required(`${path}.${expected}`, `the type is ${type}`);
  if (given.length === 1) return;
  for (const name of given)
    if (name !== expected) problems.forbidden(`${path}.${name}`, `the type is ${type}`);
}

function checkSource(problems: Problems, name: string, source: Fields, path: string): void {
  const target = record(source, 'target');
  const at = `${path}.target`;
  if (name === 'resource') checkResource(problems, source, target, path);
  else if (name === 'containerResource') checkContainerResource(problems, source, target, path);
  else checkNamed(problems, name, source, target, path);
  checkTarget(problems, target, at);
}

function checkNamed(problems: Problems, source: string, fields: Fields, target: Fields, path: string): void {
  if (source === 'object')
    checkReference(problems, record(fields, 'describedObject'), 'version', `${path}.describedObject`);
  const name = text(record(fields, 'metric'), 'name');
  if (name === '') problems.required(`${path}.metric.name`);
  else problems.invalidEach(`${path}.metric.name`, name, pathSegmentProblems(name));
  const hasValue = isSet(target, 'value');
  const hasAverage = isSet(target, 'averageValue');
  const isEnough = source === 'pods' ? hasAverage : hasValue || hasAverage;
  const needed = source === 'pods' ? 'averageValue' : 'averageValue or value';
  if (!isEnough) problems.say('required', `${path}.target.averageValue`, `${needed} must be set`);
  if (source === 'external' && hasValue && hasAverage)
    problems.forbidden(`${path}.target.value`, 'averageValue is set already');
}

function checkResource(problems: Problems, source: Fields, target: Fields, path: string): void {
  if (text(source, 'name') === '') problems.required(`${path}.name`, 'cpu or memory');
  checkUtilization(problems, target, `${path}.target`);
}

function checkContainerResource(problems: Problems, source: Fields, target: Fields, path: string): void {
  const name = text(source, 'name');
  if (name === '') problems.required(`${path}.name`, 'cpu or memory');
  else checkContainerResourceName(problems, name, `${path}.name`);
  const container = text(source, 'container');
  if (container === '') problems.required(`${path}.container`);
  else problems.invalidEach(`${path}.container`, container, dnsLabelProblems(container));
  checkUtilization(problems, target, `${path}.target`);
}

function checkUtilization(problems: Problems, target: Fields, path: string): void {
  const hasUtilization = isSet(target, 'averageUtilization');
  const hasAverage = isSet(target, 'averageValue');
  if (!hasUtilization && !hasAverage)
    problems.say('required', `${path}.averageUtilization`, 'averageUtilization or averageValue must be set');
  if (hasUtilization && hasAverage)
    problems.forbidden(`${path}.averageValue`, 'averageUtilization is set already');
}

function checkTarget(problems: Problems, target: Fields, path: string): void {
  const type = text(target, 'type');
  if (type === '') problems.required(`${path}.type`, `one of ${TARGET_TYPES.join(', ')}`);
  else if (!TARGET_TYPES.includes(type)) problems.invalidChoice(`${path}.type`, type, TARGET_TYPES);
  for (const name of ['value', 'averageValue']) {
    const quantity = quantityText(target, name);
    if (quantity !== undefined && signOf(quantity) !== 1)
      problems.invalid(`${path}.${name}`, quantity, 'must be more than 0');
  }
  if (isSet(target, 'averageUtilization'))
    problems.positive(`${path}.averageUtilization`, integer(target, 'averageUtilization'));
}
