/** Which kind a manifest says it is: one of ours, another, a near miss, or nothing that Kubernetes would read. */
import type { Manifest } from '../manifest/document';
import { isFields } from '../manifest/fields';
import { hasPlaceholder } from '../manifest/placeholders';
import { nearestWord } from '../util/nearest';
import { allKinds, findKind, type KindSchema } from './kinds';
import type { SchemaProblem } from './problem';
import { describeValue, withArticle } from './wording';
import { COMMON_NAMES, foreignGroupOf, FOREIGN_KINDS, successorOf } from './foreignKinds';

export type Identity =
  | { readonly type: 'known'; readonly kind: KindSchema }
  /** Not ours to judge; `hint` where it likely is a slip. */
  | { readonly type: 'unknown'; readonly hint?: SchemaProblem }
  /** Kubernetes could not tell what it is. */
  | { readonly type: 'refused'; readonly problem: SchemaProblem };

const VERSION = /^v[1-9]\d*(?:(?:alpha|beta)[1-9]\d*)?$/;

export function identify(manifest: Manifest, karpenterVersion: string): Identity {
  const { value } = manifest;
  if (!isFields(value) || !looksLikeKubernetes(value)) return { type: 'unknown' };
  const problem = missing(value, 'apiVersion') ?? missing(value, 'kind') ?? badVersion(manifest.apiVersion);
  if (problem) return { type: 'refused', problem };
  const { apiVersion = '', kind = '' } = manifest;
  const known = findKind(apiVersion, kind, karpenterVersion);
  if (known) return { type: 'known', kind: known };
  const hint = nearMiss(apiVersion, kind);
  return hint ? { type: 'unknown', hint } : { type: 'unknown' };
}

/** Other tools' files have a `kind` or a version too: half of a type counts only where it could be one of Kubernetes', and
 *  beside the rest of an object. */
function looksLikeKubernetes(value: Readonly<Record<string, unknown>>): boolean {
  const { apiVersion, kind, metadata, spec } = value;
  if ('apiVersion' in value && 'kind' in value) {
    if (isEmpty(kind)) return typeof apiVersion !== 'string' || isKnownVersion(apiVersion);
    return !isEmpty(apiVersion) || typeof kind !== 'string' || isKnownKind(kind);
  }
  if (!isFields(metadata) && !isFields(spec)) return false;
  if ('kind' in value)
    return isKnownKind(kind) || (isFields(metadata) && typeof metadata['name'] === 'string');
  return typeof apiVersion === 'string' && isKnownVersion(apiVersion);
}

const isEmpty = (value: unknown): boolean => value === null || value === '';

const isKnownVersion = (apiVersion: string): boolean =>
  VERSION.test(apiVersion.split('/').at(-1) ?? '') &&
  (isOurs(apiVersion) || groupOf(apiVersion).endsWith('.k8s.io'));

const isKnownKind = (kind: unknown): boolean =>
  typeof kind === 'string' && (FOREIGN_KINDS.has(kind) || allKinds().some((one) => one.kind === kind));

function missing(
  value: Readonly<Record<string, unknown>>,
  field: 'apiVersion' | 'kind',
): SchemaProblem | undefined {
  const given = value[field];
  if (typeof given === 'string' && given !== '') return undefined;
  if (given === undefined || given === null || given === '') {
    return {
      source: 'metadata',
      rule: `metadata/${field}`,
      message: `${field} is missing: ${missingType(field, value)}`,
      at: [field],
      blocksRules: true,
    };
  }
  return {
    source: 'decode',
    rule: 'decode/type',
    message: `${field} must be a text, not ${describeValue(given)}`,
    at: [field],
  };
}

/** What would be right, as far as the other half of the type tells. */
function missingType(field: 'apiVersion' | 'kind', value: Readonly<Record<string, unknown>>): string {
  const versions = allKinds().filter(({ kind }) => kind === value['kind']);
  if (field === 'apiVersion' && versions.length > 0)
    return `${withArticle(String(value['kind']))} has ${[...new Set(versions.map(({ apiVersion }) => apiVersion))].join(' or ')}`;
  return 'every object says its apiVersion and kind';
}

function badVersion(apiVersion = ''): SchemaProblem | undefined {
  if (apiVersion.split('/').length <= 2) return undefined;
  const message = `apiVersion ${apiVersion} has more than one "/"; it is written group/version`;
  return { source: 'metadata', rule: 'metadata/apiVersion', message, at: ['apiVersion'] };
}

/** A finding where the type is close to a real one: a misspelt kind, a group or version that the kind does not have. */
function nearMiss(apiVersion: string, kind: string): SchemaProblem | undefined {
  if (hasPlaceholder(apiVersion) || hasPlaceholder(kind)) return undefined;
  const sameKind = allKinds().filter((candidate) => candidate.kind === kind);
  if (sameKind.length > 0 && !isNameOfMany(kind, apiVersion, sameKind))
    return wrongVersion(apiVersion, kind, sameKind);
  const successor = successorOf(kind, groupOf(apiVersion));
  if (successor) return superseded(kind, successor);
  if (FOREIGN_KINDS.has(kind)) return undefined;
  const sameVersion = allKinds().filter((candidate) => candidate.apiVersion === apiVersion);
  const names = (sameVersion.length > 0 ? sameVersion : allKinds()).map((candidate) => candidate.kind);
  const near = nearestWord(kind, names);
  if (near === undefined || (sameVersion.length === 0 && !isOurs(apiVersion))) return undefined;
  const message = `unknown kind ${kind} in ${apiVersion}: nothing is checked here; did you mean ${near}?`;
  return {
    ...{ source: 'rule', rule: 'kind/unknown', message, at: ['kind'] },
    fix: {
      title: `Change to ${near}`,
      part: 'value',
      rewrite: (source) => source.replace(kind, near),
      safe: false,
    },
  };
}

/** Kinds of ours whose name others use as well are meant only in their own group. */
const isNameOfMany = (kind: string, apiVersion: string, ours: readonly KindSchema[]): boolean =>
  COMMON_NAMES.has(kind) && ours.every(({ group }) => group !== groupOf(apiVersion));

const superseded = (kind: string, successor: string): SchemaProblem => ({
  source: 'rule',
  rule: 'kind/superseded',
  message: `${kind} is not checked: ${successor}`,
  at: ['apiVersion'],
});

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
const isOurs = (apiVersion: string): boolean => allKinds().some(({ group }) => group === groupOf(apiVersion));

function wrongVersion(
  apiVersion: string,
  kind: string,
  candidates: readonly KindSchema[],
): SchemaProblem | undefined {
  if (foreignGroupOf(kind, groupOf(apiVersion))) return undefined;
  const versions = candidates.map((candidate) => candidate.apiVersion);
  const near = nearestWord(apiVersion, versions) ?? versions.at(-1) ?? '';
  const what = VERSION.test(apiVersion.split('/').at(-1) ?? '') ? 'is not in' : 'cannot be in';
  const message = `${kind} ${what} ${apiVersion}: nothing is checked here; it is in ${versions.join(' and ')}`;
  return {
    ...{ source: 'rule', rule: 'kind/wrong-api-version', message, at: ['apiVersion'] },
    fix: {
      title: `Change to ${near}`,
      part: 'value',
      rewrite: (source) => source.replace(apiVersion, near),
      safe: false,
    },
  };
}
