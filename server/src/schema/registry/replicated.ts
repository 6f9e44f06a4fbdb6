/** What Deployments and ReplicaSets share: a selector that fits the template, and pods that always restart.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidatePodTemplateSpecForReplicaSet @v1.35.4 */
import { checkWorkloadSelector, compileSelector } from './labels';
import { checkTemplate, templateLabels } from './pod/template';
import type { Problems } from './problems';
import { isSet, record, text, type Fields } from './read';

export function checkSelectorAndTemplate(problems: Problems, spec: Fields, path: string): void {
  checkWorkloadSelector(problems, spec, path);
  const selector = compileSelector(spec, 'selector');
  if (!selector)
    return problems.invalid(`${path}.selector`, record(spec, 'selector'), 'it cannot be evaluated');
  const template = record(spec, 'template');
  if (!selector.isEmpty && !selector.matches(templateLabels(template)))
    reportMismatch(problems, template, path);
  checkTemplate(problems, template, `${path}.template`);
  checkAlwaysRestarts(problems, template, `${path}.template.spec`);
}

/** The selector does not find the pods of the template. */
export function reportMismatch(problems: Problems, template: Fields, path: string): void {
  const labels = Object.fromEntries(templateLabels(template));
  problems.invalid(`${path}.template.metadata.labels`, labels, 'the selector does not match these labels');
}

/** Pods that are replaced by a controller always restart and have no deadline. */
export function checkAlwaysRestarts(problems: Problems, template: Fields, path: string): void {
  const spec = record(template, 'spec');
  const policy = text(spec, 'restartPolicy') || 'Always';
  if (policy !== 'Always') problems.unsupported(`${path}.restartPolicy`, policy, ['Always']);
  if (isSet(spec, 'activeDeadlineSeconds'))
    problems.forbidden(`${path}.activeDeadlineSeconds`, 'the controller would start the pod again');
}
