/** Containers, init containers and ephemeral containers of a pod.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainers, validateInitContainers @v1.35.4 */
import { dnsLabelProblems } from '../names';
import { nearer, type Problems, type Where } from '../problems';
import { isSet, items, optionalText, record, records, text, type Fields } from '../read';
import { checkEnv, checkEnvFrom } from './env';
import { checkMounts, type KnownVolumes } from './mounts';
import { checkHostPortConflicts, checkPorts } from './ports';
import { checkLifecycle, checkProbes } from './probes';
import { checkContainerResources, resourcesOf } from './resources';
import { checkContainerSecurity } from './security';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];

/** What the pod around them says. */
export interface PodPlace {
  readonly volumes: KnownVolumes;
  readonly claimNames: ReadonlySet<string>;
  readonly gracePeriodSeconds: number;
  readonly restartPolicy: string;
  readonly hasHostUsers: boolean;
  readonly isHostNetwork: boolean;
  /** A pod itself, whose host ports defaulting fills in on the host's network; templates are left as they are. */
  readonly isPod: boolean;
}

export function checkContainers(problems: Problems, spec: Fields, place: PodPlace, path: string): void {
  const containers = records(spec, 'containers');
  if (containers.length === 0) return problems.required(path, 'a pod needs at least one');
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(problems, container, place, at);
    checkName(problems, text(container, 'name'), names, `${at}.name`);
    checkLifecycle(problems, container, place.gracePeriodSeconds, at);
    checkProbes(problems, container, at);
    checkRestartPolicy(problems, container, at);
  });
  checkHostPortConflicts(problems, containers, place.isPod && place.isHostNetwork, path);
}

function checkName(problems: Problems, name: string, names: Set<string>, path: string): void {
  if (names.has(name)) problems.duplicate(path, name);
  names.add(name);
}

export function checkInitContainers(problems: Problems, spec: Fields, place: PodPlace, path: string): void {
  const names = new Set(records(spec, 'containers').map((container) => text(container, 'name')));
  records(spec, 'initContainers').forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(problems, container, place, at);
    if (optionalText(container, 'restartPolicy') === undefined) {
      if (items(container, 'restartPolicyRules').length > 0)
        problems.required(`${at}.restartPolicy`, 'its rules need it');
    } else {
      checkInitRestart(problems, container, at);
    }
    const name = text(container, 'name');
    if (names.has(name)) problems.duplicate(`${at}.name`, name);
    else if (name !== '') names.add(name);
    checkHostPortConflicts(problems, [container], place.isPod && place.isHostNetwork, path);
    checkInitHooks(problems, container, place, at);
  });
}

function checkInitRestart(problems: Problems, container: Fields, path: string): void {
  if (text(container, 'restartPolicy') !== 'Always') return checkRestartPolicy(problems, container, path);
  if (items(container, 'restartPolicyRules').length > 0)
    problems.forbidden(`${path}.restartPolicyRules`, 'a sidecar, which always restarts, has none');
}

/** Only sidecars (init containers that always restart) are probed. */
function checkInitHooks(problems: Problems, container: Fields, place: PodPlace, path: string): void {
  if (optionalText(container, 'restartPolicy') === 'Always') {
    checkLifecycle(problems, container, place.gracePeriodSeconds, path);
    return checkProbes(problems, container, path);
  }
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isKept(container, name))
      problems.forbidden(`${path}.${name}`, 'only init containers with restartPolicy: Always have it');
  }
}

/** A lifecycle with a stop signal alone is dropped: that field is off by default. */
function isKept(container: Fields, name: string): boolean {
  const fields = Object.keys(record(container, name)).join();
  return isSet(container, name) && !(name === 'lifecycle' && fields === 'stopSignal');
}

/** Rules for restarting single containers, on by default since 1.35. */
function checkRestartPolicy(problems: Problems, container: Fields, path: string): void {
  const policy = optionalText(container, 'restartPolicy');
  const rules = records(container, 'restartPolicyRules');
  if (policy === undefined) {
    if (rules.length > 0) problems.required(`${path}.restartPolicy`, 'its rules need it');
  } else if (!RESTART_POLICIES.includes(policy)) {
    problems.unsupported(`${path}.restartPolicy`, policy, RESTART_POLICIES);
  }
  if (rules.length > 20) problems.tooMany(`${path}.restartPolicyRules`, rules.length, 20);
  rules.forEach((rule, index) => checkRestartRule(problems, rule, `${path}.restartPolicyRules[${index}]`));
}

