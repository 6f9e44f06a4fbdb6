/** PersistentVolumeClaim, and the claim templates of stateful sets and ephemeral volumes.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec @v1.35.4 */
import { wholeUnits } from '../../util/quantity';
import { isEqual } from './canonical';
import { checkAnnotations, checkLabels, checkLabelSelector } from './labels';
import { dnsLabelProblems, dnsSubdomainProblems } from './names';
import { checkResourceQuantity } from './pod/resources';
import { nearer, Problems, type BuiltinProblem, type Where } from './problems';
import { signOf } from './quantities';
import {
  isSet,
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
  const spec = prepared(record(object, 'spec'), old && record(old, 'spec'));
  checkClaimSpec(problems, spec, 'spec', {
    isAnyGroup: old !== undefined && namesGroup(record(old, 'spec')),
  });
  if (old) checkClaimUpdate(problems, spec, old);
  return problems.list;
}

/** A claim of whose state the stored object says nothing is taken as bound, as nearly all are: it can grow.
 *  up to any size, but not shrink.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimUpdate @v1.35.4 */
function checkClaimUpdate(problems: Problems, spec: Fields, stored: Fields): void {
  const old = withOneSource(record(stored, 'spec'));
  const phase = text(record(stored, 'status'), 'phase');
  const free = [
    ...(text(old, 'volumeName') === '' ? ['volumeName'] : []),
    ...(isSet(old, 'storageClassName') ? [] : ['storageClassName']),
    ...(phase === '' || phase === 'Bound' ? ['volumeAttributesClassName'] : []),
  ];
  const kept = Object.fromEntries(free.map((name) => [name, old[name] ?? null]));
  const resources = phase === '' || phase === 'Bound' ? withStorageOf(spec, old) : spec['resources'];
  const now: Fields = { ...spec, ...kept, resources };
  const changed = [...new Set([...Object.keys(now), ...Object.keys(old)])].filter(
    (name) => !isEqual({ [name]: now[name] }, { [name]: old[name] }),
  );
  const [first] = changed;
  if (first !== undefined)
    problems.refused(
      nearer('spec', `spec.${first}`),
      `${changed.join(', ')} cannot be changed in a claim that exists; only resources.requests.storage and volumeAttributesClassName can`,
    );
  const capacity = sizeIn(record(record(stored, 'status'), 'capacity')) ?? storageOf(old);
  if (storageOf(spec) < storageOf(old) && storageOf(spec) <= capacity)
    problems.refused('spec.resources.requests.storage', smaller(requested(spec), requested(old)));
  const [mode, before] = [spec, old].map((one) => text(one, 'volumeMode') || 'Filesystem');
  if (mode !== before)
    problems.invalid(
      nearer('volumeMode', 'spec.volumeMode'),
      mode,
      `it cannot be changed, and was ${before}`,
    );
}

const requested = (spec: Fields): string | undefined =>
  quantityText(record(record(spec, 'resources'), 'requests'), 'storage');

const smaller = (now = 'nothing', before = 'nothing'): string =>
  `${now} is less than the ${before} before: a volume cannot become smaller`;

const storageOf = (spec: Fields): number => sizeIn(record(record(spec, 'resources'), 'requests')) ?? 0;

function sizeIn(amounts: Fields): number | undefined {
  const storage = quantityText(amounts, 'storage');
  return storage === undefined ? undefined : wholeUnits(storage);
}

