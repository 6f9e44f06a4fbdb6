/** The sources of a volume, in the order in which the API server looks at them.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateVolumeSource @v1.35.4 */
import { checkClaimTemplate } from '../claim';
import { dnsLabelProblems, dnsSubdomainProblems } from '../names';
import type { Problems } from '../problems';
import {
  integer,
  isSet,
  isTrue,
  items,
  optionalInteger,
  optionalRecord,
  optionalText,
  record,
  records,
  text,
  type Fields,
} from '../read';
import { checkDescendingPath, checkFileMode, checkKeyToPath, checkNoBacksteps } from './paths';
import { checkDownwardFile, checkProjected } from './projected';

export interface SourceCheck {
  readonly field: string;
  /** The name in paths, where it is not the field's. */
  readonly name?: string;
  /** The name in the path of a second source, where it is not the field's. */
  readonly clashName?: string;
  check(problems: Problems, source: Fields, path: string): void;
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** A source that only needs some of its fields set. */
function needs(...fields: readonly string[]): SourceCheck['check'] {
  return (problems, source, path) => {
    for (const field of fields) if (isMissing(source[field])) problems.required(`${path}.${field}`);
  };
}

function isMissing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function checkPartition(problems: Problems, source: Fields, path: string): void {
  const partition = integer(source, 'partition');
  if (partition < 0 || partition > 255) problems.invalid(`${path}.partition`, partition, 'must be 0 to 255');
}

function checkDisk(idField: string): SourceCheck['check'] {
  return (problems, source, path) => {
    needs(idField)(problems, source, path);
    checkPartition(problems, source, path);
  };
}

function checkHostPath(problems: Problems, source: Fields, path: string): void {
  needs('path')(problems, source, path);
  if (text(source, 'path') === '') return;
  checkNoBacksteps(problems, text(source, 'path'), `${path}.path`);
  const type = optionalText(source, 'type') ?? '';
  if (!HOST_PATH_TYPES.includes(type)) problems.unsupported(`${path}.type`, type, HOST_PATH_TYPES.slice(1));
}

function checkGitRepo(problems: Problems, source: Fields, path: string): void {
  needs('repository')(problems, source, path);
  checkDescendingPath(problems, text(source, 'directory'), `${path}.directory`);
}

function checkFiles(nameField: string): SourceCheck['check'] {
  return (problems, source, path) => {
    needs(nameField)(problems, source, path);
    checkFileMode(problems, optionalInteger(source, 'defaultMode'), `${path}.defaultMode`);
    records(source, 'items').forEach((item, index) =>
      checkKeyToPath(problems, item, `${path}.items[${index}]`),
    );
  };
}

function checkNfs(problems: Problems, source: Fields, path: string): void {
  needs('server', 'path')(problems, source, path);
  if (!text(source, 'path').startsWith('/'))
    problems.invalid(`${path}.path`, text(source, 'path'), 'must begin with /');
}

const QUALIFIED_TARGET =
  /^(iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]*)(:[^,;*&$|\s]+)?|eui\.[A-Fa-f0-9]{16}|naa\.[A-Fa-f0-9]{32})$/;

function checkIscsi(problems: Problems, source: Fields, path: string): void {
  needs('targetPortal')(problems, source, path);
  const target = text(source, 'iqn');
  if (target === '') problems.required(`${path}.iqn`);
  else if (!QUALIFIED_TARGET.test(target))
    problems.invalid(`${path}.iqn`, target, 'must be an iqn., eui. or naa. name');
  const lun = integer(source, 'lun');
  if (lun < 0 || lun > 255) problems.invalid(`${path}.lun`, lun, 'must be 0 to 255');
  const hasChap = isTrue(source, 'chapAuthDiscovery') || isTrue(source, 'chapAuthSession');
  if (hasChap && !isSet(source, 'secretRef')) problems.required(`${path}.secretRef`, 'CHAP needs a secret');
  const initiator = optionalText(source, 'initiatorName');
  if (initiator !== undefined && !QUALIFIED_TARGET.test(initiator))
    problems.invalid(`${path}.initiatorname`, initiator, 'must be an iqn., eui. or naa. name');
}

function checkFlocker(problems: Problems, source: Fields, path: string): void {
  const name = text(source, 'datasetName');
  const id = text(source, 'datasetUUID');
  if (name === '' && id === '') problems.say('required', path, 'flocker needs datasetName or datasetUUID');
  if (name !== '' && id !== '')
    problems.invalid(path, undefined, 'datasetName and datasetUUID exclude each other');
  if (name.includes('/')) problems.invalid(`${path}.datasetName`, name, 'must not contain /');
}

function checkQuobyte(problems: Problems, source: Fields, path: string): void {
  const registry = text(source, 'registry');
  if (registry === '') problems.required(`${path}.registry`);
  else if (text(source, 'tenant').length >= 65)
    problems.say('required', `${path}.tenant`, 'tenant may have at most 64 characters');
  else if (!registry.split(',').every((pair) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))) {
    problems.invalid(`${path}.registry`, registry, 'must be host:port, or several with commas');
  }
  needs('volume')(problems, source, path);
}

function checkFibreChannel(problems: Problems, source: Fields, path: string): void {
  const names = items(source, 'targetWWNs').length;
  const ids = items(source, 'wwids').length;
  if (names < 1 && ids < 1) problems.say('required', `${path}.targetWWNs`, 'targetWWNs or wwids must be set');
  if (names > 0 && ids > 0)
    problems.invalid(`${path}.targetWWNs`, source['targetWWNs'], 'targetWWNs and wwids exclude each other');
  if (names === 0) return;
  const lun = optionalInteger(source, 'lun');
  if (lun === undefined) problems.required(`${path}.lun`, 'targetWWNs need it');
  else if (lun < 0 || lun > 255) problems.invalid(`${path}.lun`, lun, 'must be 0 to 255');
}

