/** Files that kustomizations name as patches: pieces of objects, which no server is asked about by themselves. */
import type { Manifest } from '../../manifest/document';
import { fileFacts } from './fileFacts';
import { isKustomizationName, Kustomizations } from './kustomize';
import { uriKey } from '../uris';

/** The manifests without those of patches. */
export function withoutPatches(manifests: readonly Manifest[]): readonly Manifest[] {
  const patches = patchKeys(manifests);
  return patches.size === 0 ? manifests : manifests.filter(({ uri }) => !patches.has(uriKey(uri)));
}

/** By `uriKey`. */
function patchKeys(manifests: readonly Manifest[]): ReadonlySet<string> {
  const kustomizations = manifests
    .filter(({ uri }) => isKustomizationName(uri))
    .map(({ uri, value }) => ({ key: uriKey(uri), facts: fileFacts([value]) }));
  return new Kustomizations(kustomizations).patches();
}
