/** Owner references of all kinds. Upstream's paths have no index here.
 *  @source kubernetes/apimachinery pkg/api/validation/objectmeta.go ValidateOwnerReferences@v0.35.4 */
import { fieldsOf, type Fields } from '../manifest/fields';
import type { Path } from '../manifest/document';
import type { SchemaProblem } from './problem';

const PATH = 'metadata.ownerReferences';

export function ownerProblems(metadata: Fields): SchemaProblem[] {
  const owners = metadata['ownerReferences'];
  if (!Array.isArray(owners)) return [];
  const problems = owners.flatMap((owner: unknown, index) => ownerProblem(fieldsOf(owner), index));
  const controllers = owners.filter((owner) => fieldsOf(owner)['controller'] === true).length;
  if (controllers < 2) return problems;
  const message = `${controllers} owner references have controller: true; only one may`;
  return [...problems, { ...refusal(message, ['metadata', 'ownerReferences'], PATH), mark: 'key' }];
}

function ownerProblem(owner: Fields, index: number): SchemaProblem[] {
  const at: Path = ['metadata', 'ownerReferences', index];
  const version = versionOf(text(owner['apiVersion']));
  const empty = ['kind', 'name', 'uid'].filter((field) => text(owner[field]) === '');
  const problems = [...(version === '' ? ['apiVersion'] : []), ...empty].map((field) =>
    refusal(`an owner reference needs ${field}`, [...at, field], `${PATH}.${field}`),
  );
  const isCore = owner['apiVersion'] === 'v1' || owner['apiVersion'] === '/v1';
  const isEvent = isCore && owner['kind'] === 'Event';
  return isEvent ? [...problems, refusal('an Event cannot own anything', at, PATH)] : problems;
}

/** The version in `version` or `group/version`; nothing in what is neither. */
function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) ?? '');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const refusal = (message: string, at: Path, path: string): SchemaProblem => ({
  source: 'metadata',
  rule: 'metadata/owner',
  message,
  at,
  path,
});
