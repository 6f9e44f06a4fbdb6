/** References that lead to nothing among the files: what they say, and the fix where one name is close. */
import type { Manifest } from '../manifest/document';
import type { Path } from '../manifest/path';
import { nearestWord } from '../util/nearest';
import { replaceValue } from './edits';
import type { ClusterGraph } from './graph';
import type { Report } from './rule';

export interface MissingReference {
  readonly path: Path;
  /** As people call the thing: `EC2NodeClass "default"`. */
  readonly what: string;
  readonly name: string;
  /** Names that exist. */
  readonly known: readonly string[];
}

/** Of a file that was never saved it is not known what it will stand beside: only others like it are looked at. */
const whereNot = ({ uri }: Manifest): string =>
  uri.startsWith('untitled:')
    ? 'in this file; what it belongs with is known once it is saved'
    : 'among the files';

/** "no WHAT among the files", and a change to the nearest name that is there. */
export function missingReference(manifest: Manifest, { path, what, name, known }: MissingReference): Report {
  const guess = nearestWord(name, known);
  return {
    path,
    message: `no ${what} "${name}" ${whereNot(manifest)}${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
    fixes: () =>
      guess === undefined
        ? []
        : [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }],
  };
}

/** Names of all objects of some kinds. */
export const namesOf = (graph: ClusterGraph, kinds: readonly string[]): readonly string[] =>
  kinds.flatMap((kind) => graph.ofKind(kind)).flatMap(({ name }) => name ?? []);
