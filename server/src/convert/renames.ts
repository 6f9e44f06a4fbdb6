/** Old names in workloads, written anew where they stand. */
import type { Manifest } from '../manifest/document';
import { fieldPath } from '../manifest/path';
import { spellText } from '../manifest/spell';
import type { DraftNote } from './draft';
import { oldAnnotationOf, oldLabelsOf, type OldName } from './oldLabels';

export interface Renamed {
  /** The document's own text with the current names. */
  readonly text: string;
  /** How many names were changed. */
  readonly count: number;
  readonly notes: readonly DraftNote[];
}

/** undefined for a workload without old names. Values stay: a converted Provisioner keeps its name as a NodePool. */
export function renameOld(manifest: Manifest): Renamed | undefined {
  const olds = [...oldLabelsOf(manifest), ...[oldAnnotationOf(manifest) ?? []].flat()];
  if (olds.length === 0) return undefined;
  const changes = olds.flatMap((old) => changeOf(manifest, old) ?? []);
  const changed = new Set(changes.map(({ old }) => old));
  let { text } = manifest.parsed;
  for (const { start, end, source } of [...changes].sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + source + text.slice(end);
  return {
    text,
    count: changes.length,
    notes: olds.filter((old) => !changed.has(old)).map(noteOf),
  };
}

interface Change {
  readonly old: OldName;
  /** Offsets of the document's own text. */
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

/** undefined where there is no current name, it is there already, or the text is shared by an alias. */
function changeOf(manifest: Manifest, old: OldName): Change | undefined {
  const { path, isKey, current, isDoubled } = old;
  const place = manifest.placeOf(path);
  if (current === undefined || isDoubled || !place || place.merged || isAliased(manifest, old))
    return undefined;
  const start = isKey ? place.keyStart : place.start;
  const end = isKey ? place.keyEnd : place.end;
  if (start === undefined || end === undefined) return undefined;
  const quote = manifest.parsed.text[start];
  const source = quote === "'" ? `'${current}'` : spellText(current, quote === '"');
  return { old, start, end, source };
}

const isAliased = (manifest: Manifest, { path }: OldName): boolean =>
  path.some((_, depth) => manifest.placeOf(path.slice(0, depth + 1))?.alias === true);

function noteOf({ path, name, current, isDoubled }: OldName): DraftNote {
  const why =
    current === undefined
      ? 'nothing took its place: select by requirements of a NodePool instead'
      : isDoubled
        ? `${current} stands beside it: remove the old one`
        : `it is shared by an anchor: write ${current} by hand`;
  return { severity: 'warning', path: fieldPath(path), message: `${name} is left as it is; ${why}` };
}
