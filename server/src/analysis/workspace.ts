/** The files that the server knows: open ones as the editor has them, others as they are on disk, and the clusters that
 *  they make. The only mutable state of the analysis on the main thread; owned by one server. */
import type { Position, Range, SourceFile } from '../model/finding';
import { isProjectFile } from '../model/ruleLevels';
import { mayHoldObjects } from '../manifest/foreign';
import { hasSlowDocument, parseAround, ParseCache, parseFile, type Manifest } from '../manifest/document';
import { compareText } from '../util/sort';
import {
  clusterOf,
  findClusters,
  type Cluster,
  type ClusterFolder,
  type ClusterSettings,
} from './clusters/clusters';
import { fileFacts, sameFacts, type ObjectFacts } from './clusters/fileFacts';
import { Kustomizations } from './clusters/kustomize';
import { MAX_MAIN_THREAD_LENGTH, MAX_MAIN_THREAD_SLOW_LENGTH } from './limits';
import type { DigestedFacts } from './jobs/jobs';
import { poolPlaces, type PoolPlace } from './poolPlaces';
import { baseName, isWithin, uriKey } from './uris';

/** One version of a file. */
export interface WorkspaceFile {
  readonly key: string;
  /** As the editor spells it, for open files. */
  readonly uri: string;
  readonly text: string;
  /** undefined: not open. */
  readonly version: number | undefined;
  /** Too large to be parsed on the main thread: then `manifests` is empty, and facts come from the worker. A file that
   *  cannot hold objects is not parsed at all. */
  readonly isHeavy: boolean;
  readonly manifests: readonly Manifest[];
}

export interface FolderInput {
  readonly uri: string;
  readonly name: string;
}

export class Workspace {
  readonly #open = new Map<string, WorkspaceFile>();
  readonly #disk = new Map<string, WorkspaceFile>();
  readonly #parsed = new ParseCache();
  readonly #facts = new Map<string, readonly ObjectFacts[]>();
  readonly #heavyPools = new Map<string, readonly PoolPlace[]>();
  readonly #digests = new Map<string, string>();
  #folders: readonly ClusterFolder[] = [];
  #clusters: readonly Cluster[] | undefined;
  #patches: ReadonlySet<string> | undefined;

  /** Takes an open file's text. True when that may have changed which files make which cluster. */
  open(uri: string, version: number, text: string): boolean {
    return this.#put(this.#open, uri, text, version);
  }

  /** The editor let go of the file: what is on disk counts again. */
  close(uri: string): boolean {
    const key = uriKey(uri);
    this.#open.delete(key);
    return this.#refreshFacts(key);
  }

  putDisk(uri: string, text: string): boolean {
    return this.#put(this.#disk, uri, text, undefined);
  }

  deleteDisk(uri: string): boolean {
    const key = uriKey(uri);
    this.#disk.delete(key);
    return this.#refreshFacts(key);
  }

