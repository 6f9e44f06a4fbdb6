/** The specification of a pod, as templates and bare pods have it, after defaulting.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodSpec @v1.35.4 */
import { checkLabels } from '../labels';
import { dnsLabelProblems, dnsSubdomainProblems } from '../names';
import type { Problems } from '../problems';
import {
  isFalse,
  isSet,
  isTrue,
  optionalInteger,
  optionalText,
  record,
  records,
  text,
  textMap,
  type Fields,
} from '../read';
import { checkAffinity } from './affinity';
import { checkContainers, checkEphemeralContainers, checkInitContainers, type PodPlace } from './containers';
import { checkDns, checkHostAliases } from './dns';
import { checkPodResources } from './podResources';
import { checkHostNetworkPorts } from './ports';
import { checkGates, checkTolerations, checkTopologySpread } from './scheduling';
import { checkPodSecurity } from './security';
import { allContainers } from './visit';
import { checkVolumes } from './volumes';
import { checkHostProcess, checkOs } from './windows';

const DEFAULT_GRACE_PERIOD = 30;
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const PREEMPTION_POLICIES = ['Never', 'PreemptLowerPriority'];

/** How the surroundings change the check. */
export interface PodContext {
  /** A pod created by hand, not a template. */
  readonly isPod: boolean;
  /** Its name; templates have none. */
  readonly podName: string;
  /** The volumes, where not those of the specification. */
  readonly volumes?: readonly Fields[];
  /** Stateful sets overwrite hostname and subdomain, so they are not looked at. */
  readonly ignoresHostname?: boolean;
  /** The specification that is stored, of an update. */
  readonly old?: Fields;
}

export function checkPodSpec(problems: Problems, spec: Fields, context: PodContext, path: string): void {
  const place = placeOf(problems, spec, context, path);
  checkResourceClaims(problems, spec, `${path}.resourceClaims`);
  checkContainers(problems, spec, place, `${path}.containers`);
  checkInitContainers(problems, spec, place, `${path}.initContainers`);
  checkEphemeralContainers(problems, spec, place, `${path}.ephemeralContainers`);
  checkPodResources(problems, spec, place.claimNames, path);
  if (place.isHostNetwork) checkHostNetworkPorts(problems, records(spec, 'containers'), `${path}.containers`);
  if (!RESTART_POLICIES.includes(place.restartPolicy))
    problems.unsupported(`${path}.restartPolicy`, place.restartPolicy, RESTART_POLICIES);
  checkLabels(problems, textMap(spec, 'nodeSelector'), `${path}.nodeSelector`);
  checkPodSecurity(problems, spec, `${path}.securityContext`, context.old);
  checkAffinity(problems, spec, `${path}.affinity`);
  checkDns(problems, spec, path);
  checkGates(problems, spec, path);
  checkTopologySpread(problems, spec, `${path}.topologySpreadConstraints`);
  checkHostProcess(problems, spec, path);
  checkHostUsers(problems, spec, path);
  checkNames(problems, spec, context, path);
  checkTolerations(problems, spec, `${path}.tolerations`);
  checkHostAliases(problems, spec, `${path}.hostAliases`);
  checkOs(problems, spec, path);
  checkFileKeyVolumes(problems, spec, context, path);
}

function placeOf(problems: Problems, spec: Fields, context: PodContext, path: string): PodPlace {
  return {
    volumes: checkVolumes(problems, context.volumes ?? records(spec, 'volumes'), context, `${path}.volumes`),
    claimNames: new Set(
      records(spec, 'resourceClaims')
        .map((claim) => text(claim, 'name'))
        .filter((name) => name !== ''),
    ),
    gracePeriodSeconds: optionalInteger(spec, 'terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD,
    restartPolicy: text(spec, 'restartPolicy') || 'Always',
    hasHostUsers: !isFalse(spec, 'hostUsers'),
    isHostNetwork: isTrue(spec, 'hostNetwork'),
    isPod: context.isPod,
  };
}

function checkResourceClaims(problems: Problems, spec: Fields, path: string): void {
  const names = new Set<string>();
  records(spec, 'resourceClaims').forEach((claim, index) => {
    const at = `${path}[${index}]`;
    const name = text(claim, 'name');
    if (name === '') problems.required(`${at}.name`);
    else if (names.has(name)) problems.duplicate(`${at}.name`, name);
    else problems.invalidEach(`${at}.name`, name, dnsLabelProblems(name));
    names.add(name);
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => isSet(claim, field));
    if (sources.length !== 1)
      problems.invalid(at, claim, 'set exactly one of resourceClaimName and resourceClaimTemplateName');
    for (const field of sources)
      problems.invalidEach(`${at}.${field}`, text(claim, field), dnsSubdomainProblems(text(claim, field)));
  });
}

