/** DaemonSet.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDaemonSetSpec @v1.35.4 */
import { checkImmutable } from './immutable';
import { amountOf, checkAtMostHundredPercent, checkIntOrPercent } from './intOrPercent';
import { checkLabelSelector, compileSelector, selectorSize } from './labels';
import { checkTemplate, storedPods, templateLabels } from './pod/template';
import { nearer, Problems, type BuiltinProblem } from './problems';
import { integer, optionalRecord, record, text, type Fields } from './read';
import { checkAlwaysRestarts, reportMismatch } from './replicated';

const STRATEGIES = ['OnDelete', 'RollingUpdate'];

export function validateDaemonSet(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  const template = record(spec, 'template');
  const selector = optionalRecord(spec, 'selector');
  checkLabelSelector(problems, selector, 'spec.selector');
  const compiled = compileSelector(spec, 'selector');
  if (compiled && !compiled.matches(templateLabels(template))) reportMismatch(problems, spec, 'spec');
  if (selector && selectorSize(selector) === 0)
    problems.invalid('spec.selector', selector, 'an empty selector would match every pod');
  checkTemplate(problems, template, 'spec.template', storedPods(old));
  checkAlwaysRestarts(problems, template, 'spec.template.spec');
  problems.nonNegative('spec.minReadySeconds', integer(spec, 'minReadySeconds'));
  checkStrategy(problems, record(spec, 'updateStrategy'), 'spec.updateStrategy');
  problems.nonNegative('spec.revisionHistoryLimit', integer(spec, 'revisionHistoryLimit'));
  if (old) checkImmutable(problems, spec, record(old, 'spec'), ['selector'], 'spec');
  return problems.list;
}

function checkStrategy(problems: Problems, strategy: Fields, path: string): void {
  const type = text(strategy, 'type') || 'RollingUpdate';
  if (!STRATEGIES.includes(type)) return problems.unsupported(nearer(path, `${path}.type`), type, STRATEGIES);
  if (type === 'OnDelete') return;
  const update = record(strategy, 'rollingUpdate');
  const unavailable = update['maxUnavailable'] ?? 1;
  const surge = update['maxSurge'] ?? 0;
  for (const [name, value] of [
    ['maxUnavailable', unavailable],
    ['maxSurge', surge],
  ] as const) {
    checkIntOrPercent(problems, value, `${path}.rollingUpdate.${name}`);
    checkAtMostHundredPercent(problems, value, `${path}.rollingUpdate.${name}`);
  }
  const hasUnavailable = amountOf(unavailable) !== 0;
  const hasSurge = amountOf(surge) !== 0;
  if (hasUnavailable && hasSurge)
    problems.invalid(
      `${path}.rollingUpdate.maxSurge`,
      surge,
      'it must be 0 while maxUnavailable is more than 0',
    );
  if (!hasUnavailable && !hasSurge)
    problems.say(
      'required',
      `${path}.rollingUpdate.maxUnavailable`,
      'maxUnavailable must be more than 0 while maxSurge is 0',
    );
}