  /** Forgets what was read from disk; open files stay. */
  clearDisk(): void {
    const keys = [...this.#disk.keys()];
    this.#disk.clear();
    for (const key of keys) this.#refreshFacts(key);
  }

  setFolders(folders: readonly FolderInput[], clustersOf: (folderUri: string) => ClusterSettings): void {
    this.#folders = folders.map(({ uri, name }) => ({
      key: uriKey(uri).replace(/\/$/, ''),
      name: name || baseName(uriKey(uri)),
      clusters: clustersOf(uri),
    }));
    this.#forgetClusters();
  }

  /** Key of the innermost folder that holds a file. */
  folderOf(key: string): string | undefined {
    const keys = this.#folders.map((folder) => folder.key).filter((folder) => isWithin(key, folder));
    return keys.reduce<string | undefined>(
      (best, one) => (best === undefined || one.length > best.length ? one : best),
      undefined,
    );
  }

  /** What the worker found out about a file that is too large for the main thread. True as for `open`.
   *  @param facts  undefined: those that are known */
  setHeavyFacts(uri: string, facts: DigestedFacts | undefined, pools: readonly PoolPlace[]): boolean {
    const key = uriKey(uri);
    this.#heavyPools.set(key, pools);
    if (!facts) return false;
    this.#digests.set(key, facts.digest);
    return this.#setFacts(key, facts.objects);
  }

  /** By URI, the digest of what the worker found out about a file; nothing when it has to tell all. */
  factsDigests(uri: string): Readonly<Record<string, string>> {
    const digest = this.#digests.get(uriKey(uri));
    return digest === undefined ? {} : { [uri]: digest };
  }

  file(uri: string): WorkspaceFile | undefined {
    return this.#fileAt(uriKey(uri));
  }

  openFiles(): readonly WorkspaceFile[] {
    return [...this.#open.values()];
  }

  /** Files on disk that no editor has open, by key. */
  closedFiles(): readonly WorkspaceFile[] {
    const closed = [...this.#disk.values()].filter(({ key }) => !this.#open.has(key));
    return closed.sort((a, b) => compareText(a.key, b.key));
  }

  diskText(uri: string): string | undefined {
    return this.#disk.get(uriKey(uri))?.text;
  }

  diskUris(): readonly string[] {
    return [...this.#disk.values()].map(({ uri }) => uri);
  }

  /** The project files, as the editor has them or as they are on disk, by key. */
  projectFiles(): readonly SourceFile[] {
    const keys = [...this.#open.keys(), ...this.#disk.keys()].filter(isProjectFile);
    const files = [...new Set(keys)].sort(compareText).flatMap((key) => this.#fileAt(key) ?? []);
    return files.map(({ uri, text }) => ({ uri, text }));
  }

  get diskFileCount(): number {
    return this.#disk.size;
  }

  clusters(): readonly Cluster[] {
    this.#clusters ??= this.#find(this.#facts);
    return this.#clusters;
  }

  /** Whether a kustomization names the file as a patch: a piece of an object, not judged by itself. */
  isPatch(uri: string): boolean {
    this.#patches ??= new Kustomizations([...this.#facts].map(([key, facts]) => ({ key, facts }))).patches();
    return this.#patches.has(uriKey(uri));
  }

  #forgetClusters(): void {
    this.#clusters = undefined;
    this.#patches = undefined;
  }

  #find(facts: ReadonlyMap<string, readonly ObjectFacts[]>): readonly Cluster[] {
    const files = [...facts].sort(([a], [b]) => compareText(a, b)).map(([key, own]) => ({ key, facts: own }));
    return findClusters(files, this.#folders);
  }

  clusterOf(uri: string): Cluster | undefined {
    return clusterOf(this.clusters(), uriKey(uri));
  }

  /** All clusters that hold the file: what is shared belongs to several. */
  clustersOf(uri: string): readonly Cluster[] {
    const key = uriKey(uri);
    return this.clusters().filter(({ keys }) => keys.includes(key));
  }

  filesOf(cluster: Cluster): readonly WorkspaceFile[] {
    return cluster.keys.flatMap((key) => this.#fileAt(key) ?? []);
  }

  /** The files that the cluster of a name would have if some files had other texts.
   *  @param others  null: the file would not be there */
  filesAt(
    name: string,
    others: readonly { readonly uri: string; readonly text: string | null }[],
  ): readonly SourceFile[] {
    const texts = new Map(others.map(({ uri, text }) => [uriKey(uri), { uri, text }] as const));
    const facts = new Map(this.#facts);
    for (const [key, { uri, text }] of texts) {
      if (text === null) facts.delete(key);
      else facts.set(key, fileFacts(parseFile({ uri, text }, { placeholders: 'allow' }).map(valueOf)));
    }
    const cluster = this.#find(facts).find((one) => one.name === name);
    return (cluster?.keys ?? []).flatMap((key) => {
      const { uri, text } = texts.get(key) ?? this.#fileAt(key) ?? {};
      return uri === undefined || text === undefined || text === null ? [] : [{ uri, text }];
    });
  }

  /** What to answer from about a line: all manifests of the file, or of a large one that around the line alone. */
  manifestsAround(file: WorkspaceFile, line: number): readonly Manifest[] {
    if (!file.isHeavy) return file.manifests;
    const longest = { any: MAX_MAIN_THREAD_LENGTH, slow: MAX_MAIN_THREAD_SLOW_LENGTH };
    const found = parseAround(file, line, longest, { placeholders: 'allow' });
    return found ? [found] : [];
  }

  /** Where the NodePools of a file are named. */
  pools(file: WorkspaceFile): readonly PoolPlace[] {
    return file.isHeavy ? (this.#heavyPools.get(file.key) ?? []) : poolPlaces(file.manifests);
  }

  #fileAt(key: string): WorkspaceFile | undefined {
    return this.#open.get(key) ?? this.#disk.get(key);
  }

  #put(store: Map<string, WorkspaceFile>, uri: string, text: string, version: number | undefined): boolean {
    const key = uriKey(uri);
    const isOurs = mayHoldObjects(text) || isProjectFile(key);
    const parse = { placeholders: 'allow', cache: this.#parsed } as const;
    const isHeavy =
      isOurs &&
      (text.length > MAX_MAIN_THREAD_LENGTH ||
        hasSlowDocument({ uri, text }, MAX_MAIN_THREAD_SLOW_LENGTH, parse));
    const manifests = isHeavy || !isOurs ? [] : parseFile({ uri, text }, parse);
    store.set(key, { key, uri, text, version, isHeavy, manifests });
    return this.#refreshFacts(key);
  }

  #refreshFacts(key: string): boolean {
    const file = this.#fileAt(key);
    if (!file) return this.#forget(key);
    // Until the worker has answered, a large file keeps the part that it had.
    if (file.isHeavy) return this.#setFacts(key, this.#facts.get(key) ?? []);
    this.#digests.delete(key);
    return this.#setFacts(key, factsWhileTyped(file.manifests, this.#facts.get(key) ?? []));
  }

  #forget(key: string): boolean {
    this.#heavyPools.delete(key);
    this.#digests.delete(key);
    this.#forgetClusters();
    return this.#facts.delete(key);
  }

  #setFacts(key: string, facts: readonly ObjectFacts[]): boolean {
    const before = this.#facts.get(key);
    this.#facts.set(key, facts);
    if (before === facts || (before !== undefined && sameFacts(before, facts))) return false;
    this.#forgetClusters();
    return true;
  }
}

const valueOf = ({ value }: Manifest): unknown => value;

/** As `fileFacts`, but what cannot be read for a moment, since half of it is typed, keeps the part that it had: else a file
 *  would leave its cluster with one key and come back with the next. */
function factsWhileTyped(
  manifests: readonly Manifest[],
  before: readonly ObjectFacts[],
): readonly ObjectFacts[] {
  const readable = manifests.map(({ value }) => (value === undefined ? undefined : fileFacts([value])));
  const taken = new Set(readable.flatMap((facts) => facts ?? []).map((one) => JSON.stringify(one)));
  const left = before.filter((one) => !taken.has(JSON.stringify(one)));
  return manifests.flatMap((manifest, index) => readable[index] ?? factsBefore(manifest, left));
}

/** @param left  what no other document has. A List has all of it, and so has what cannot be told what it is. */
function factsBefore(
  { apiVersion, kind, name, namespace }: Manifest,
  left: readonly ObjectFacts[],
): readonly ObjectFacts[] {
  const [known] = fileFacts([{ apiVersion, kind, metadata: { name, namespace } }]);
  const isKnown = known !== undefined && known.role !== 'other';
  const own = isKnown
    ? left.filter(({ role, names }) => role === known.role && isPartOf(known.names, names)).slice(0, 1)
    : left;
  return own.map(({ role, names, references }) => ({ role, names, references }));
}

const isPartOf = (names: readonly string[], all: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => all.includes(name));

/** True when the position lies in the range, its end included. */
export function contains({ start, end }: Range, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  const isBeforeEnd = line < end.line || (line === end.line && character <= end.character);
  return isAfterStart && isBeforeEnd;
}
