/** What an update of a job may not change.
 *  @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go ValidateJobSpecUpdate @v1.35.4 */
import { isEqual, isSamePodSpec } from './canonical';
import { checkImmutable } from './immutable';
import type { Problems } from './problems';
import {
  integer,
  isSet,
  isTrue,
  optionalInteger,
  optionalRecord,
  optionalText,
  record,
  records,
  text,
  type Fields,
} from './read';

const FIXED = [
  'selector',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'managedBy',
  'successPolicy',
];
/** Labels that the server gives the pods of a job. */
export const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];
export const UID_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];

/** What cannot change. @param old  as stored: with default counts, and with the selector that the server made */
export function checkJobUpdate(problems: Problems, spec: Fields, old: Fields): void {
  const now = withDefaults(spec);
  const before = withDefaults(old);
  // A selector that the server generated stands in the stored job only.
  const fixed = isSet(spec, 'selector') ? FIXED : FIXED.filter((name) => name !== 'selector');
  checkImmutable(problems, now, before, fixed, 'spec');
  if (!isSameTemplate(spec, old)) {
    problems.say(
      'invalid',
      'spec.template',
      'template cannot be changed once the job exists; create a new job',
    );
  }
  checkCompletionsKept(problems, now, before);
}

/** An indexed job may grow or shrink, but only with as many pods at once as it has indexes.
 *  @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateCompletions @v1.35.4 */
function checkCompletionsKept(problems: Problems, spec: Fields, old: Fields): void {
  const completions = optionalInteger(spec, 'completions');
  if (completions === optionalInteger(old, 'completions')) return;
  const isIndexed = spec['completionMode'] === 'Indexed';
  if (isIndexed && (completions === undefined || completions === integer(spec, 'parallelism'))) return;
  const why = isIndexed
    ? 'it can change only together with parallelism, to the same number'
    : 'it cannot be changed once the job exists';
  problems.invalid('spec.completions', completions, why);
}

/** Without the labels that the server puts there; of a job that never ran, without what decides on its nodes too. */
function isSameTemplate(spec: Fields, old: Fields): boolean {
  const [now, before] = [spec, old].map((one) => record(one, 'template')) as [Fields, Fields];
  const isOpen = isTrue(old, 'suspend');
  const [podNow, podBefore] = [now, before].map((template) =>
    fixedPart(record(template, 'spec'), isOpen),
  ) as [Fields, Fields];
  return isSamePodSpec(podNow, podBefore) && (isOpen || isEqual(ownMetadata(now), ownMetadata(before)));
}

function fixedPart(pod: Fields, isOpen: boolean): Fields {
  if (!isOpen) return pod;
  const affinity = { ...record(pod, 'affinity'), nodeAffinity: null };
  return { ...pod, affinity, nodeSelector: null, tolerations: null, schedulingGates: null };
}

function ownMetadata(template: Fields): Fields {
  const metadata = record(template, 'metadata');
  const made = new Set([...NAME_LABELS, ...UID_LABELS]);
  const labels = Object.entries(record(metadata, 'labels')).filter(([key]) => !made.has(key));
  return { ...metadata, labels: Object.fromEntries(labels) };
}

function withDefaults(spec: Fields): Fields {
  const policy = optionalRecord(spec, 'podFailurePolicy');
  return {
    ...spec,
    completionMode: optionalText(spec, 'completionMode') ?? 'NonIndexed',
    ...(policy ? { podFailurePolicy: { ...policy, rules: records(policy, 'rules').map(withStatuses) } } : {}),
  };
}

/** @source kubernetes/kubernetes pkg/apis/batch/v1/defaults.go setDefaults_PodFailurePolicyOnPodConditionsPattern @v1.35.4 */
function withStatuses(rule: Fields): Fields {
  const conditions = records(rule, 'onPodConditions').map((condition) => ({
    ...condition,
    status: text(condition, 'status') || 'True',
  }));
  return { ...rule, onPodConditions: conditions };
}