function checkNames(problems: Problems, spec: Fields, context: PodContext, path: string): void {
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    // The deprecated field stands in for the newer one.
    const name = text(spec, field) || (field === 'serviceAccountName' ? text(spec, 'serviceAccount') : '');
    if (name !== '') problems.invalidEach(`${path}.${field}`, name, dnsSubdomainProblems(name));
  }
  const runtimeClass = optionalText(spec, 'runtimeClassName');
  if (runtimeClass !== undefined)
    problems.invalidEach(`${path}.runtimeClassName`, runtimeClass, dnsSubdomainProblems(runtimeClass));
  if (!context.ignoresHostname) {
    for (const field of ['hostname', 'subdomain']) {
      const name = text(spec, field);
      if (name !== '') problems.invalidEach(`${path}.${field}`, name, dnsLabelProblems(name));
    }
  }
  checkHostnameOverride(problems, spec, path);
  const seconds = optionalInteger(spec, 'activeDeadlineSeconds');
  if (seconds !== undefined && (seconds < 1 || seconds > 2147483647))
    problems.invalid(`${path}.activeDeadlineSeconds`, seconds, 'must be 1 to 2147483647');
  checkPreemptionPolicy(problems, optionalText(spec, 'preemptionPolicy'), `${path}.preemptionPolicy`);
}

/** A preemption policy, where one is set: an empty one is missing. */
export function checkPreemptionPolicy(problems: Problems, policy: string | undefined, path: string): void {
  if (policy === '') problems.required(path);
  else if (policy !== undefined && !PREEMPTION_POLICIES.includes(policy))
    problems.unsupported(path, policy, PREEMPTION_POLICIES);
}

function checkHostnameOverride(problems: Problems, spec: Fields, path: string): void {
  const name = optionalText(spec, 'hostnameOverride');
  if (name === undefined) return;
  const at = `${path}.hostnameOverride`;
  if (isTrue(spec, 'setHostnameAsFQDN')) problems.forbidden(at, 'it cannot go with setHostnameAsFQDN');
  if (isTrue(spec, 'hostNetwork')) problems.forbidden(at, 'it cannot go with hostNetwork');
  if (name.length > 64) problems.tooLong(at, 64);
  problems.invalidEach(at, name, dnsSubdomainProblems(name));
}

/** A pod with its own user namespace cannot have the host's others. Upstream spells two of the paths with a capital. */
function checkHostUsers(problems: Problems, spec: Fields, path: string): void {
  if (!isFalse(spec, 'hostUsers')) return;
  const clashes = [
    ['hostNetwork', 'hostNetwork'],
    ['hostPID', 'HostPID'],
    ['hostIPC', 'HostIPC'],
  ] as const;
  for (const [field, name] of clashes)
    if (isTrue(spec, field)) problems.forbidden(`${path}.${name}`, 'hostUsers is false');
  for (const [container, at] of allContainers(spec, path)) {
    if (records(container, 'volumeDevices').length > 0)
      problems.forbidden(`${at}.volumeDevices`, 'hostUsers is false');
  }
}

function checkFileKeyVolumes(problems: Problems, spec: Fields, context: PodContext, path: string): void {
  const volumes = new Map(
    (context.volumes ?? records(spec, 'volumes')).map((volume) => [text(volume, 'name'), volume]),
  );
  for (const [container, at] of allContainers(spec, path)) {
    records(container, 'env').forEach((variable, index) => {
      const source = record(variable, 'valueFrom');
      if (!isSet(source, 'fileKeyRef')) return;
      const name = text(record(source, 'fileKeyRef'), 'volumeName');
      const volumePath = `${at}.env[${index}].valueFrom.fileKeyRef.volumeName`;
      const volume = volumes.get(name);
      if (!volume) problems.notFound(volumePath, name, 'volume of the pod named', volumes.keys());
      else if (!isEmptyDir(volume)) problems.invalid(volumePath, name, 'the volume must be an emptyDir');
    });
  }
}

/** Defaulting makes an emptyDir of a volume without a source. */
function isEmptyDir(volume: Fields): boolean {
  return (
    isSet(volume, 'emptyDir') || Object.keys(volume).every((key) => key === 'name' || !isSet(volume, key))
  );
}
