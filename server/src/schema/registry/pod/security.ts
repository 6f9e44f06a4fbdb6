/** Security contexts of pods and containers.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateSecurityContext @v1.35.4 */
import { userIdProblems } from '../names';
import type { Problems } from '../problems';
import {
  isFalse,
  isSet,
  isTrue,
  items,
  optionalInteger,
  optionalRecord,
  optionalText,
  record,
  records,
  text,
  textMap,
  texts,
  type Fields,
} from '../read';
import { checkDescendingPath } from './paths';
import { checkWindowsOptions } from './windows';

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const IPC_SYSCTLS = /^(kernel\.shm|kernel\.msg|kernel\.sem$|fs\.mqueue\.)/;

/** The security context of a container. @param hasHostUsers  the pod does not ask for its own user namespace */
export function checkContainerSecurity(
  problems: Problems,
  container: Fields,
  hasHostUsers: boolean,
  path: string,
): void {
  const context = optionalRecord(container, 'securityContext');
  if (!context) return;
  checkIds(problems, context, ['runAsUser', 'runAsGroup'], path);
  checkProcMount(problems, context, hasHostUsers, `${path}.procMount`);
  checkSeccomp(problems, context, `${path}.seccompProfile`);
  checkEscalation(problems, context, path);
  checkWindowsOptions(problems, optionalRecord(context, 'windowsOptions'), `${path}.windowsOptions`);
  checkAppArmor(problems, context, `${path}.appArmorProfile`);
}

function checkIds(problems: Problems, context: Fields, names: readonly string[], path: string): void {
  for (const name of names) {
    const id = optionalInteger(context, name);
    if (id !== undefined) problems.invalidEach(`${path}.${name}`, id, userIdProblems(id));
  }
}

function checkProcMount(problems: Problems, context: Fields, hasHostUsers: boolean, path: string): void {
  const mount = optionalText(context, 'procMount');
  if (mount === undefined) return;
  if (mount !== 'Default' && mount !== 'Unmasked') problems.unsupported(path, mount, ['Default', 'Unmasked']);
  if (mount === 'Unmasked' && hasHostUsers) problems.invalid(path, mount, 'Unmasked needs hostUsers: false');
}

function checkEscalation(problems: Problems, context: Fields, path: string): void {
  if (!isFalse(context, 'allowPrivilegeEscalation')) return;
  if (isTrue(context, 'privileged'))
    problems.invalid(path, context, 'a privileged container cannot have allowPrivilegeEscalation: false');
  if (texts(record(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
    problems.invalid(path, context, 'CAP_SYS_ADMIN cannot go with allowPrivilegeEscalation: false');
  }
}

function checkSeccomp(problems: Problems, context: Fields, path: string): void {
  const profile = optionalRecord(context, 'seccompProfile');
  if (!profile) return;
  const type = text(profile, 'type');
  const file = optionalText(profile, 'localhostProfile');
  if (type === '') problems.required(`${path}.type`);
  else if (!PROFILE_TYPES.includes(type)) problems.unsupported(`${path}.type`, type, PROFILE_TYPES);
  if (type !== 'Localhost') {
    if (file !== undefined)
      problems.invalid(`${path}.localhostProfile`, file, 'only the type Localhost has one');
  } else if (file === undefined) {
    problems.required(`${path}.localhostProfile`, 'the type is Localhost');
  } else {
    checkDescendingPath(problems, file, `${path}.localhostProfile`);
  }
}

function checkAppArmor(problems: Problems, context: Fields, path: string): void {
  const profile = optionalRecord(context, 'appArmorProfile');
  if (!profile) return;
  const type = text(profile, 'type');
  const name = optionalText(profile, 'localhostProfile');
  if (type === 'Localhost') return checkLocalhostProfile(problems, name, `${path}.localhostProfile`);
  if (type === '') problems.required(`${path}.type`);
  else if (!PROFILE_TYPES.includes(type)) problems.unsupported(`${path}.type`, type, PROFILE_TYPES);
  else if (name !== undefined)
    problems.invalid(`${path}.localhostProfile`, name, 'only the type Localhost has one');
}

function checkLocalhostProfile(problems: Problems, name: string | undefined, path: string): void {
  if (name === undefined || name === '') return problems.required(path, 'the type is Localhost');
  if (name.trim() !== name) problems.invalid(path, name, 'blanks at its ends are not allowed');
  if (name.length > 4095) problems.tooLong(path, 4095);
}

/** The security context of a pod. */
export function checkPodSecurity(problems: Problems, spec: Fields, path: string, old?: Fields): void {
  const context = record(spec, 'securityContext');
  checkIds(problems, context, ['fsGroup', 'runAsUser', 'runAsGroup'], path);
  items(context, 'supplementalGroups').forEach((group, index) => {
    if (typeof group === 'number')
      problems.invalidEach(`${path}.supplementalGroups[${index}]`, group, userIdProblems(group));
  });
  if (isTrue(spec, 'shareProcessNamespace') && isTrue(spec, 'hostPID')) {
    problems.invalid(`${path}.shareProcessNamespace`, true, 'it cannot go with hostPID');
  }
  checkSysctls(problems, spec, context, `${path}.sysctls`);
  checkChoice(problems, context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], path);
  checkSeccomp(problems, context, `${path}.seccompProfile`);
  checkWindowsOptions(problems, optionalRecord(context, 'windowsOptions'), `${path}.windowsOptions`);
  checkAppArmor(problems, context, `${path}.appArmorProfile`);
  checkChoice(problems, context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], path);
  // MountOption waits for the gate SELinuxMount, but an object that has a policy already may have any.
  const hasPolicy = old && isSet(record(old, 'securityContext'), 'seLinuxChangePolicy');
  const policies = hasPolicy ? ['MountOption', 'Recursive'] : ['Recursive'];
  checkChoice(problems, context, 'seLinuxChangePolicy', policies, path);
}

