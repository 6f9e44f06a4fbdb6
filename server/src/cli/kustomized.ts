/** What the kustomizations among the inputs pull in from elsewhere below the working directory: the files of bases and
 *  components belong to the same cluster. Remote ones, and what lies outside, are left alone. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFacts } from '../analysis/clusters/fileFacts';
import { FILE_NAMES, isKustomizationName } from '../analysis/clusters/kustomize';
import { parseFile } from '../manifest/document';
import type { LabelledFile } from '../analysis/clusters/fileClusters';
import { isInside } from '../adapters/insideFolder';

/** The inputs with what they pull in behind them.
 *  @param read  reads a file that is there */
export function withKustomized(
  inputs: readonly LabelledFile[],
  workingDirectory: string,
  read: (path: string) => LabelledFile,
): readonly LabelledFile[] {
  const known = new Map(inputs.map((file) => [file.uri, file]));
  const queue = [...inputs];
  for (let file = queue.shift(); file; file = queue.shift()) {
    for (const path of includedBy(file).filter((one) => isInside(one, workingDirectory))) {
      const found = read(path);
      if (known.has(found.uri)) continue;
      known.set(found.uri, found);
      queue.push(found);
    }
  }
  return [...known.values()];
}

/** Paths of files that a kustomization names, folders by the kustomization in them. */
function includedBy(file: LabelledFile): readonly string[] {
  if (!file.uri.startsWith('file:') || !isKustomizationName(file.uri)) return [];
  const folder = dirname(fileURLToPath(file.uri));
  return fileFacts(parseFile(file).map(({ value }) => value))
    .flatMap(({ kustomization }) => kustomization?.includes ?? [])
    .flatMap((path) => fileAt(resolve(folder, path)) ?? []);
}

function fileAt(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return /\.(?:ya?ml|json)$/i.test(path) ? path : undefined;
  return FILE_NAMES.map((name) => join(path, name)).find((one) => existsSync(one));
}
