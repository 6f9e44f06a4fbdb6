/** HorizontalPodAutoscaler, autoscaling/v2 and v1.
 *  @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go@v1.35.4 */
import { fromV1 } from './hpaV1';
import { checkMetrics, checkReference, type GroupDemand } from './hpaMetrics';
import { Problems, type BuiltinProblem } from './problems';
import { signOf } from './quantities';
import {
  integer,
  isSet,
  items,
  optionalInteger,
  optionalRecord,
  optionalText,
  quantityText,
  record,
  records,
  text,
  type Fields,
} from './read';

const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];
const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;

export function validateHpaV2(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  return [
    ...generationProblems(object, old),
    ...validateSpec(record(object, 'spec'), old && record(old, 'spec')),
  ];
}

export function validateHpaV1(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  return [...generationProblems(object, old), ...validateSpec(fromV1(object), old && fromV1(old))];
}

/** Other kinds are given one when they are created. */
function generationProblems(object: Fields, old: Fields | undefined): readonly BuiltinProblem[] {
  const problems = new Problems();
  const generation = integer(record(object, 'metadata'), 'generation');
  if (!old && generation < 0) problems.invalid('metadata.generation', generation, 'must be 0 or more');
  return problems.list;
}

function validateSpec(spec: Fields, old: Fields | undefined): readonly BuiltinProblem[] {
  const problems = new Problems();
  checkReplicas(problems, spec, lowerBound(old));
  checkReference(problems, record(spec, 'scaleTargetRef'), groupDemand(spec, old), 'spec.scaleTargetRef');
  checkMetrics(problems, spec, 'spec.metrics');
  const behavior = record(spec, 'behavior');
  for (const name of ['scaleUp', 'scaleDown']) {
    const rules = optionalRecord(behavior, name);
    if (rules) checkRules(problems, rules, `spec.behavior.${name}`);
  }
  return problems.list;
}

/** Zero is refused while the gate HPAScaleToZero is off, but for an object that has it already. */
function lowerBound(old: Fields | undefined): number {
  return old && optionalInteger(old, 'minReplicas') === 0 ? 0 : 1;
}

/** Only a ReplicationController is scaled in the core group. An update that keeps kind and apiVersion is not asked again.
 *  @source kubernetes/kubernetes pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go@v1.35.4 */
function groupDemand(spec: Fields, old: Fields | undefined): GroupDemand {
  const target = record(spec, 'scaleTargetRef');
  const before = old && record(old, 'scaleTargetRef');
  if (before && ['apiVersion', 'kind'].every((name) => text(before, name) === text(target, name)))
    return 'none';
  return text(target, 'kind') === 'ReplicationController' ? 'version' : 'group';
}

function checkReplicas(problems: Problems, spec: Fields, least: number): void {
  const min = optionalInteger(spec, 'minReplicas') ?? 1;
  if (min < least) problems.invalid('spec.minReplicas', min, `must be at least ${least}`);
  if (!isSet(spec, 'maxReplicas')) {
    problems.required('spec.maxReplicas', `a whole number, at least minReplicas, which is ${min}`);
    return;
  }
  const max = integer(spec, 'maxReplicas');
  if (max < 1) problems.invalid('spec.maxReplicas', max, 'must be at least 1');
  if (max < min) problems.invalid('spec.maxReplicas', max, `must be at least minReplicas, which is ${min}`);
}

/** Policies are defaulted when the field is absent; an empty list is not. */
function checkRules(problems: Problems, rules: Fields, path: string): void {
  const window = optionalInteger(rules, 'stabilizationWindowSeconds');
  if (window !== undefined && (window < 0 || window > MAX_WINDOW_SECONDS)) {
    problems.invalid(`${path}.stabilizationWindowSeconds`, window, `must be 0 to ${MAX_WINDOW_SECONDS}`);
  }
  const select = optionalText(rules, 'selectPolicy');
  if (select !== undefined && !SELECT_POLICIES.includes(select))
    problems.unsupported(`${path}.selectPolicy`, select, SELECT_POLICIES);
  if (Array.isArray(rules['policies']) && items(rules, 'policies').length === 0)
    problems.required(`${path}.policies`, 'an empty list leaves no policy; leave it out for the default');
  records(rules, 'policies').forEach((policy, index) =>
    checkPolicy(problems, policy, `${path}.policies[${index}]`),
  );
  const tolerance = quantityText(rules, 'tolerance');
  if (tolerance !== undefined && signOf(tolerance) < 0)
    problems.invalid(`${path}.tolerance`, tolerance, 'must be 0 or more');
}

function checkPolicy(problems: Problems, policy: Fields, path: string): void {
  const type = text(policy, 'type');
  const period = integer(policy, 'periodSeconds');
  if (!POLICY_TYPES.includes(type)) problems.unsupported(`${path}.type`, type, POLICY_TYPES);
  problems.positive(`${path}.value`, integer(policy, 'value'));
  problems.positive(`${path}.periodSeconds`, period);
  if (period > MAX_PERIOD_SECONDS)
    problems.invalid(`${path}.periodSeconds`, period, `must be at most ${MAX_PERIOD_SECONDS}`);
}