function withStorageOf(spec: Fields, old: Fields): Fields {
  const resources = record(spec, 'resources');
  const requests = record(resources, 'requests');
  const stored = record(record(old, 'resources'), 'requests')['storage'];
  return isSet(resources, 'requests')
    ? { ...resources, requests: { ...requests, storage: stored } }
    : resources;
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

/** What is not looked at. */
interface Leniency {
  /** Groups of data sources, once a stored claim has one.
   *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go allowInvalidAPIGroupInDataSourceOrRef @v1.35.4 */
  readonly isAnyGroup?: boolean;
}

const namesGroup = (spec: Fields): boolean =>
  ['dataSource', 'dataSourceRef'].some((name) => isSet(record(spec, name), 'apiGroup'));

export function checkClaimSpec(
  problems: Problems,
  spec: Fields,
  path: string,
  leniency: Leniency = {},
): void {
  checkAccessModes(problems, texts(spec, 'accessModes'), `${path}.accessModes`);
  checkLabelSelector(problems, optionalRecord(spec, 'selector'), `${path}.selector`);
  checkStorage(problems, spec, nearer(`${path}.resources[storage]`, `${path}.resources.requests.storage`));
  for (const name of ['storageClassName', 'volumeAttributesClassName']) {
    const value = text(spec, name);
    if (value !== '') problems.invalidEach(`${path}.${name}`, value, dnsSubdomainProblems(value));
  }
  const mode = optionalText(spec, 'volumeMode');
  if (mode !== undefined && !VOLUME_MODES.includes(mode))
    problems.unsupported(`${path}.volumeMode`, mode, VOLUME_MODES);
  checkDataSources(problems, spec, path, leniency);
}

function checkAccessModes(problems: Problems, modes: readonly string[], path: string): void {
  if (modes.length === 0) problems.required(path, 'at least one mode is needed');
  modes.forEach((mode, index) => {
    if (!ACCESS_MODES.includes(mode))
      problems.unsupported(nearer(path, `${path}[${index}]`), mode, ACCESS_MODES);
  });
  const known = modes.filter((mode) => ACCESS_MODES.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    problems.refused(path, 'ReadWriteOncePod goes with no other mode');
  }
}

function checkStorage(problems: Problems, spec: Fields, where: Where): void {
  const storage = requested(spec);
  if (storage === undefined) problems.required(where, 'it is how large the volume is, such as 20Gi');
  else if (signOf(storage) <= 0) problems.invalid(where, storage, 'must be more than 0');
  else checkResourceQuantity(problems, 'storage', storage, where);
}

function checkDataSources(problems: Problems, spec: Fields, path: string, leniency: Leniency): void {
  const source = optionalRecord(spec, 'dataSource');
  const reference = optionalRecord(spec, 'dataSourceRef');
  if (source) checkDataSource(problems, source, `${path}.dataSource`, leniency);
  if (reference) checkReference(problems, reference, `${path}.dataSourceRef`, leniency);
  if (!source || !reference) return;
  if (text(reference, 'namespace') !== '') {
    refuseBoth(problems, path, 'dataSource cannot go with a dataSourceRef into another namespace');
  } else if (!isSameSource(source, reference)) {
    refuseBoth(problems, path, 'dataSource and dataSourceRef must name the same object');
  }
}

const refuseBoth = (problems: Problems, path: string, sentence: string): void =>
  problems.say('invalid', nearer(path, `${path}.dataSource`), sentence);

/** An apiGroup that is left out differs from one that is empty. */
function isSameSource(source: Fields, reference: Fields): boolean {
  return (
    optionalText(source, 'apiGroup') === optionalText(reference, 'apiGroup') &&
    ['kind', 'name'].every((name) => text(source, name) === text(reference, name))
  );
}

function checkReference(problems: Problems, reference: Fields, path: string, leniency: Leniency): void {
  checkDataSource(problems, reference, path, leniency);
  const namespace = text(reference, 'namespace');
  if (namespace !== '') problems.invalidEach(`${path}.namespace`, namespace, dnsLabelProblems(namespace));
}

/** What a create makes of the sources: references into other namespaces are dropped (their gate is off in 1.35), and so
 *  is a lone dataSource that is neither claim nor snapshot; then one stands in for the other.
 *  @source kubernetes/kubernetes pkg/api/persistentvolumeclaim/util.go@v1.35.4 */
function prepared(spec: Fields, old: Fields = {}): Fields {
  const given = optionalRecord(spec, 'dataSourceRef');
  const mayCross = isSet(old, 'dataSourceRef');
  const reference = given && (mayCross || text(given, 'namespace') === '') ? given : undefined;
  const source = optionalRecord(spec, 'dataSource');
  const isTaken = source && (reference || isSet(old, 'dataSource') || isClaimOrSnapshot(source));
  return withOneSource({ ...spec, dataSource: isTaken ? source : null, dataSourceRef: reference ?? null });
}

/** Of the two sources one stands in for the other, unless it is in another namespace. */
function withOneSource(spec: Fields): Fields {
  const source = optionalRecord(spec, 'dataSource');
  const reference = optionalRecord(spec, 'dataSourceRef');
  const isFar = reference !== undefined && text(reference, 'namespace') !== '';
  return { ...spec, dataSource: source ?? (isFar ? null : reference), dataSourceRef: reference ?? source };
}

function isClaimOrSnapshot(source: Fields): boolean {
  const name = `${text(source, 'apiGroup')}/${text(source, 'kind')}`;
  return name === '/PersistentVolumeClaim' || name === 'snapshot.storage.k8s.io/VolumeSnapshot';
}

function checkDataSource(
  problems: Problems,
  source: Fields,
  path: string,
  { isAnyGroup = false }: Leniency,
): void {
  const group = text(source, 'apiGroup');
  const kind = text(source, 'kind');
  if (text(source, 'name') === '') problems.required(`${path}.name`);
  if (kind === '') problems.required(`${path}.kind`);
  if (group === '' && kind !== 'PersistentVolumeClaim')
    problems.invalid(
      nearer(path, `${path}.kind`),
      kind,
      'without an apiGroup it must be PersistentVolumeClaim',
    );
  if (group !== '' && !isAnyGroup)
    problems.invalidEach(`${path}.apiGroup`, group, dnsSubdomainProblems(group));
}
