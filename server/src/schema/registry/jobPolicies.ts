/** Failure, success and replacement policies of jobs.
 *  @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validatePodFailurePolicy, validateSuccessPolicy @v1.35.4 */
import { qualifiedNameProblems } from './names';
import type { Problems } from './problems';
import {
  integer,
  isSet,
  items,
  optionalRecord,
  optionalText,
  record,
  records,
  text,
  type Fields,
} from './read';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const STATUSES = ['False', 'True', 'Unknown'];
const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'];
const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const MAX_INDEX_BYTES = 65536;

export function checkJobPolicies(problems: Problems, spec: Fields, path: string): void {
  const failure = optionalRecord(spec, 'podFailurePolicy');
  if (failure) checkFailurePolicy(problems, spec, failure, `${path}.podFailurePolicy.rules`);
  const success = optionalRecord(spec, 'successPolicy');
  if (success) checkSuccessPolicy(problems, spec, success, `${path}.successPolicy`);
  const replacement = optionalText(spec, 'podReplacementPolicy');
  const allowed = failure ? ['Failed'] : REPLACEMENTS;
  if (replacement !== undefined && !allowed.includes(replacement))
    problems.unsupported(`${path}.podReplacementPolicy`, replacement, allowed);
}

function checkFailurePolicy(problems: Problems, spec: Fields, policy: Fields, path: string): void {
  const rules = records(policy, 'rules');
  if (rules.length > MAX_RULES) problems.tooMany(path, rules.length, MAX_RULES);
  const pod = record(record(spec, 'template'), 'spec');
  const names = new Set(
    [...records(pod, 'containers'), ...records(pod, 'initContainers')].map((container) =>
      text(container, 'name'),
    ),
  );
  rules.forEach((rule, index) => {
    const at = `${path}[${index}]`;
    checkAction(problems, text(rule, 'action'), isSet(spec, 'backoffLimitPerIndex'), `${at}.action`);
    checkRule(problems, rule, names, at);
  });
}

function checkAction(problems: Problems, action: string, hasIndexLimit: boolean, path: string): void {
  if (action === '') problems.required(path, `one of ${ACTIONS.join(', ')}`);
  else if (!ACTIONS.includes(action)) problems.unsupported(path, action, ACTIONS);
  else if (action === 'FailIndex' && !hasIndexLimit)
    problems.invalid(path, action, 'it needs backoffLimitPerIndex');
}

function checkRule(problems: Problems, rule: Fields, names: ReadonlySet<string>, path: string): void {
  const codes = optionalRecord(rule, 'onExitCodes');
  const conditions = records(rule, 'onPodConditions');
  if (codes) checkExitCodes(problems, codes, names, `${path}.onExitCodes`);
  if (conditions.length > MAX_RULES)
    problems.tooMany(`${path}.onPodConditions`, conditions.length, MAX_RULES);
  conditions.forEach((condition, index) => {
    const at = `${path}.onPodConditions[${index}]`;
    problems.invalidEach(
      `${at}.type`,
      text(condition, 'type'),
      qualifiedNameProblems(text(condition, 'type')),
    );
    const status = text(condition, 'status') || 'True';
    if (!STATUSES.includes(status)) problems.unsupported(`${at}.status`, status, STATUSES);
  });
  const count = (codes ? 1 : 0) + (conditions.length > 0 ? 1 : 0);
  if (count !== 1) problems.invalid(path, rule, 'set exactly one of onExitCodes and onPodConditions');
}

function checkExitCodes(problems: Problems, codes: Fields, names: ReadonlySet<string>, path: string): void {
  const operator = text(codes, 'operator');
  if (operator === '') problems.required(`${path}.operator`, 'In or NotIn');
  else if (operator !== 'In' && operator !== 'NotIn')
    problems.unsupported(`${path}.operator`, operator, ['In', 'NotIn']);
  const container = optionalText(codes, 'containerName');
  if (container !== undefined && !names.has(container))
    problems.invalid(`${path}.containerName`, container, 'the template has no container of this name');
  const values = items(codes, 'values').map((value) => (typeof value === 'number' ? value : 0));
  if (values.length === 0) problems.invalid(`${path}.values`, values, 'at least one is needed');
  if (values.length > MAX_EXIT_CODES) problems.tooMany(`${path}.values`, values.length, MAX_EXIT_CODES);
  const seen = new Set<number>();
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0)
      problems.invalid(`${path}.values[${index}]`, value, 'the exit code 0 is success');
    if (seen.has(value)) problems.duplicate(`${path}.values[${index}]`, value);
    seen.add(value);
  });
  if (values.some((value, index) => index > 0 && (values[index - 1] ?? 0) > value))
    problems.invalid(`${path}.values`, values, 'must be in ascending order');
}

function checkSuccessPolicy(problems: Problems, spec: Fields, policy: Fields, path: string): void {
  if (optionalText(spec, 'completionMode') !== 'Indexed')
    return problems.invalid(path, policy, 'it needs completionMode: Indexed');
  const rules = records(policy, 'rules');
  if (rules.length === 0) problems.required(`${path}.rules`, 'at least one is needed');
  if (rules.length > MAX_RULES) problems.tooMany(`${path}.rules`, rules.length, MAX_RULES);
  const completions = integer(spec, 'completions');
  rules.forEach((rule, index) => checkSuccessRule(problems, rule, completions, `${path}.rules[${index}]`));
}

function checkSuccessRule(problems: Problems, rule: Fields, completions: number, path: string): void {
  const indexes = optionalText(rule, 'succeededIndexes');
  const hasCount = isSet(rule, 'succeededCount');
  if (indexes === undefined && !hasCount) problems.required(path, 'set succeededCount or succeededIndexes');
  if ((indexes?.length ?? 0) > MAX_INDEX_BYTES) problems.tooLong(`${path}.succeededIndexes`, MAX_INDEX_BYTES);
  const parsed = indexes === undefined ? undefined : countIndexes(indexes, completions);
  if (typeof parsed === 'string') problems.invalid(`${path}.succeededIndexes`, indexes, parsed);
  if (!hasCount) return;
  const count = integer(rule, 'succeededCount');
  const total = typeof parsed === 'number' ? parsed : 0;
  problems.nonNegative(`${path}.succeededCount`, count);
  if (count > completions)
    problems.invalid(`${path}.succeededCount`, count, `there are ${completions} completions`);
  if (indexes !== undefined && count > total)
    problems.invalid(`${path}.succeededCount`, count, `succeededIndexes names ${total}`);
}

/** How many indexes a text such as `1,3-5` names, or what is wrong with it. */
function countIndexes(indexes: string, completions: number): number | string {
  if (indexes === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of indexes.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2) return `${JSON.stringify(interval)} has more than two ends`;
    const ends = limits.map((limit) => (/^[+-]?\d+$/.test(limit) ? Number(limit) : NaN));
    const [first = NaN, end = first] = ends;
    if (Number.isNaN(first) || Number.isNaN(end)) return `${JSON.stringify(interval)} is no index or range`;
    if (first >= completions || end >= completions) return `indexes must be below ${completions}`;
    if (last !== undefined && last >= first) return 'indexes must ascend';
    if (limits.length > 1 && end <= first) return 'a range must ascend';
    total += end - first + 1;
    last = end;
  }
  return total;
}
