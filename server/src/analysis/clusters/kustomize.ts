/** Which files a kustomization pulls together: resources, bases and components on this machine, as far as the workspace
 *  holds them. Remote ones, and what lies outside, are nothing here. */
import { compareText } from '../../util/sort';
import type { ClusterFile } from './fileFacts';
import { baseName, joinKey, parentKey } from '../uris';

/** Names under which kustomize finds its file in a folder. */
export const FILE_NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export const isKustomizationName = (path: string): boolean =>
  FILE_NAMES.includes(path.split(/[\\/]/).at(-1) ?? '');

/** Whether a file is called a patch, or lies in a folder of patches. */
export const isPatchName = (path: string): boolean =>
  path
    .split(/[\\/]/)
    .slice(-2)
    .some((name) => /(?:^|[-_.])patch(?:es)?(?:[-_.]|$)/i.test(name));

interface Node {
  readonly key: string;
  readonly folder: string;
  /** Keys of files and folders that it names, whether they are there or not. */
  readonly includes: readonly string[];
  readonly patches: readonly string[];
}

export class Kustomizations {
  readonly #files: ReadonlyMap<string, ClusterFile>;
  /** By the key of their folder. */
  readonly #nodes = new Map<string, Node>();

  constructor(files: readonly ClusterFile[]) {
    this.#files = new Map(files.map((file) => [file.key, file]));
    for (const { key, facts } of files) {
      const folder = parentKey(key);
      const parts = isKustomizationName(baseName(key)) ? facts.flatMap((one) => one.kustomization ?? []) : [];
      if (parts.length === 0) continue;
      const resolve = (paths: readonly string[]): string[] => paths.map((path) => joinKey(folder, path));
      this.#nodes.set(folder, {
        ...{ key, folder },
        includes: resolve(parts.flatMap(({ includes }) => includes)),
        patches: resolve(parts.flatMap(({ patches }) => patches)),
      });
    }
  }

  /** Folders whose kustomization no other one includes, sorted: what is applied as a whole. */
  roots(): readonly string[] {
    const included = new Set([...this.#nodes.values()].flatMap(({ includes }) => includes));
    return [...this.#nodes.keys()].filter((folder) => !included.has(folder)).sort(compareText);
  }

  /** The files that the kustomization of a folder pulls together, its own included; without it none. */
  closure(folder: string): readonly ClusterFile[] {
    const found = new Map<string, ClusterFile>();
    this.#collect(folder, found, new Set());
    return [...found.values()];
  }

  /** Files that change others when they are built: they are no objects of their own. Those that a kustomization names, and
   *  pieces of objects in a file that is called a patch: who names them may not be among the files. */
  patches(): ReadonlySet<string> {
    const named = [...this.#nodes.values()].flatMap(({ patches }) => patches);
    const called = [...this.#files.values()].filter(
      ({ key, facts }) => isPatchName(key) && facts.length > 0 && facts.every((one) => one.isPiece),
    );
    return new Set([...named, ...called.map(({ key }) => key)]);
  }

  /** @param open  folders on the way here: kustomize refuses circles, they end here */
  #collect(folder: string, found: Map<string, ClusterFile>, open: Set<string>): void {
    const node = this.#nodes.get(folder);
    if (!node || open.has(folder)) return;
    open.add(folder);
    for (const key of [node.key, ...node.includes]) {
      const file = this.#files.get(key);
      if (file) found.set(key, file);
      else this.#collect(key, found, open);
    }
  }
}
