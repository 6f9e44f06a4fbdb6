/** Projected volumes and files of the downward API.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateProjectionSources @v1.35.4 */
import type { Problems } from '../problems';
import { integer, isSet, optionalInteger, optionalRecord, record, records, text, type Fields } from '../read';
import { checkFieldRef, checkResourceFieldRef, VOLUME_FIELD_PATHS } from './env';
import { checkFileMode, checkKeyToPath, checkLocalPath } from './paths';

const TEN_MINUTES = 600;

/** One file of the downward API. */
export function checkDownwardFile(problems: Problems, file: Fields, path: string): void {
  if (text(file, 'path') === '') problems.required(`${path}.path`);
  checkLocalPath(problems, text(file, 'path'), `${path}.path`);
  const field = optionalRecord(file, 'fieldRef');
  const resource = optionalRecord(file, 'resourceFieldRef');
  if (field) {
    checkFieldRef(problems, field, VOLUME_FIELD_PATHS, `${path}.fieldRef`);
    if (resource) problems.invalid(path, undefined, 'fieldRef and resourceFieldRef exclude each other');
  } else if (resource) {
    checkResourceFieldRef(problems, resource, true, `${path}.resourceFieldRef`);
  } else {
    problems.say('required', path, 'a file needs fieldRef or resourceFieldRef');
  }
  checkFileMode(problems, optionalInteger(file, 'mode'), `${path}.mode`);
}

/** Sources whose gates are off in 1.35 (clusterTrustBundle, podCertificate) are dropped before validation. */
export function checkProjected(problems: Problems, projected: Fields, path: string): void {
  checkFileMode(problems, optionalInteger(projected, 'defaultMode'), `${path}.defaultMode`);
  const taken = new Set<string>();
  records(projected, 'sources').forEach((source, index) => {
    const at = `${path}.sources[${index}]`;
    const given = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((name) =>
      isSet(source, name),
    );
    for (const name of given)
      checkSource(problems, name, record(source, name), { taken, path, at: `${at}.${name}` });
    if (given.length > 1) problems.refused(at, `keep one of ${given.join(' and ')} in this entry`);
  });
}

interface ProjectionPlace {
  readonly taken: Set<string>;
  /** The projected volume, where files that clash are reported. */
  readonly path: string;
  readonly at: string;
}

function checkSource(problems: Problems, name: string, source: Fields, place: ProjectionPlace): void {
  if (name === 'serviceAccountToken') return checkToken(problems, source, place);
  if (name !== 'downwardAPI' && text(source, 'name') === '') problems.required(`${place.at}.name`);
  records(source, 'items').forEach((item, index) => {
    if (name === 'downwardAPI') checkDownwardFile(problems, item, place.at);
    else checkKeyToPath(problems, item, `${place.at}.items[${index}]`);
    const file = text(item, 'path');
    if (file === '') return;
    if (place.taken.has(file)) problems.invalid(place.path, file, 'two sources write this file');
    place.taken.add(file);
  });
}

function checkToken(problems: Problems, token: Fields, place: ProjectionPlace): void {
  const seconds = isSet(token, 'expirationSeconds') ? integer(token, 'expirationSeconds') : 3600;
  if (seconds < TEN_MINUTES)
    problems.invalid(`${place.at}.expirationSeconds`, seconds, 'at least 600 seconds are needed');
  if (seconds > 2 ** 32)
    problems.invalid(`${place.at}.expirationSeconds`, seconds, 'at most 2^32 seconds are allowed');
  const file = text(token, 'path');
  if (file === '') problems.required(`${place.path}.path`);
  else checkLocalPath(problems, file, `${place.path}.path`);
}
