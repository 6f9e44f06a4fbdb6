/** PodDisruptionBudget.
 *  @source kubernetes/kubernetes pkg/apis/policy/validation/validation.go@v1.35.4 */
import { checkAtMostHundredPercent, checkIntOrPercent } from './intOrPercent';
import { checkLabelSelector } from './labels';
import { nearer, Problems, type BuiltinProblem } from './problems';
import { isSet, optionalRecord, optionalText, record, type Fields } from './read';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

export function validatePdb(object: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable'))
    problems.say(
      'invalid',
      nearer('spec', 'spec.maxUnavailable'),
      'minAvailable and maxUnavailable exclude each other: keep one',
    );
  for (const name of ['minAvailable', 'maxUnavailable']) {
    checkIntOrPercent(problems, spec[name], `spec.${name}`);
    checkAtMostHundredPercent(problems, spec[name], `spec.${name}`);
  }
  checkLabelSelector(problems, optionalRecord(spec, 'selector'), 'spec.selector');
  const policy = optionalText(spec, 'unhealthyPodEvictionPolicy');
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy))
    problems.unsupported('spec.unhealthyPodEvictionPolicy', policy, EVICTION_POLICIES);
  return problems.list;
}