function checkChoice(
  problems: Problems,
  context: Fields,
  name: string,
  allowed: readonly string[],
  path: string,
): void {
  const value = optionalText(context, name);
  if (value !== undefined && !allowed.includes(value))
    problems.unsupported(`${path}.${name}`, value, allowed);
}

function checkSysctls(problems: Problems, spec: Fields, context: Fields, path: string): void {
  const seen = new Set<string>();
  records(context, 'sysctls').forEach((sysctl, index) => {
    const at = `${path}[${index}].name`;
    const name = text(sysctl, 'name');
    if (name === '') problems.required(at);
    else if (name.length > 253 || !SYSCTL.test(name))
      problems.invalid(at, name, 'not a name of a kernel parameter');
    else if (seen.has(name)) problems.duplicate(at, name);
    const dotted = name.replaceAll('/', '.');
    if (isTrue(spec, 'hostNetwork') && dotted.startsWith('net.'))
      problems.invalid(at, name, 'it cannot go with hostNetwork');
    if (isTrue(spec, 'hostIPC') && IPC_SYSCTLS.test(dotted))
      problems.invalid(at, name, 'it cannot go with hostIPC');
    seen.add(name);
  });
}

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotations of pods that the server reads: seccomp, AppArmor, deletion cost, mirror pods. */
export function checkPodAnnotations(problems: Problems, metadata: Fields, spec: Fields, path: string): void {
  const containerNames = new Set(
    [...records(spec, 'initContainers'), ...records(spec, 'containers')].map((one) => text(one, 'name')),
  );
  for (const [key, value] of textMap(metadata, 'annotations')) {
    if (key === 'kubernetes.io/config.mirror' && text(spec, 'nodeName') === '')
      problems.invalid(`${path}[${key}]`, value, 'a mirror pod needs nodeName');
    if (key === 'controller.kubernetes.io/pod-deletion-cost' && !isInt32(value))
      problems.invalid(`${path}[${key}]`, value, 'must be a whole number of 32 bits');
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
      checkSeccompAnnotation(problems, value, `${path}.${key}`);
    if (key.startsWith(APPARMOR_CONTAINER))
      checkAppArmorAnnotation(problems, key, value, containerNames, path);
  }
}

function isInt32(value: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(value) && Number(value) >= -2147483648 && Number(value) <= 2147483647;
}

function checkSeccompAnnotation(problems: Problems, value: string, path: string): void {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(value)) return;
  if (value.startsWith('localhost/'))
    return checkDescendingPath(problems, value.slice('localhost/'.length), path);
  problems.invalid(path, value, 'not a seccomp profile');
}

function checkAppArmorAnnotation(
  problems: Problems,
  key: string,
  value: string,
  names: ReadonlySet<string>,
  path: string,
): void {
  const container = key.slice(APPARMOR_CONTAINER.length);
  if (!names.has(container))
    problems.invalid(`${path}[${key}]`, container, 'the pod has no container of this name');
  if (
    value !== '' &&
    value !== 'runtime/default' &&
    value !== 'unconfined' &&
    !value.startsWith('localhost/')
  ) {
    problems.invalid(`${path}[${key}]`, value, 'not an AppArmor profile');
  }
}
