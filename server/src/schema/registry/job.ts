/** Job.
 *  @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go@v1.35.4 */
import { checkJobPolicies } from './jobPolicies';
import { checkJobUpdate, NAME_LABELS, UID_LABELS } from './jobUpdate';
import { checkLabels, checkLabelSelector, compileSelector } from './labels';
import { quoteText } from '../wording';
import { dnsLabelProblems, dnsSubdomainProblems, labelValueProblems } from './names';
import { checkTemplate, storedPods, templateLabels } from './pod/template';
import { nearer, Problems, type BuiltinProblem } from './problems';
import {
  integer,
  isSet,
  isTrue,
  optionalInteger,
  optionalRecord,
  optionalText,
  record,
  text,
  textMap,
  type Fields,
} from './read';
import { reportMismatch } from './replicated';

const COMPLETION_MODES = ['Indexed', 'NonIndexed'];
const RESTART_POLICIES = ['Never', 'OnFailure'];
/** The server makes up the UID; only that it is one matters here. */
const SOME_UID = '00000000-0000-0000-0000-000000000000';

const MAX_INDEXED_PARALLELISM = 100000;
const MAX_FAILED_INDEXES = 100000;
const MANY_COMPLETIONS = 100000;
const MAX_FAILED_OF_MANY = 10000;
const MAX_PARALLEL_OF_MANY = 10000;

/** A job without labels of its own is given its template's: they are checked at both places.
 *  @source kubernetes/kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_Job @v1.35.4 */
export function validateJob(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const metadata = record(object, 'metadata');
  const name = text(metadata, 'name');
  const given = withDefaultCounts(record(object, 'spec'));
  const isManual = isTrue(given, 'manualSelector');
  // A stored job keeps the selector that the server made for it, whatever is said later.
  const hasGenerated = !isManual || (old !== undefined && !isTrue(record(old, 'spec'), 'manualSelector'));
  const spec = hasGenerated ? withGeneratedSelector(given, name) : given;
  if (!isManual) checkGenerated(problems, spec, name);
  if (textMap(metadata, 'labels').size === 0)
    checkLabels(problems, templateLabels(record(given, 'template')), 'metadata.labels');
  checkJobSpec(problems, { ...spec, template: given['template'] }, 'spec', old);
  if (hasGenerated) checkNameAsLabel(problems, name);
  checkSelector(problems, spec);
  checkIndexedName(problems, spec, name);
  if (old) checkJobUpdate(problems, given, storedSpec(record(old, 'spec'), name));
  return problems.list;
}

/** Completions and parallelism are 1 when neither is given. Job templates of cron jobs are not defaulted.
 *  @source kubernetes/kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_Job @v1.35.4 */
function withDefaultCounts(spec: Fields): Fields {
  const isNeither = !isSet(spec, 'completions') && !isSet(spec, 'parallelism');
  const counted = isNeither ? { ...spec, completions: 1 } : spec;
  return { ...counted, parallelism: optionalInteger(spec, 'parallelism') ?? 1 };
}

/** Of a job that is there: with default counts and, unless it was given one by hand, with the selector that it got. */
function storedSpec(spec: Fields, name: string): Fields {
  const counted = withDefaultCounts(spec);
  if (isTrue(spec, 'manualSelector')) return counted;
  return { ...counted, selector: withGeneratedSelector(counted, name)['selector'] };
}

/** Labels and selector that the server adds unless the job says manualSelector.
 *  @source kubernetes/kubernetes pkg/registry/batch/job/strategy.go generateSelector @v1.35.4 */
function withGeneratedSelector(spec: Fields, name: string): Fields {
  const template = record(spec, 'template');
  const metadata = record(template, 'metadata');
  const added = [...NAME_LABELS.map((key) => [key, name]), ...UID_LABELS.map((key) => [key, SOME_UID])] as [
    string,
    string,
  ][];
  const labels = { ...Object.fromEntries(added), ...record(metadata, 'labels') };
  const selector = record(spec, 'selector');
  const matchLabels = { 'batch.kubernetes.io/controller-uid': SOME_UID, ...record(selector, 'matchLabels') };
  return {
    ...spec,
    template: { ...template, metadata: { ...metadata, labels } },
    selector: { ...selector, matchLabels },
  };
}

function checkNameAsLabel(problems: Problems, name: string): void {
  for (const why of labelValueProblems(name))
    problems.say(
      'invalid',
      nearer('spec.template.labels', 'metadata.name'),
      `name ${quoteText(name)} becomes a label of the pods: ${why}`,
    );
}

/** Labels of the same names given by hand must agree with what the server would generate. */
function checkGenerated(problems: Problems, spec: Fields, name: string): void {
  const labels = templateLabels(record(spec, 'template'));
  const expected = new Map([
    ...UID_LABELS.map((key) => [key, SOME_UID] as const),
    ...NAME_LABELS.map((key) => [key, name] as const),
  ]);
  for (const [key, value] of expected) {
    if (labels.get(key) !== value)
      problems.invalid(
        `spec.template.metadata.labels[${key}]`,
        labels.get(key),
        'the server sets this label itself',
      );
  }
  const selector = compileSelector(spec, 'selector');
  if (selector && !selector.matches(expected))
    problems.invalid(
      'spec.selector',
      record(spec, 'selector'),
      'the server makes the selector; set manualSelector: true to give your own',
    );
}

