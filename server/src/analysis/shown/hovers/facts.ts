/** What is known beyond a field's documentation at a place of a manifest: one hover a file, the first that answers. */
import type { Manifest } from '../../../manifest/document';
import { manifestAt, placeAt } from '../../../manifest/position';
import type { Position, Range } from '../../../model/finding';
import { amiAliasFacts } from './amiAlias';
import type { Facts, HoverAsk } from './ask';
import { budgetFacts } from './budget';
import { containerFacts } from './container';
import { lifetimeFacts } from './lifetime';
import { requirementFacts } from './requirement';
import { scalerFacts } from './scaler';
import { workloadFacts } from './workload';

const ALL: readonly Facts[] = [
  requirementFacts,
  budgetFacts,
  lifetimeFacts,
  workloadFacts,
  containerFacts,
  scalerFacts,
  amiAliasFacts,
];

export interface FactsHover {
  readonly markdown: string;
  readonly range: Range;
}

/** Markdown; undefined where nothing more is known. */
export function factsAt(
  manifests: readonly Manifest[],
  position: Position,
  known: Pick<HoverAsk, 'cluster' | 'time'>,
): FactsHover | undefined {
  const manifest = manifestAt(manifests, position);
  const place = manifest && placeAt(manifest, position);
  if (!place) return undefined;
  const { path, part, range } = place;
  for (const facts of ALL) {
    const markdown = facts({ ...known, manifest, path, part });
    if (markdown !== undefined) return { markdown, range };
  }
  return undefined;
}
