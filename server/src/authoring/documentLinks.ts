/** Links in a file: from image aliases to their release notes, from triggers to their documentation. */
import type { Manifest, Path } from '../manifest/document';
import { listAt, textAt } from '../manifest/fields';
import type { Range } from '../model/finding';
import { amiReleasePage, scalerPage } from './links/pages';

export interface DocumentLink {
  readonly range: Range;
  readonly target: string;
  readonly tooltip: string;
}

export const documentLinks = (manifests: readonly Manifest[]): readonly DocumentLink[] =>
  manifests.flatMap((manifest) => [...amiLinks(manifest), ...triggerLinks(manifest)]);

function amiLinks(manifest: Manifest): DocumentLink[] {
  if (manifest.kind !== 'EC2NodeClass') return [];
  return listAt(manifest.value, 'spec', 'amiSelectorTerms').flatMap((term, index) => {
    const target = amiReleasePage(textAt(term, 'alias') ?? '');
    return link(manifest, ['spec', 'amiSelectorTerms', index, 'alias'], target, 'Release notes of the image');
  });
}

function triggerLinks(manifest: Manifest): DocumentLink[] {
  if (manifest.kind !== 'ScaledObject' && manifest.kind !== 'ScaledJob') return [];
  return listAt(manifest.value, 'spec', 'triggers').flatMap((trigger, index) => {
    const target = scalerPage(textAt(trigger, 'type') ?? '');
    return link(manifest, ['spec', 'triggers', index, 'type'], target, 'Documentation of the scaler');
  });
}

const link = (manifest: Manifest, path: Path, target: string | undefined, tooltip: string): DocumentLink[] =>
  target === undefined ? [] : [{ range: manifest.rangeOf(path), target, tooltip }];
