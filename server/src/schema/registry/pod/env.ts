/** Environment of containers.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEnv, ValidateEnvFrom @v1.35.4 */
import { canonicalQuantity, parseQuantity } from '../../../util/quantity';
import {
  configKeyProblems,
  dnsLabelProblems,
  dnsSubdomainProblems,
  envNameProblems,
  qualifiedNameProblems,
} from '../names';
import { checkNoBacksteps } from './paths';
import { nearer, type Problems } from '../problems';
import { signOf } from '../quantities';
import { isSet, optionalRecord, quantityText, records, text, type Fields } from '../read';

const ENV_FIELD_PATHS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
export const VOLUME_FIELD_PATHS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
const KNOWN_FIELD_PATHS = new Set([
  ...ENV_FIELD_PATHS,
  ...VOLUME_FIELD_PATHS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
]);
const RESOURCE_FIELDS = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const SIZE_DIVISORS = new Set([
  '1',
  '1k',
  '1M',
  '1G',
  '1T',
  '1P',
  '1E',
  '1Ki',
  '1Mi',
  '1Gi',
  '1Ti',
  '1Pi',
  '1Ei',
]);

export function checkEnv(problems: Problems, container: Fields, path: string): void {
  records(container, 'env').forEach((variable, index) => {
    const name = text(variable, 'name');
    if (name === '') problems.required(`${path}[${index}].name`);
    else problems.invalidEach(`${path}[${index}].name`, name, envNameProblems(name));
    const source = optionalRecord(variable, 'valueFrom');
    if (source) checkValueFrom(problems, source, text(variable, 'value'), `${path}[${index}].valueFrom`);
  });
}

function checkValueFrom(problems: Problems, source: Fields, value: string, path: string): void {
  const checks: readonly (readonly [string, (fields: Fields, path: string) => void])[] = [
    ['fieldRef', (fields, at) => checkFieldRef(problems, fields, ENV_FIELD_PATHS, at)],
    ['resourceFieldRef', (fields, at) => checkResourceFieldRef(problems, fields, false, at)],
    ['configMapKeyRef', (fields, at) => checkKeyRef(problems, fields, at)],
    ['secretKeyRef', (fields, at) => checkKeyRef(problems, fields, at)],
    ['fileKeyRef', (fields, at) => checkFileKeyRef(problems, fields, at)],
  ];
  const given = checks.filter(([name]) => isSet(source, name));
  for (const [name, check] of given) check(optionalRecord(source, name) ?? {}, `${path}.${name}`);
  const names = given.map(([name]) => name).join(' and ');
  if (given.length === 0)
    problems.invalid(path, undefined, `set one of ${checks.map(([name]) => name).join(', ')}`);
  else if (value !== '') problems.invalid(path, undefined, 'value is set already, and only one may be');
  else if (given.length > 1) problems.invalid(path, undefined, `keep one of ${names}`);
}

/** A reference to a field of the pod. @param allowed  the paths that may be read at this place */
export function checkFieldRef(
  problems: Problems,
  ref: Fields,
  allowed: readonly string[],
  path: string,
): void {
  const version = text(ref, 'apiVersion') || 'v1';
  const fieldPath = text(ref, 'fieldPath');
  if (fieldPath === '') return problems.required(`${path}.fieldPath`);
  const subscript = /^(.+?)\['(.*)'\]$/s.exec(fieldPath);
  if (subscript) return checkSubscript(problems, version, subscript[1] ?? '', subscript[2] ?? '', path);
  if (version !== 'v1')
    return problems.invalid(nearer(`${path}.fieldPath`, `${path}.apiVersion`), version, 'only v1 has fields');
  if (!KNOWN_FIELD_PATHS.has(fieldPath))
    return problems.invalidChoice(`${path}.fieldPath`, fieldPath, allowed);
  const internal = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (!allowed.includes(internal)) problems.unsupported(`${path}.fieldPath`, internal, allowed);
}

