/** A YAML text inside a block scalar of another one, with the places of the outer text. */
import { parseFile, valueAt, type Manifest, type Path } from '../manifest/document';
import type { Range } from '../model/finding';

export type Shift = (range: Range) => Range;

export interface Embedded {
  readonly manifests: readonly Manifest[];
  readonly shift: Shift;
}

/** Undefined for what is no literal block: other styles fold lines, so that places are lost. */
export function embeddedIn(outer: Manifest, path: Path): Embedded | undefined {
  const place = outer.placeOf(path);
  const text = valueAt(outer.value, path);
  if (place?.node.kind !== 'scalar' || place.node.style !== 'literal' || typeof text !== 'string')
    return undefined;
  const source = outer.sourceOf(path) ?? '';
  const first = source.split('\n').findIndex((line, index) => index > 0 && line.trim() !== '');
  const indent = /^ */.exec(source.split('\n')[first] ?? '')?.[0].length ?? 0;
  // Blank lines before the first one are part of the text.
  const line = outer.rangeOf(path).start.line + 1;
  return {
    manifests: parseFile({ uri: outer.uri, text }),
    shift: ({ start, end }) => ({
      start: { line: start.line + line, character: start.character + indent },
      end: { line: end.line + line, character: end.character + indent },
    }),
  };
}
