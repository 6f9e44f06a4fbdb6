/** Findings about rendered texts, told about the files that people edit. */
import { parseFile, type Manifest } from '../manifest/document';
import type { Finding } from '../model/finding';
import type { Place, RenderedFile } from './place';

/** A finding with what is known of its origin; of a file's own text, nothing. */
interface Located {
  readonly finding: Finding;
  readonly origin?: Origin;
}

interface Origin {
  readonly place: Place;
  readonly file: RenderedFile;
  readonly manifest: Manifest;
  /** What the renderings that show it were made with. */
  readonly inputs: readonly string[];
}

/** Findings in the order given, those of rendered files at the place that they came from. One that several renderings
 *  share at one place is told once. Fixes are left behind: their edits are for the rendered text.
 *  @param rendered  by URI, as the findings name it */
export function mapFindings(
  findings: readonly Finding[],
  rendered: ReadonlyMap<string, RenderedFile>,
): readonly Finding[] {
  if (rendered.size === 0) return findings;
  const parsed = new Map<RenderedFile, readonly Manifest[]>();
  const manifestsOf = (file: RenderedFile): readonly Manifest[] => {
    const known = parsed.get(file) ?? parseFile(file, { placeholders: 'allow' });
    parsed.set(file, known);
    return known;
  };
  const located = findings.map((finding): Located => {
    const file = rendered.get(finding.uri);
    const manifest = file && manifestsOf(file)[finding.document];
    if (!file || !manifest) return { finding };
    const place = file.originOf({ manifest, range: finding.range });
    return { finding, origin: { place, file, manifest, inputs: file.inputs } };
  });
  return eachPlaceOnce(located).map(told);
}

/** Overlays share their bases: what each of them shows at one place is one mistake. */
function eachPlaceOnce(located: readonly Located[]): readonly Located[] {
  const byPlace = new Map<string, Located>();
  located.forEach((one, index) => {
    const key = one.origin?.place.isExact ? placeKey(one.finding, one.origin) : String(index);
    const before = byPlace.get(key);
    byPlace.set(key, before ? together(before, one) : one);
  });
  return [...byPlace.values()];
}

function together(a: Located, b: Located): Located {
  if (!a.origin || !b.origin) return a;
  return { ...a, origin: { ...a.origin, inputs: [...new Set([...a.origin.inputs, ...b.origin.inputs])] } };
}

const placeKey = ({ rule, path, message }: Finding, { place: { uri, range } }: Origin): string =>
  JSON.stringify([rule, path, message, uri, range]);

function told({ finding, origin }: Located): Finding {
  if (!origin) return finding;
  const { place, file, manifest, inputs } = origin;
  const { uri, range, isExact } = place;
  const basis = `rendered by ${file.by}: ${inputs.join(', ')}`;
  const object = isExact ? '' : `${objectText(finding, manifest)}, `;
  return {
    ...finding,
    ...{ uri, range, fixes: [] },
    message: `${finding.message} (${object}${basis})`,
    rendered: { by: file.by, inputs, isExact },
  };
}

/** Which field is meant, where no line shows it. */
function objectText({ path }: Finding, { kind = '', name = '' }: Manifest): string {
  const object = `${kind} ${name}`.trim() || 'a document';
  return path === '' ? object : `${path} of ${object}`;
}