function checkSubscript(problems: Problems, version: string, field: string, key: string, path: string): void {
  if (version !== 'v1' || (field !== 'metadata.annotations' && field !== 'metadata.labels')) {
    return problems.invalid(
      `${path}.fieldPath`,
      field,
      'only metadata.annotations and metadata.labels take a key',
    );
  }
  problems.invalidEach(
    nearer(path, `${path}.fieldPath`),
    key,
    qualifiedNameProblems(field === 'metadata.annotations' ? key.toLowerCase() : key),
  );
}

/** A reference to a request or limit. In volumes the container must be named. */
export function checkResourceFieldRef(
  problems: Problems,
  ref: Fields,
  isVolume: boolean,
  path: string,
): void {
  const resource = text(ref, 'resource');
  if (isVolume && text(ref, 'containerName') === '') problems.required(`${path}.containerName`);
  else if (resource === '') problems.required(`${path}.resource`);
  else if (!RESOURCE_FIELDS.includes(resource) && !/^(requests|limits)\.hugepages-/.test(resource)) {
    problems.unsupported(`${path}.resource`, resource, RESOURCE_FIELDS);
  }
  checkDivisor(problems, resource, quantityText(ref, 'divisor') ?? '0', `${path}.divisor`);
}

/** The server prints 1000 as 1k and 1024Ki as 1Mi; other spellings stay as they are. */
const printed = (quantity: string): string =>
  /^(?:\d*000[mkMGTP]?|\d+[KMGTP]i)$/.test(quantity) ? (canonicalQuantity(quantity) ?? quantity) : quantity;

function checkDivisor(problems: Problems, resource: string, written: string, path: string): void {
  if (signOf(written) === 0 || !parseQuantity(written)) return;
  const divisor = printed(written);
  if (resource.endsWith('.cpu') && RESOURCE_FIELDS.includes(resource)) {
    if (divisor !== '1' && divisor !== '1m') problems.invalid(path, written, 'cpu is divided by 1 or 1m');
  } else if (RESOURCE_FIELDS.includes(resource) || /^(requests|limits)\.hugepages-/.test(resource)) {
    if (!SIZE_DIVISORS.has(divisor))
      problems.invalid(path, written, 'sizes are divided by 1 or one unit, such as 1Mi');
  }
}

function checkKeyRef(problems: Problems, ref: Fields, path: string): void {
  problems.invalidEach(`${path}.name`, text(ref, 'name'), dnsSubdomainProblems(text(ref, 'name')));
  const key = text(ref, 'key');
  if (key === '') problems.required(`${path}.key`);
  else problems.invalidEach(`${path}.key`, key, configKeyProblems(key));
}

function checkFileKeyRef(problems: Problems, ref: Fields, path: string): void {
  const key = text(ref, 'key');
  if (key === '') problems.required(`${path}.key`);
  else problems.invalidEach(`${path}.key`, key, envNameProblems(key));
  const volume = text(ref, 'volumeName');
  if (volume === '') problems.required(`${path}.volumeName`);
  else problems.invalidEach(`${path}.volumeName`, volume, dnsLabelProblems(volume));
  const file = text(ref, 'path');
  if (file === '') problems.required(`${path}.path`);
  else checkNoBacksteps(problems, file, `${path}.path`);
}

export function checkEnvFrom(problems: Problems, container: Fields, path: string): void {
  records(container, 'envFrom').forEach((source, index) => {
    const prefix = text(source, 'prefix');
    if (prefix !== '') problems.invalidEach(`${path}[${index}].prefix`, prefix, envNameProblems(prefix));
    const given = ['configMapRef', 'secretRef'].filter((name) => isSet(source, name));
    for (const name of given)
      checkEnvSource(problems, optionalRecord(source, name) ?? {}, `${path}[${index}].${name}`);
    const where = nearer(path, `${path}[${index}]`);
    if (given.length === 0) problems.invalid(where, undefined, 'set configMapRef or secretRef');
    if (given.length > 1) problems.invalid(where, undefined, 'keep one of configMapRef and secretRef');
  });
}

function checkEnvSource(problems: Problems, ref: Fields, path: string): void {
  const name = text(ref, 'name');
  if (name === '') problems.required(`${path}.name`);
  // Upstream allows a trailing dash here, as for the prefix of a generated name.
  else problems.invalidEach(`${path}.name`, name, dnsSubdomainProblems(name.replace(/.-$/s, 'a')));
}
