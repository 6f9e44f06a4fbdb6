/** Files that kustomizations name as patches, or that are called so: pieces of objects, which no server is asked about by themselves. */
import type { Manifest } from '../../manifest/document';
import { fileFacts } from './fileFacts';
import { isKustomizationName, isPatchName, Kustomizations } from './kustomize';
import { uriKey } from '../uris';

/** The manifests without those of patches. */
export function withoutPatches(manifests: readonly Manifest[]): readonly Manifest[] {
  const patches = patchKeys(manifests);
  return patches.size === 0 ? manifests : manifests.filter(({ uri }) => !patches.has(uriKey(uri)));
}

/** By `uriKey`. */
function patchKeys(manifests: readonly Manifest[]): ReadonlySet<string> {
  const values = new Map<string, unknown[]>();
  for (const { uri, value } of manifests) {
    if (!isKustomizationName(uri) && !isPatchName(uri)) continue;
    const key = uriKey(uri);
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const files = [...values].map(([key, own]) => ({ key, facts: fileFacts(own) }));
  return new Kustomizations(files).patches();
}
