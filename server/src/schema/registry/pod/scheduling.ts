/** Tolerations, topology spread, scheduling and readiness gates.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateTolerations, validateTopologySpreadConstraints @v1.35.4 */
import { checkLabelSelector } from '../labels';
import { labelValueProblems, qualifiedNameProblems } from '../names';
import { quoteText } from '../../wording';
import { nearer, type Problems } from '../problems';
import {
  integer,
  isSet,
  optionalInteger,
  optionalRecord,
  optionalText,
  records,
  text,
  type Fields,
} from '../read';
import { checkMatchLabelKeys } from './matchLabelKeys';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const POLICIES = ['Honor', 'Ignore'];
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

export function checkTolerations(problems: Problems, spec: Fields, path: string): void {
  records(spec, 'tolerations').forEach((toleration, index) =>
    checkToleration(problems, toleration, `${path}[${index}]`),
  );
}

function checkToleration(problems: Problems, toleration: Fields, path: string): void {
  const key = text(toleration, 'key');
  const operator = text(toleration, 'operator');
  const effect = text(toleration, 'effect');
  if (key !== '') problems.invalidEach(`${path}.key`, key, qualifiedNameProblems(key));
  if (key === '' && operator !== 'Exists')
    problems.invalid(
      `${path}.operator`,
      operator,
      'without a key it must be Exists, which tolerates every taint',
    );
  if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
    problems.invalid(`${path}.effect`, effect, 'tolerationSeconds goes with NoExecute only');
  }
  checkOperator(problems, operator, text(toleration, 'value'), path);
  if (effect !== '' && !EFFECTS.includes(effect)) problems.unsupported(`${path}.effect`, effect, EFFECTS);
}

/** Lt and Gt are switched off in 1.35. */
function checkOperator(problems: Problems, operator: string, value: string, path: string): void {
  const ofValue = nearer(`${path}.operator`, `${path}.value`);
  if (operator === 'Equal' || operator === '') {
    const reasons = labelValueProblems(value);
    if (reasons.length > 0) problems.invalid(ofValue, value, reasons.join('; '));
  } else if (operator === 'Exists') {
    if (value !== '') problems.invalid(ofValue, value, 'the operator Exists takes no value');
  } else {
    problems.unsupported(`${path}.operator`, operator, ['Equal', 'Exists']);
  }
}

export function checkTopologySpread(problems: Problems, spec: Fields, path: string): void {
  const constraints = records(spec, 'topologySpreadConstraints');
  const last = new Map(constraints.map((constraint, index) => [idOf(constraint), index]));
  constraints.forEach((constraint, index) => {
    const at = `${path}[${index}]`;
    checkConstraint(problems, constraint, at);
    if (last.get(idOf(constraint)) !== index) {
      problems.say(
        'duplicate',
        nearer(`${at}.{topologyKey, whenUnsatisfiable}`, `${at}.topologyKey`),
        `topologyKey ${quoteText(text(constraint, 'topologyKey'))} with ${text(constraint, 'whenUnsatisfiable')} stands in this list a second time`,
      );
    }
  });
}

/** What no two constraints share. */
const idOf = (constraint: Fields): string =>
  JSON.stringify([text(constraint, 'topologyKey'), text(constraint, 'whenUnsatisfiable')]);

function checkConstraint(problems: Problems, constraint: Fields, path: string): void {
  problems.positive(`${path}.maxSkew`, integer(constraint, 'maxSkew'));
  if (text(constraint, 'topologyKey') === '')
    problems.required(`${path}.topologyKey`, 'it names the label whose values are the domains');
  const action = text(constraint, 'whenUnsatisfiable');
  if (!ACTIONS.includes(action)) problems.unsupported(`${path}.whenUnsatisfiable`, action, ACTIONS);
  const minDomains = optionalInteger(constraint, 'minDomains');
  if (minDomains !== undefined) {
    problems.positive(`${path}.minDomains`, minDomains);
    if (action !== 'DoNotSchedule')
      problems.invalid(
        `${path}.minDomains`,
        minDomains,
        'it counts only with whenUnsatisfiable: DoNotSchedule',
      );
  }
  for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
    const policy = optionalText(constraint, name);
    if (policy !== undefined && !POLICIES.includes(policy))
      problems.unsupported(`${path}.${name}`, policy, POLICIES);
  }
  checkMatchLabelKeys(problems, constraint, path);
  checkLabelSelector(problems, optionalRecord(constraint, 'labelSelector'), `${path}.labelSelector`);
}

export function checkGates(problems: Problems, spec: Fields, path: string): void {
  records(spec, 'readinessGates').forEach((gate, index) => {
    const type = text(gate, 'conditionType');
    problems.invalidEach(`${path}.readinessGates[${index}].conditionType`, type, qualifiedNameProblems(type));
  });
  const seen = new Set<string>();
  records(spec, 'schedulingGates').forEach((gate, index) => {
    const name = text(gate, 'name');
    const at = `${path}.schedulingGates[${index}]`;
    problems.invalidEach(nearer(at, `${at}.name`), name, qualifiedNameProblems(name));
    if (seen.has(name)) problems.duplicate(nearer(at, `${at}.name`), name);
    seen.add(name);
  });
}
