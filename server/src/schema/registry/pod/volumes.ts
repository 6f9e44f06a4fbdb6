/** Volumes of pods.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateVolumes, validateVolumeSource @v1.35.4 */
import { dnsLabelProblems, dnsSubdomainProblems } from '../names';
import { nearer, Problems } from '../problems';
import { signOf } from '../quantities';
import { isSet, quantityText, record, text, type Fields } from '../read';
import type { KnownVolumes } from './mounts';
import { SOURCE_CHECKS } from './volumeSources';

/** Whose volumes they are: a pod created by hand has a name, templates have none. */
export interface VolumeOwner {
  readonly isPod: boolean;
  readonly podName: string;
}

/** Checks the volumes.
 *  @returns those without a problem, which alone can be mounted */
export function checkVolumes(
  problems: Problems,
  volumes: readonly Fields[],
  owner: VolumeOwner,
  path: string,
): KnownVolumes {
  const { podName } = owner;
  const known = new Map<string, Fields>();
  const created = new Set(
    volumes
      .filter((volume) => isSet(volume, 'ephemeral'))
      .map((volume) => `${podName}-${text(volume, 'name')}`),
  );
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const own = checkVolume(volume, owner, at);
    const name = text(volume, 'name');
    if (known.has(name)) own.duplicate(`${at}.name`, name);
    if (own.list.length === 0) known.set(name, volume);
    problems.list.push(...own.list);
    const claim = text(record(volume, 'persistentVolumeClaim'), 'claimName');
    if (podName !== '' && isSet(volume, 'persistentVolumeClaim') && created.has(claim)) {
      problems.invalid(
        `${at}.persistentVolumeClaim.claimName`,
        claim,
        'an ephemeral volume of this pod creates that claim',
      );
    }
  });
  return known;
}

function checkVolume(volume: Fields, { isPod, podName }: VolumeOwner, path: string): Problems {
  const own = new Problems();
  checkSources(own, volume, path);
  const source = isSet(volume, 'emptyDir') ? 'emptyDir' : sourcesOf(volume)[0]?.field;
  if (isPod && source === 'image' && text(record(volume, 'image'), 'reference') === '')
    own.required(`${path}.image.reference`);
  if (source === 'ephemeral' && podName !== '') {
    const claim = `${podName}-${text(volume, 'name')}`;
    if (text(volume, 'name') !== '') own.invalidEach(`${path}.name`, claim, dnsSubdomainProblems(claim));
  }
  const name = text(volume, 'name');
  if (name === '') own.required(`${path}.name`);
  else own.invalidEach(`${path}.name`, name, dnsLabelProblems(name));
  return own;
}

/** The sources that a volume has, but for emptyDir. */
function sourcesOf(volume: Fields): typeof SOURCE_CHECKS {
  return SOURCE_CHECKS.filter((source) => isSet(volume, source.field));
}

/** Exactly one source; the first of several is checked. None at all means emptyDir, which defaulting sets. */
function checkSources(problems: Problems, volume: Fields, path: string): void {
  const emptyDir = isSet(volume, 'emptyDir') ? record(volume, 'emptyDir') : undefined;
  const limit = emptyDir && quantityText(emptyDir, 'sizeLimit');
  if (limit !== undefined && signOf(limit) < 0)
    problems.refused(`${path}.emptyDir.sizeLimit`, 'sizeLimit must not be negative');
  const given = sourcesOf(volume);
  const rest = emptyDir ? given : given.slice(1);
  for (const source of rest)
    problems.forbidden(
      nearer(`${path}.${source.clashName ?? source.field}`, `${path}.${source.field}`),
      `the volume has the source ${emptyDir ? 'emptyDir' : (given[0]?.field ?? '')} already`,
    );
  const first = emptyDir ? undefined : given[0];
  if (first) first.check(problems, record(volume, first.field), `${path}.${first.name ?? first.field}`);
  if (isSet(volume, 'iscsi')) checkPortalLength(problems, volume, path);
}

function checkPortalLength(problems: Problems, volume: Fields, path: string): void {
  const iscsi = record(volume, 'iscsi');
  const whole = `${text(volume, 'name')}:${text(iscsi, 'targetPortal')}`;
  if (isSet(iscsi, 'initiatorName') && whole.length > 64) {
    problems.invalid(
      `${path}.name`,
      text(volume, 'name'),
      'with an initiatorName, name and targetPortal together have at most 63 characters',
    );
  }
}

/** The volumes that a pod of a stateful set sees: its claim templates take the place of volumes of the same name. */
export function withClaimTemplates(
  volumes: readonly Fields[],
  templates: readonly Fields[],
): readonly Fields[] {
  const names = new Set(templates.map((template) => text(record(template, 'metadata'), 'name')));
  const claims = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return [...claims, ...volumes.filter((volume) => !names.has(text(volume, 'name')))];
}
