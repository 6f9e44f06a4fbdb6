/** Which of the files given make one cluster: each folder that holds a NodePool, with what lies below it. */
import { findClusters } from '../analysis/clusters';
import { fileFacts } from '../analysis/fileFacts';
import { uriKey } from '../analysis/uris';
import { parseFile } from '../manifest/document';
import { compareText } from '../util/sort';
import type { InputFile } from './inputs';

export interface InputCluster {
  /** The folder as people write it; the path given when all files are one cluster. */
  readonly name: string;
  readonly files: readonly InputFile[];
}

/** Clusters by name. Files that belong to none make one more, without a NodePool; never empty for files given. */
export function clustersOf(files: readonly InputFile[]): readonly InputCluster[] {
  const byKey = new Map(files.map((file) => [uriKey(file.uri), file]));
  const facts = [...byKey].map(([key, file]) => ({
    key,
    facts: fileFacts(parseFile(file, { placeholders: 'allow' }).map(({ value }) => value)),
  }));
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
