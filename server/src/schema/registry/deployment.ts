/** Deployment and ReplicaSet.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go@v1.35.4 */
import { checkImmutable } from './immutable';
import { amountOf, checkAtMostHundredPercent, checkIntOrPercent } from './intOrPercent';
import { nearer, Problems, type BuiltinProblem } from './problems';
import { integer, isSet, optionalInteger, record, text, type Fields } from './read';
import { checkSelectorAndTemplate } from './replicated';

const STRATEGIES = ['Recreate', 'RollingUpdate'];
const DEFAULT_DEADLINE = 600;

export function validateDeployment(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  problems.nonNegative('spec.replicas', integer(spec, 'replicas'));
  checkSelectorAndTemplate(problems, spec, 'spec', old);
  checkStrategy(problems, record(spec, 'strategy'), 'spec.strategy');
  problems.nonNegative('spec.minReadySeconds', integer(spec, 'minReadySeconds'));
  problems.nonNegative('spec.revisionHistoryLimit', integer(spec, 'revisionHistoryLimit'));
  checkDeadline(problems, spec);
  if (old) checkImmutable(problems, spec, record(old, 'spec'), ['selector'], 'spec');
  return problems.list;
}

function checkDeadline(problems: Problems, spec: Fields): void {
  const deadline = optionalInteger(spec, 'progressDeadlineSeconds') ?? DEFAULT_DEADLINE;
  const ready = integer(spec, 'minReadySeconds');
  problems.nonNegative('spec.progressDeadlineSeconds', deadline);
  if (deadline <= ready)
    problems.invalid(
      'spec.progressDeadlineSeconds',
      deadline,
      `must be more than minReadySeconds, which is ${ready}`,
    );
}

function checkStrategy(problems: Problems, strategy: Fields, path: string): void {
  const type = text(strategy, 'type') || 'RollingUpdate';
  if (!STRATEGIES.includes(type)) return problems.unsupported(nearer(path, `${path}.type`), type, STRATEGIES);
  if (type === 'Recreate') {
    if (isSet(strategy, 'rollingUpdate')) problems.forbidden(`${path}.rollingUpdate`, 'the type is Recreate');
    return;
  }
  const update = record(strategy, 'rollingUpdate');
  const unavailable = update['maxUnavailable'] ?? '25%';
  const surge = update['maxSurge'] ?? '25%';
  checkIntOrPercent(problems, unavailable, `${path}.rollingUpdate.maxUnavailable`);
  checkIntOrPercent(problems, surge, `${path}.rollingUpdate.maxSurge`);
  if (amountOf(unavailable) === 0 && amountOf(surge) === 0) {
    problems.invalid(
      `${path}.rollingUpdate.maxUnavailable`,
      unavailable,
      'it cannot be 0 while maxSurge is 0, or no pod could be replaced',
    );
  }
  checkAtMostHundredPercent(problems, unavailable, `${path}.rollingUpdate.maxUnavailable`);
}

export function validateReplicaSet(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  problems.nonNegative('spec.replicas', integer(spec, 'replicas'));
  problems.nonNegative('spec.minReadySeconds', integer(spec, 'minReadySeconds'));
  checkSelectorAndTemplate(problems, spec, 'spec', old);
  if (old) checkImmutable(problems, spec, record(old, 'spec'), ['selector'], 'spec');
  return problems.list;
}
