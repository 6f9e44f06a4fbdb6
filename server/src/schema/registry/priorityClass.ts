/** PriorityClass.
 *  @source kubernetes/kubernetes pkg/apis/scheduling/validation/validation.go@v1.35.4 */
import { checkPreemptionPolicy } from './pod/podSpec';
import { quoteText } from '../wording';
import { Problems, type BuiltinProblem } from './problems';
import { integer, isTrue, optionalText, record, text, type Fields } from './read';

const HIGHEST_OF_USERS = 1000000000;
const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2000001000],
  ['system-cluster-critical', 2000000000],
]);

export function validatePriorityClass(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  if (old) checkUpdate(problems, object, old);
  else checkValue(problems, object);
  if (!old) checkPreemptionPolicy(problems, optionalText(object, 'preemptionPolicy'), 'preemptionPolicy');
  return problems.list;
}

function checkValue(problems: Problems, object: Fields): void {
  const name = text(record(object, 'metadata'), 'name');
  const value = integer(object, 'value');
  if (name.startsWith('system-')) {
    if (SYSTEM_CLASSES.get(name) !== value || isTrue(object, 'globalDefault'))
      problems.refused(
        'metadata.name',
        `name ${quoteText(name)}: names that begin with system- belong to Kubernetes' own classes`,
      );
  } else if (value > HIGHEST_OF_USERS) {
    problems.refused(
      'value',
      `value ${value} is above ${HIGHEST_OF_USERS}: higher values belong to Kubernetes' own classes`,
    );
  }
}

function checkUpdate(problems: Problems, object: Fields, old: Fields): void {
  if (integer(object, 'value') !== integer(old, 'value'))
    problems.refused(
      'value',
      `value cannot be changed once the class exists; it is ${integer(old, 'value')}`,
    );
  const policy = (fields: Fields): string =>
    optionalText(fields, 'preemptionPolicy') ?? 'PreemptLowerPriority';
  if (policy(object) !== policy(old))
    problems.say(
      'invalid',
      'preemptionPolicy',
      `preemptionPolicy cannot be changed once the class exists; it is ${policy(old)}`,
    );
}
