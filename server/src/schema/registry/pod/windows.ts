/** What Windows pods may and may not set.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateWindows, validateLinux @v1.35.4 */
import { dnsSubdomainProblems } from '../names';
import { nearer, type Problems } from '../problems';
import { isSet, isTrue, items, optionalRecord, optionalText, record, type Fields } from '../read';
import { allContainers } from './visit';

const NETBIOS = /^[^\\/:*?"<>|.]{0,15}$/;
const DOMAIN = /^([A-Za-z0-9_.-]+)$/;

export function checkWindowsOptions(problems: Problems, options: Fields | undefined, path: string): void {
  if (!options) return;
  const specName = optionalText(options, 'gmsaCredentialSpecName');
  if (specName !== undefined)
    problems.invalidEach(`${path}.gmsaCredentialSpecName`, specName, dnsSubdomainProblems(specName));
  const credentials = optionalText(options, 'gmsaCredentialSpec');
  if (credentials === '') problems.invalid(`${path}.gmsaCredentialSpec`, credentials, 'must not be empty');
  if ((credentials?.length ?? 0) > 65536)
    problems.invalid(`${path}.gmsaCredentialSpec`, credentials, 'at most 64 KiB are allowed');
  const user = optionalText(options, 'runAsUserName');
  if (user !== undefined) problems.invalidEach(`${path}.runAsUserName`, user, userNameProblems(user));
}

function userNameProblems(name: string): string[] {
  if (name === '') return ['must not be empty'];
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x00-\x1f\x7f]/.test(name)) return ['control characters are not allowed'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['at most one backslash is allowed'];
  const [domain, user] = parts.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : [undefined, parts[0] ?? ''];
  const wrong: string[] = [];
  if (domain !== undefined && (domain.length >= 256 || !(NETBIOS.test(domain) || DOMAIN.test(domain))))
    wrong.push('the domain is neither a NetBIOS nor a DNS name');
  if (user === '' || user.length > 104) wrong.push('the user must have 1 to 104 characters');
  if (/^[. ]+$/.test(user) || /["/\\:;|=,+*?<>@[\]]/.test(user))
    wrong.push('the user has characters that Windows does not allow');
  return wrong;
}

/** The operating system a pod names, and what follows from it. */
export function checkOs(problems: Problems, spec: Fields, path: string): void {
  const os = optionalRecord(spec, 'os');
  if (!os) return;
  const name = optionalText(os, 'name') ?? '';
  if (name === '') problems.required(`${path}.os.name`);
  else if (name !== 'linux' && name !== 'windows')
    problems.unsupported(nearer(`${path}.os`, `${path}.os.name`), name, ['linux', 'windows']);
  else if (name === 'linux') checkLinux(problems, spec, path);
  else checkWindows(problems, spec, path);
}

function checkLinux(problems: Problems, spec: Fields, path: string): void {
  const owners: readonly (readonly [Fields, string])[] = [[spec, path], ...allContainers(spec, path)];
  for (const [owner, at] of owners) {
    if (isSet(record(owner, 'securityContext'), 'windowsOptions')) {
      problems.forbidden(`${at}.securityContext.windowsOptions`, 'the pod is for Linux');
    }
  }
}

const POD_LINUX_ONLY = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const CONTAINER_LINUX_ONLY = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];
const WHY_WINDOWS = 'the pod is for Windows';

function checkWindows(problems: Problems, spec: Fields, path: string): void {
  const context = record(spec, 'securityContext');
  for (const name of POD_LINUX_ONLY)
    if (isSet(context, name)) problems.forbidden(`${path}.securityContext.${name}`, WHY_WINDOWS);
  if (items(context, 'sysctls').length > 0)
    problems.forbidden(`${path}.securityContext.sysctls`, WHY_WINDOWS);
  for (const name of ['hostUsers', 'shareProcessNamespace'])
    if (isSet(spec, name)) problems.forbidden(`${path}.${name}`, WHY_WINDOWS);
  for (const name of ['hostPID', 'hostIPC'])
    if (isTrue(spec, name)) problems.forbidden(`${path}.${name}`, WHY_WINDOWS);
  for (const [container, at] of allContainers(spec, path)) {
    const own = record(container, 'securityContext');
    for (const name of CONTAINER_LINUX_ONLY)
      if (isSet(own, name)) problems.forbidden(`${at}.securityContext.${name}`, WHY_WINDOWS);
  }
}

/** Host process containers: all or none, and on the host's network. */
export function checkHostProcess(problems: Problems, spec: Fields, path: string): void {
  const podChoice = record(record(spec, 'securityContext'), 'windowsOptions')['hostProcess'];
  const containers = allContainers(spec, path);
  let hostProcessCount = 0;
  for (const [container, at] of containers) {
    const choice = record(record(container, 'securityContext'), 'windowsOptions')['hostProcess'];
    if (typeof podChoice === 'boolean' && typeof choice === 'boolean' && podChoice !== choice) {
      problems.invalid(
        `${at}.securityContext.windowsOptions.hostProcess`,
        choice,
        `the pod says ${podChoice}`,
      );
    }
    if ((choice ?? podChoice) === true) hostProcessCount += 1;
  }
  if (hostProcessCount === 0) return;
  if (hostProcessCount !== containers.length)
    problems.say('invalid', path, 'either all containers are host process containers or none');
  if (!isTrue(spec, 'hostNetwork'))
    problems.invalid(`${path}.hostNetwork`, false, 'host process containers need hostNetwork: true');
}
