/** Which of the files given make one cluster: each folder that holds a NodePool, with what lies below it. */
import { parseFile } from '../../manifest/document';
import type { SourceFile } from '../../model/finding';
import { compareText } from '../../util/sort';
import { findClusters } from './clusters';
import { fileFacts, type ObjectFacts } from './fileFacts';
import { uriKey } from '../uris';

/** A text with the name that people know it by. */
export interface LabelledFile extends SourceFile {
  /** A path, relative to where the person stands where that is possible. */
  readonly label: string;
}

export interface FileCluster<File extends LabelledFile = LabelledFile> {
  /** The folder as people write it; the path given when all files are one cluster. */
  readonly name: string;
  readonly files: readonly File[];
}

/** What was read from a text, for a second look at the same one. */
export type KnownFacts = Map<string, readonly ObjectFacts[]>;

/** Clusters by name. Files that belong to none make one more, without a NodePool; never empty for files given. */
export function clustersOf<File extends LabelledFile>(
  files: readonly File[],
  known: KnownFacts = new Map(),
): readonly FileCluster<File>[] {
  const byKey = new Map(files.map((file) => [uriKey(file.uri), file]));
  const facts = [...byKey].map(([key, file]) => ({ key, facts: factsOf(file, known) }));
  const clusters = findClusters(facts, [])
    .map(({ keys }) => {
      const own = keys.flatMap((key) => byKey.get(key) ?? []);
      return { name: commonFolder(own.map(({ label }) => label)), files: own };
    })
    .sort((a, b) => compareText(a.name, b.name));
  const taken = new Set(clusters.flatMap((cluster) => cluster.files));
  const rest = files.filter((file) => !taken.has(file));
  return rest.length === 0 ? clusters : [...clusters, { name: 'other files', files: rest }];
}

function factsOf(file: SourceFile, known: KnownFacts): readonly ObjectFacts[] {
  const facts =
    known.get(file.text) ?? fileFacts(parseFile(file, { placeholders: 'allow' }).map(({ value }) => value));
  known.set(file.text, facts);
  return facts;
}

/** The deepest folder that all of the paths lie in; the path itself when there is but one. */
function commonFolder(labels: readonly string[]): string {
  const [first = '', ...others] = labels;
  if (others.length === 0) return first;
  const steps = first.split(/[\\/]/).slice(0, -1);
  const isShared = (length: number): boolean =>
    others.every(
      (label) => label.split(/[\\/]/).slice(0, length).join('/') === steps.slice(0, length).join('/'),
    );
  let length = steps.length;
  while (length > 0 && !isShared(length)) length--;
  return steps.slice(0, length).join('/') || '.';
}
