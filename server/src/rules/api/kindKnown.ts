/** A1, A8, G3: kinds and API versions that no current cluster serves. */
import { replaceValue } from '../edits';
import type { Manifest } from '../../manifest/document';
import { nearest } from '../nearest';
import { editRule, type Report } from '../rule';
import { GONE, MADE_UP, RENAMED, SERVED } from './knownApis';

export const kindKnown = editRule({
  id: 'api/kind-known',
  kinds: [],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The API version and kind of a manifest exist.',
    why:
      'What the API server does not know it refuses ("no matches for kind"). Kinds that Dryfit has never heard of are left ' +
      'alone, they may be custom resources; this speaks of names close to a known kind, of versions that are gone, and ' +
      'of kinds that circulate in articles without ever having existed.',
    source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  },
  check({ manifest, report }) {
    const { apiVersion, kind } = manifest;
    if (apiVersion === undefined || kind === undefined) return;
    const served = SERVED[kind];
    if (served?.includes(apiVersion)) return;
    const found = served
      ? wrongVersion(manifest, apiVersion, served)
      : unknownKind(manifest, apiVersion, kind);
    if (found) report(found);
  },
});

function wrongVersion(manifest: Manifest, apiVersion: string, served: readonly string[]): Report | undefined {
  const kind = manifest.kind ?? '';
  const current = served[0] ?? '';
  const madeUp = MADE_UP[kind];
  if (madeUp !== undefined) return { path: ['apiVersion'], message: `no such API: ${madeUp}` };
  const gone = GONE[kind]?.includes(apiVersion);
  const misspelt = nearest(apiVersion, served);
  if (!gone && !misspelt) return undefined;
  // A version that changed its shape, or its rules, is not moved by renaming it.
  const isMove = gone && /beta|alpha/.test(apiVersion);
  return {
    path: ['apiVersion'],
    message: `${apiVersion} ${isMove ? 'is no longer served' : `has no ${kind}`}: ${kind} is in ${current}`,
    ...(isMove
      ? {}
      : {
          fixes: () => [
            {
              title: `Change to ${current}`,
              safe: false,
              edits: replaceValue(manifest, ['apiVersion'], current),
            },
          ],
        }),
  };
}

function unknownKind(manifest: Manifest, apiVersion: string, kind: string): Report | undefined {
  const renamed = RENAMED[kind];
  if (renamed !== undefined && /^karpenter\./.test(apiVersion)) {
    return {
      path: ['apiVersion'],
      message: `${apiVersion} ${kind} is gone since Karpenter 1.0: it is ${renamed} now`,
    };
  }
  const madeUp = MADE_UP[kind];
  if (madeUp !== undefined) return { path: ['apiVersion'], message: `no such API: use ${madeUp}` };
  const guess = nearest(kind, Object.keys(SERVED));
  // Only a kind in the group of the one it resembles is a misspelling; other groups have kinds of their own.
  if (guess === undefined || !SERVED[guess]?.some((version) => group(version) === group(apiVersion)))
    return undefined;
  return {
    path: ['kind'],
    message: `${apiVersion} has no kind ${kind}; did you mean ${guess}?`,
    fixes: () => [
      { title: `Change to ${guess}`, safe: false, edits: replaceValue(manifest, ['kind'], guess) },
    ],
  };
}

const group = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
