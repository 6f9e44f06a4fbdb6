/** PersistentVolumeClaim, and the claim templates of stateful sets and ephemeral volumes.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec @v1.35.4 */
import { checkAnnotations, checkLabels, checkLabelSelector } from './labels';
import { dnsLabelProblems, dnsSubdomainProblems } from './names';
import { checkResourceQuantity } from './pod/resources';
import { Problems, type BuiltinProblem } from './problems';
import { signOf } from './quantities';
import {
  optionalRecord,
  optionalText,
  quantityText,
  record,
  text,
  textMap,
  texts,
  type Fields,
} from './read';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

export function validateClaim(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  checkClaimSpec(problems, old ? spec : prepared(spec), 'spec');
  return problems.list;
}

/** A claim template of an ephemeral volume: only labels and annotations of its metadata may be set. */
export function checkClaimTemplate(problems: Problems, template: Fields, path: string): void {
  const metadata = record(template, 'metadata');
  checkAnnotations(problems, textMap(metadata, 'annotations'), `${path}.metadata.annotations`);
  checkLabels(problems, textMap(metadata, 'labels'), `${path}.metadata.labels`);
  for (const name of Object.keys(metadata)) {
    if (name === 'labels' || name === 'annotations' || isZero(metadata[name])) continue;
    problems.forbidden(
      `${path}.metadata.${name === 'uid' ? 'uID' : name}`,
      'the claim takes its name from the pod',
    );
  }
  checkClaimSpec(problems, record(template, 'spec'), `${path}.spec`);
}

function isZero(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === 0;
}

export function checkClaimSpec(problems: Problems, spec: Fields, path: string): void {
  checkAccessModes(problems, texts(spec, 'accessModes'), `${path}.accessModes`);
  checkLabelSelector(problems, optionalRecord(spec, 'selector'), `${path}.selector`);
  checkStorage(problems, spec, `${path}.resources[storage]`);
  for (const name of ['storageClassName', 'volumeAttributesClassName']) {
    const value = text(spec, name);
    if (value !== '') problems.invalidEach(`${path}.${name}`, value, dnsSubdomainProblems(value));
  }
  const mode = optionalText(spec, 'volumeMode');
  if (mode !== undefined && !VOLUME_MODES.includes(mode))
    problems.unsupported(`${path}.volumeMode`, mode, VOLUME_MODES);
  checkDataSources(problems, spec, path);
}

function checkAccessModes(problems: Problems, modes: readonly string[], path: string): void {
  if (modes.length === 0) problems.required(path, 'at least one mode is needed');
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) problems.unsupported(path, mode, ACCESS_MODES);
  const known = modes.filter((mode) => ACCESS_MODES.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    problems.forbidden(path, 'ReadWriteOncePod goes with no other mode');
  }
}

function checkStorage(problems: Problems, spec: Fields, path: string): void {
  const storage = quantityText(record(record(spec, 'resources'), 'requests'), 'storage');
  if (storage === undefined) problems.required(path, 'say how much storage is requested');
  else if (signOf(storage) <= 0) problems.invalid(path, storage, 'must be more than 0');
  else checkResourceQuantity(problems, 'storage', storage, path);
}

function checkDataSources(problems: Problems, spec: Fields, path: string): void {
  const source = optionalRecord(spec, 'dataSource');
  const reference = optionalRecord(spec, 'dataSourceRef');
  if (source) checkDataSource(problems, source, `${path}.dataSource`);
  if (reference) checkReference(problems, reference, `${path}.dataSourceRef`);
  if (!source || !reference) return;
  if (text(reference, 'namespace') !== '') {
    problems.invalid(path, source, 'dataSource cannot go with a dataSourceRef into another namespace');
  } else if (!isSameSource(source, reference)) {
    problems.invalid(path, source, 'dataSource and dataSourceRef must be the same');
  }
}

/** An apiGroup that is left out differs from one that is empty. */
function isSameSource(source: Fields, reference: Fields): boolean {
  return (
    optionalText(source, 'apiGroup') === optionalText(reference, 'apiGroup') &&
    ['kind', 'name'].every((name) => text(source, name) === text(reference, name))
  );
}

function checkReference(problems: Problems, reference: Fields, path: string): void {
  checkDataSource(problems, reference, path);
  const namespace = text(reference, 'namespace');
  if (namespace !== '') problems.invalidEach(`${path}.namespace`, namespace, dnsLabelProblems(namespace));
}

/** What a create makes of the sources: references into other namespaces are dropped (their gate is off in 1.35), and so
 *  is a lone dataSource that is neither claim nor snapshot; then one stands in for the other.
 *  @source kubernetes/kubernetes pkg/api/persistentvolumeclaim/util.go@v1.35.4 */
function prepared(spec: Fields): Fields {
  const given = optionalRecord(spec, 'dataSourceRef');
  const reference = given && text(given, 'namespace') === '' ? given : undefined;
  const source = optionalRecord(spec, 'dataSource');
  const kept = source && (reference || isClaimOrSnapshot(source)) ? source : undefined;
  return { ...spec, dataSource: kept ?? reference, dataSourceRef: reference ?? kept };
}

function isClaimOrSnapshot(source: Fields): boolean {
  const name = `${text(source, 'apiGroup')}/${text(source, 'kind')}`;
  return name === '/PersistentVolumeClaim' || name === 'snapshot.storage.k8s.io/VolumeSnapshot';
}

function checkDataSource(problems: Problems, source: Fields, path: string): void {
  const group = text(source, 'apiGroup');
  const kind = text(source, 'kind');
  if (text(source, 'name') === '') problems.required(`${path}.name`);
  if (kind === '') problems.required(`${path}.kind`);
  if (group === '' && kind !== 'PersistentVolumeClaim')
    problems.invalid(path, kind, 'without an apiGroup it must be a PersistentVolumeClaim');
  if (group !== '') problems.invalidEach(`${path}.apiGroup`, group, dnsSubdomainProblems(group));
}