function checkRestartRule(problems: Problems, rule: Fields, path: string): void {
  if (text(rule, 'action') !== 'Restart')
    problems.unsupported(`${path}.action`, text(rule, 'action'), ['Restart']);
  if (!isSet(rule, 'exitCodes')) return problems.required(`${path}.exitCodes`);
  const codes = rule['exitCodes'] as Fields;
  const operator = text(codes, 'operator');
  if (operator !== 'In' && operator !== 'NotIn')
    problems.unsupported(`${path}.exitCodes.operator`, operator, ['In', 'NotIn']);
  const count = items(codes, 'values').length;
  if (count > 255) problems.tooMany(`${path}.exitCodes.values`, count, 255);
}

function checkCommon(problems: Problems, container: Fields, place: PodPlace, path: string): void {
  const name = text(container, 'name');
  if (name === '') problems.required(`${path}.name`);
  else problems.invalidEach(`${path}.name`, name, dnsLabelProblems(name));
  if (text(container, 'image') === '') problems.required(`${path}.image`);
  checkChoice(
    problems,
    text(container, 'terminationMessagePolicy') || 'File',
    MESSAGE_POLICIES,
    `${path}.terminationMessagePolicy`,
  );
  checkPorts(problems, container, `${path}.ports`);
  checkEnv(problems, container, `${path}.env`);
  checkEnvFrom(problems, container, `${path}.envFrom`);
  checkMounts(problems, container, place.volumes, path);
  checkChoice(
    problems,
    text(container, 'imagePullPolicy') || 'IfNotPresent',
    PULL_POLICIES,
    `${path}.imagePullPolicy`,
  );
  checkContainerResources(problems, resourcesOf(container), place.claimNames, `${path}.resources`);
  checkResizePolicy(problems, container, place.restartPolicy, `${path}.resizePolicy`);
  checkContainerSecurity(problems, container, place.hasHostUsers, `${path}.securityContext`);
}

function checkChoice(problems: Problems, value: string, allowed: readonly string[], where: Where): void {
  if (!allowed.includes(value)) problems.unsupported(where, value, allowed);
}

/** Problems of an entry are reported at the list; a repeated resource at its entry. */
function checkResizePolicy(
  problems: Problems,
  container: Fields,
  podRestartPolicy: string,
  path: string,
): void {
  const seen = new Set<string>();
  records(container, 'resizePolicy').forEach((policy, index) => {
    const resource = text(policy, 'resourceName');
    const restart = text(policy, 'restartPolicy');
    if (seen.has(resource)) problems.duplicate(`${path}[${index}]`, resource);
    seen.add(resource);
    const ofResource = nearer(path, `${path}[${index}].resourceName`);
    const ofRestart = nearer(path, `${path}[${index}].restartPolicy`);
    if (resource === '') problems.required(ofResource, 'cpu or memory');
    else checkChoice(problems, resource, ['cpu', 'memory'], ofResource);
    if (restart === '') problems.required(ofRestart, 'NotRequired or RestartContainer');
    else checkChoice(problems, restart, ['NotRequired', 'RestartContainer'], ofRestart);
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired')
      problems.invalid(ofRestart, restart, 'a pod that never restarts needs NotRequired');
  });
}

const EPHEMERAL_FIELDS = new Set(
  (
    'name image command args workingDir envFrom env volumeMounts volumeDevices terminationMessagePath ' +
    'terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty targetContainerName'
  ).split(' '),
);

/** Other containers of templates may have blanks there. */
export function checkImageBlanks(problems: Problems, container: Fields, path: string): void {
  const image = text(container, 'image');
  if (image.trim() !== image) problems.invalid(`${path}.image`, image, 'blanks at its ends are not allowed');
}

export function checkEphemeralContainers(
  problems: Problems,
  spec: Fields,
  place: PodPlace,
  path: string,
): void {
  const others = new Set(
    [...records(spec, 'containers'), ...records(spec, 'initContainers')].map((one) => text(one, 'name')),
  );
  const names = new Set(others);
  records(spec, 'ephemeralContainers').forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(problems, container, place, at);
    checkImageBlanks(problems, container, at);
    checkName(problems, text(container, 'name'), names, `${at}.name`);
    const target = text(container, 'targetContainerName');
    if (target !== '' && !others.has(target))
      problems.notFound(`${at}.targetContainerName`, target, 'container named', others);
    for (const field of Object.keys(container)) {
      if (isKept(container, field) && !EPHEMERAL_FIELDS.has(field))
        problems.forbidden(`${at}.${field}`, 'ephemeral containers have none');
    }
    records(container, 'volumeMounts').forEach((mount, position) => {
      for (const field of ['subPath', 'subPathExpr']) {
        if (text(mount, field) !== '')
          problems.forbidden(`${at}.volumeMounts[${position}].${field}`, 'ephemeral containers have none');
      }
    });
  });
}
