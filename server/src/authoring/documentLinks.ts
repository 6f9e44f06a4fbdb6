/** Links in a file: from image aliases to their release notes, from triggers and instance types to their documentation. */
import type { Manifest, Path } from '../manifest/document';
import { listAt, textAt } from '../manifest/fields';
import { objectsIn } from '../manifest/list';
import type { Range } from '../model/finding';
import { INSTANCE_TYPE } from '../model/labels';
import { amiReleasePage, instancePage, scalerPage } from './links/pages';

export interface DocumentLink {
  readonly range: Range;
  readonly target: string;
  readonly tooltip: string;
}

export const documentLinks = (manifests: readonly Manifest[]): readonly DocumentLink[] =>
  manifests
    .flatMap(objectsIn)
    .flatMap((object) => [...amiLinks(object), ...triggerLinks(object), ...typeLinks(object)]);

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

/** More than this would be a wall of links: such lists are machine-made. */
const MAX_TYPE_LINKS = 100;

function typeLinks(manifest: Manifest): DocumentLink[] {
  if (manifest.kind !== 'NodePool') return [];
  const at: Path = ['spec', 'template', 'spec', 'requirements'];
  return listAt(manifest.value, 'spec', 'template', 'spec', 'requirements')
    .flatMap((requirement, index) =>
      textAt(requirement, 'key') === INSTANCE_TYPE
        ? listAt(requirement, 'values').flatMap((type, place) =>
            link(
              manifest,
              [...at, index, 'values', place],
              instancePage(String(type)),
              'Specification of the family',
            ),
          )
        : [],
    )
    .slice(0, MAX_TYPE_LINKS);
}

const link = (manifest: Manifest, path: Path, target: string | undefined, tooltip: string): DocumentLink[] =>
  target === undefined ? [] : [{ range: manifest.rangeOf(path), target, tooltip }];
