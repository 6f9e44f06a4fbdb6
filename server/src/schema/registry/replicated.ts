/** What Deployments and ReplicaSets share: a selector that fits the template, and pods that always restart.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForReplicaSet @v1.35.4 */
import { checkWorkloadSelector, compileSelector } from './labels';
import { checkTemplate, storedPods, templateLabels } from './pod/template';
import { quoteText } from '../wording';
import { nearer, type Problems } from './problems';
import { isSet, record, text, textMap, type Fields } from './read';

export function checkSelectorAndTemplate(
  problems: Problems,
  spec: Fields,
  path: string,
  old: Fields | undefined,
): void {
  checkWorkloadSelector(problems, spec, path);
  const selector = compileSelector(spec, 'selector');
  if (!selector) return reportUnusable(problems, path);
  const template = record(spec, 'template');
  if (!selector.isEmpty && !selector.matches(templateLabels(template))) reportMismatch(problems, spec, path);
  checkTemplate(problems, template, `${path}.template`, storedPods(old));
  checkAlwaysRestarts(problems, template, `${path}.template.spec`);
}

/** A selector with a term that is wrong by itself. */
export const reportUnusable = (problems: Problems, path: string): void =>
  problems.say('invalid', `${path}.selector`, 'selector finds no pods as long as one of its terms is wrong');

/** The selector does not find the pods of the template: the first label that it asks for otherwise. */
export function reportMismatch(problems: Problems, spec: Fields, path: string): void {
  const at = `${path}.template.metadata.labels`;
  const labels = templateLabels(record(spec, 'template'));
  const wanted = textMap(record(spec, 'selector'), 'matchLabels');
  const other = [...wanted].find(([key, value]) => labels.get(key) !== value);
  if (!other)
    return problems.say(
      'invalid',
      at,
      isSet(spec, 'selector')
        ? 'labels do not match the matchExpressions of the selector'
        : 'labels must be those of the selector, and there is none',
    );
  const [key, value] = other;
  const given = labels.get(key);
  if (given === undefined)
    return problems.say(
      'invalid',
      at,
      `labels need ${key}: ${quoteText(value)}, which the selector asks for`,
    );
  problems.invalid(nearer(at, `${at}[${key}]`), given, `the selector asks for ${quoteText(value)}`);
}

/** Pods that are replaced by a controller always restart and have no deadline. */
export function checkAlwaysRestarts(problems: Problems, template: Fields, path: string): void {
  const spec = record(template, 'spec');
  const policy = text(spec, 'restartPolicy') || 'Always';
  if (policy !== 'Always') problems.unsupported(`${path}.restartPolicy`, policy, ['Always']);
  if (isSet(spec, 'activeDeadlineSeconds'))
    problems.forbidden(`${path}.activeDeadlineSeconds`, 'the controller would start the pod again');
}