function checkFlexVolume(problems: Problems, source: Fields, path: string): void {
  needs('driver')(problems, source, path);
  for (const key of Object.keys(record(source, 'options'))) {
    const domain = `.${(key.includes('/') ? (key.split('/')[0] ?? '') : key).toLowerCase()}`;
    if (domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io'))
      problems.invalid(`${path}.options[${key}]`, key, 'this domain belongs to Kubernetes');
  }
}

function checkSecretRefName(problems: Problems, source: Fields, path: string): void {
  if (isSet(source, 'secretRef') && text(record(source, 'secretRef'), 'name') === '')
    problems.required(`${path}.secretRef.name`);
}

const CACHING = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];

function checkAzureDisk(problems: Problems, source: Fields, path: string): void {
  needs('diskName', 'diskURI')(problems, source, path);
  const caching = optionalText(source, 'cachingMode') ?? 'ReadWrite';
  const kind = optionalText(source, 'kind') ?? 'Shared';
  const uri = text(source, 'diskURI');
  if (!CACHING.includes(caching)) problems.unsupported(`${path}.cachingMode`, caching, CACHING);
  if (!DISK_KINDS.includes(kind)) problems.unsupported(`${path}.kind`, kind, DISK_KINDS);
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (!uri.startsWith(start)) problems.unsupported(`${path}.diskURI`, uri, [`${start}...`]);
}

function checkStorageOs(problems: Problems, source: Fields, path: string): void {
  const name = text(source, 'volumeName');
  const namespace = text(source, 'volumeNamespace');
  if (name === '') problems.required(`${path}.volumeName`);
  else problems.invalidEach(`${path}.volumeName`, name, dnsLabelProblems(name));
  if (namespace !== '')
    problems.invalidEach(`${path}.volumeNamespace`, namespace, dnsLabelProblems(namespace));
  checkSecretRefName(problems, source, path);
}

function checkCsi(problems: Problems, source: Fields, path: string): void {
  const driver = text(source, 'driver');
  if (driver === '') problems.required(`${path}.driver`);
  if (driver.length > 63) problems.tooLong(`${path}.driver`, 63);
  problems.invalidEach(`${path}.driver`, driver, dnsSubdomainProblems(driver.toLowerCase()));
  const secret = optionalRecord(source, 'nodePublishSecretRef');
  if (!secret) return;
  if (text(secret, 'name') === '') problems.required(`${path}.nodePublishSecretRef.name`);
  else problems.invalidEach(`${path}.name`, text(secret, 'name'), dnsSubdomainProblems(text(secret, 'name')));
}

function checkEphemeral(problems: Problems, source: Fields, path: string): void {
  const template = optionalRecord(source, 'volumeClaimTemplate');
  if (template) checkClaimTemplate(problems, template, `${path}.volumeClaimTemplate`);
  else problems.required(`${path}.volumeClaimTemplate`);
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** The reference may be empty in templates, for controllers to fill. */
function checkImage(problems: Problems, source: Fields, path: string): void {
  const policy = text(source, 'pullPolicy') || 'IfNotPresent';
  if (!PULL_POLICIES.includes(policy)) problems.unsupported(`${path}.pullPolicy`, policy, PULL_POLICIES);
}

function checkDownward(problems: Problems, source: Fields, path: string): void {
  checkFileMode(problems, optionalInteger(source, 'defaultMode'), `${path}.defaultMode`);
  for (const file of records(source, 'items')) checkDownwardFile(problems, file, path);
}

export const SOURCE_CHECKS: readonly SourceCheck[] = [
  { field: 'hostPath', check: checkHostPath },
  { field: 'gitRepo', check: checkGitRepo },
  { field: 'gcePersistentDisk', name: 'persistentDisk', check: checkDisk('pdName') },
  { field: 'awsElasticBlockStore', check: checkDisk('volumeID') },
  { field: 'secret', check: checkFiles('secretName') },
  { field: 'nfs', check: checkNfs },
  { field: 'iscsi', check: checkIscsi },
  { field: 'glusterfs', check: needs('endpoints', 'path') },
  { field: 'flocker', check: checkFlocker },
  { field: 'persistentVolumeClaim', check: needs('claimName') },
  { field: 'rbd', check: needs('monitors', 'image') },
  {
    field: 'cinder',
    check: (problems, source, path) => {
      needs('volumeID')(problems, source, path);
      checkSecretRefName(problems, source, path);
    },
  },
  { field: 'cephfs', clashName: 'cephFS', check: needs('monitors') },
  { field: 'quobyte', check: checkQuobyte },
  { field: 'downwardAPI', clashName: 'downwarAPI', check: checkDownward },
  { field: 'fc', check: checkFibreChannel },
  { field: 'flexVolume', check: checkFlexVolume },
  { field: 'configMap', check: checkFiles('name') },
  { field: 'azureFile', check: needs('secretName', 'shareName') },
  { field: 'vsphereVolume', check: needs('volumePath') },
  { field: 'photonPersistentDisk', check: needs('pdID') },
  { field: 'portworxVolume', check: needs('volumeID') },
  { field: 'azureDisk', check: checkAzureDisk },
  { field: 'storageos', check: checkStorageOs },
  { field: 'projected', check: checkProjected },
  { field: 'scaleIO', check: needs('gateway', 'system', 'volumeName') },
  { field: 'csi', check: checkCsi },
  { field: 'ephemeral', check: checkEphemeral },
  { field: 'image', check: checkImage },
];