function checkSelector(problems: Problems, spec: Fields): void {
  const selector = optionalRecord(spec, 'selector');
  if (selector) checkLabelSelector(problems, selector, 'spec.selector');
  else problems.required('spec.selector', 'manualSelector is true');
  const compiled = compileSelector(spec, 'selector');
  if (compiled && !compiled.matches(templateLabels(record(spec, 'template'))))
    reportMismatch(problems, spec, 'spec');
}

/** Pods of an indexed job are named after it and their index. */
function checkIndexedName(problems: Problems, spec: Fields, name: string): void {
  const completions = optionalInteger(spec, 'completions') ?? 0;
  if (optionalText(spec, 'completionMode') !== 'Indexed' || completions <= 0 || name === '') return;
  const host = `${name}-${completions - 1}`;
  if (dnsLabelProblems(host).length > 0)
    problems.invalid('metadata.name', name, `its last pod would be called ${host}, which is no DNS label`);
}

/** The specification of a job, also below a cron job. */
/** The specification of a job. @param old  the stored job, of an update */
export function checkJobSpec(problems: Problems, spec: Fields, path: string, old: Fields | undefined): void {
  for (const name of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ]) {
    problems.nonNegative(`${path}.${name}`, integer(spec, name));
  }
  if (isSet(spec, 'maxFailedIndexes') && !isSet(spec, 'backoffLimitPerIndex'))
    problems.required(`${path}.backoffLimitPerIndex`, 'maxFailedIndexes needs it');
  checkManagedBy(problems, optionalText(spec, 'managedBy'), `${path}.managedBy`);
  checkCompletionMode(problems, spec, path);
  checkJobPolicies(problems, spec, path);
  const template = record(spec, 'template');
  checkTemplate(problems, template, `${path}.template`, storedPods(old));
  checkRestart(
    problems,
    spec,
    text(record(template, 'spec'), 'restartPolicy'),
    `${path}.template.spec.restartPolicy`,
  );
}

function checkRestart(problems: Problems, spec: Fields, policy: string, path: string): void {
  if (policy === '') problems.required(path, 'a job needs OnFailure or Never');
  else if (policy === 'Always')
    problems.say('required', path, 'restartPolicy Always: a job needs OnFailure or Never');
  else if (!RESTART_POLICIES.includes(policy)) problems.unsupported(path, policy, RESTART_POLICIES);
  else if (isSet(spec, 'podFailurePolicy') && policy !== 'Never')
    problems.invalid(path, policy, 'with a podFailurePolicy it must be Never');
}

function checkManagedBy(problems: Problems, manager: string | undefined, path: string): void {
  if (manager === undefined) return;
  if (manager === '') problems.required(path);
  else if (!/^[^/]+\/.+$/s.test(manager))
    problems.invalid(path, manager, 'write a domain and a path, such as example.com/controller');
  else checkDomainAndPath(problems, manager, path);
  if (manager.length > 63) problems.tooLong(path, 63);
}

function checkDomainAndPath(problems: Problems, manager: string, path: string): void {
  const slash = manager.indexOf('/');
  const domain = manager.slice(0, slash);
  problems.invalidEach(path, domain, dnsSubdomainProblems(domain));
  const rest = manager.slice(slash + 1);
  if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest))
    problems.invalid(path, rest, 'has characters that a URL path cannot have');
}

function checkCompletionMode(problems: Problems, spec: Fields, path: string): void {
  const mode = optionalText(spec, 'completionMode') ?? 'NonIndexed';
  if (!COMPLETION_MODES.includes(mode))
    problems.unsupported(`${path}.completionMode`, mode, COMPLETION_MODES);
  if (mode === 'Indexed') checkIndexed(problems, spec, path);
  if (mode !== 'NonIndexed') return;
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
    if (isSet(spec, name))
      problems.invalid(`${path}.${name}`, spec[name], 'it needs completionMode: Indexed');
  }
}

function checkIndexed(problems: Problems, spec: Fields, path: string): void {
  const completions = optionalInteger(spec, 'completions');
  const parallelism = integer(spec, 'parallelism');
  const failed = optionalInteger(spec, 'maxFailedIndexes');
  if (completions === undefined)
    problems.required(`${path}.completions`, 'an indexed job has a fixed number');
  if (parallelism > MAX_INDEXED_PARALLELISM)
    problems.invalid(`${path}.parallelism`, parallelism, `must be at most ${MAX_INDEXED_PARALLELISM}`);
  if (failed !== undefined && completions !== undefined && failed > completions)
    problems.invalid(
      `${path}.maxFailedIndexes`,
      failed,
      `must be at most ${completions}, the number of completions`,
    );
  if (failed !== undefined && failed > MAX_FAILED_INDEXES)
    problems.invalid(`${path}.maxFailedIndexes`, failed, `must be at most ${MAX_FAILED_INDEXES}`);
  if ((completions ?? 0) <= MANY_COMPLETIONS || !isSet(spec, 'backoffLimitPerIndex')) return;
  if (failed === undefined)
    problems.required(`${path}.maxFailedIndexes`, `above ${MANY_COMPLETIONS} completions it is needed`);
  if (parallelism > MAX_PARALLEL_OF_MANY)
    problems.invalid(
      `${path}.parallelism`,
      parallelism,
      `must be at most ${MAX_PARALLEL_OF_MANY} with so many completions`,
    );
  if (failed !== undefined && failed > MAX_FAILED_OF_MANY)
    problems.invalid(
      `${path}.maxFailedIndexes`,
      failed,
      `must be at most ${MAX_FAILED_OF_MANY} with so many completions`,
    );
}
