/** StatefulSet.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec @v1.35.4 */
import { checkClaimSpec } from './claim';
import { isEqual } from './canonical';
import { checkAnnotations, checkLabels, checkWorkloadSelector, compileSelector } from './labels';
import { dnsLabelProblems } from './names';
import { checkPodAnnotations } from './pod/security';
import { checkTemplate, storedPods, templateLabels } from './pod/template';
import { withClaimTemplates } from './pod/volumes';
import { nearer, Problems, type BuiltinProblem } from './problems';
import { integer, isSet, optionalRecord, record, records, text, textMap, type Fields } from './read';
import { checkAlwaysRestarts, reportMismatch, reportUnusable } from './replicated';

const POD_MANAGEMENT = ['OrderedReady', 'Parallel'];
const STRATEGIES = ['OnDelete', 'RollingUpdate'];
const RETENTION = ['Delete', 'Retain'];
/** What an update may change; everything else of the specification is fixed. */
const MUTABLE = new Set([
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
]);

export function validateStatefulSet(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  const management = text(spec, 'podManagementPolicy') || 'OrderedReady';
  if (!POD_MANAGEMENT.includes(management))
    problems.invalidChoice('spec.podManagementPolicy', management, POD_MANAGEMENT);
  checkUpdateStrategy(problems, record(spec, 'updateStrategy'), 'spec.updateStrategy');
  checkRetention(
    problems,
    record(spec, 'persistentVolumeClaimRetentionPolicy'),
    'spec.persistentVolumeClaimRetentionPolicy',
  );
  if (!old) checkClaims(problems, spec);
  problems.nonNegative('spec.replicas', integer(spec, 'replicas'));
  problems.nonNegative('spec.minReadySeconds', integer(spec, 'minReadySeconds'));
  problems.nonNegative('spec.ordinals.start', integer(record(spec, 'ordinals'), 'start'));
  const service = text(spec, 'serviceName');
  if (!old && service !== '') problems.invalidEach('spec.serviceName', service, dnsLabelProblems(service));
  checkPods(problems, spec, old);
  if (old) checkUpdate(problems, spec, record(old, 'spec'));
  return problems.list;
}

function checkClaims(problems: Problems, spec: Fields): void {
  records(spec, 'volumeClaimTemplates').forEach((template, index) => {
    checkClaimSpec(problems, record(template, 'spec'), `spec.volumeClaimTemplates[${index}].spec`);
  });
}

function checkUpdateStrategy(problems: Problems, strategy: Fields, path: string): void {
  const type = text(strategy, 'type') || 'RollingUpdate';
  const update = optionalRecord(strategy, 'rollingUpdate');
  if (type === 'OnDelete') {
    if (update) problems.invalid(`${path}.rollingUpdate`, update, 'only the type RollingUpdate has it');
  } else if (type !== 'RollingUpdate') {
    problems.invalidChoice(nearer(path, `${path}.type`), type, STRATEGIES);
  } else if (update) {
    problems.nonNegative(`${path}.rollingUpdate.partition`, integer(update, 'partition'));
  }
}

function checkRetention(problems: Problems, policy: Fields, path: string): void {
  for (const name of ['whenDeleted', 'whenScaled']) {
    const value = text(policy, name) || 'Retain';
    if (!RETENTION.includes(value)) problems.unsupported(`${path}.${name}`, value, RETENTION);
  }
}

function checkPods(problems: Problems, spec: Fields, old: Fields | undefined): void {
  checkWorkloadSelector(problems, spec, 'spec');
  const template = record(spec, 'template');
  const selector = compileSelector(spec, 'selector');
  if (!selector) {
    reportUnusable(problems, 'spec');
  } else {
    if (!selector.isEmpty && !selector.matches(templateLabels(template)))
      reportMismatch(problems, spec, 'spec');
    checkPodTemplate(problems, template, records(spec, 'volumeClaimTemplates'), old);
  }
  checkAlwaysRestarts(problems, template, 'spec.template.spec');
}

/** The controller overwrites hostname and subdomain, and mounts the claims in place of volumes of their name. */
function checkPodTemplate(
  problems: Problems,
  template: Fields,
  claims: readonly Fields[],
  old: Fields | undefined,
): void {
  const podSpec = record(template, 'spec');
  const volumes = claims.length > 0 ? withClaimTemplates(records(podSpec, 'volumes'), claims) : undefined;
  checkTemplate(problems, template, 'spec.template', {
    ...storedPods(old),
    ignoresHostname: true,
    ...(volumes ? { volumes } : {}),
  });
  const metadata = record(template, 'metadata');
  checkLabels(problems, textMap(metadata, 'labels'), 'spec.template.labels');
  checkAnnotations(problems, textMap(metadata, 'annotations'), 'spec.template.annotations');
  checkPodAnnotations(problems, metadata, podSpec, 'spec.template.annotations');
}

function checkUpdate(problems: Problems, spec: Fields, old: Fields): void {
  const names = [...new Set([...Object.keys(spec), ...Object.keys(old)])].filter(
    (name) => !MUTABLE.has(name),
  );
  const changed = names.filter(
    (name) =>
      (isSet(spec, name) || isSet(old, name)) && !isEqual(withDefault(spec, name), withDefault(old, name)),
  );
  const [first] = changed;
  if (first !== undefined)
    problems.refused(
      nearer('spec', `spec.${first}`),
      `${changed.join(', ')} cannot be changed; create the stateful set anew, keeping its pods with --cascade=orphan`,
    );
}

function withDefault(spec: Fields, name: string): unknown {
  if (name === 'podManagementPolicy') return text(spec, name) || 'OrderedReady';
  // What a claim template says of its own type is not kept.
  if (name === 'volumeClaimTemplates')
    return records(spec, name).map((claim) => ({ ...claim, apiVersion: null, kind: null }));
  return spec[name];
}
