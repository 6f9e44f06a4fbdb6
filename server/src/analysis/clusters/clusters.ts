/** Which files make one cluster. By setting: include and exclude globs. By default: each folder that holds a NodePool,
 *  or a kustomization that pulls one in, with what lies below it (nested cluster folders belong to the nearest) and what
 *  its kustomizations name elsewhere in the workspace; and of the files that lie in no such folder
 *  - a file with an EC2NodeClass that one of the cluster's pools names (it may serve several clusters),
 *  - a file whose workload asks for one of its pools (by name or by a label that the pool gives its nodes), or whose
 *    scaler targets one of its workloads, or whose workload one of its scalers targets, if that is true of one cluster
 *    alone: what could be staging's or production's is neither's. */
import { compareText } from '../../util/sort';
import type { ClusterFile, ObjectFacts } from './fileFacts';
import { compileGlob } from './glob';
import { Kustomizations } from './kustomize';
import { baseName, isWithin, parentKey, relativePath } from '../uris';

/** The setting `dryfit.clusters`: name -> globs relative to the workspace folder. */
export type ClusterSettings = Readonly<Record<string, ClusterGlobs>>;

export interface ClusterGlobs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** A workspace folder with its own settings. */
export interface ClusterFolder {
  readonly key: string;
  readonly name: string;
  readonly clusters: ClusterSettings;
}

export interface Cluster {
  readonly name: string;
  readonly origin: 'setting' | 'folder' | 'open-files';
  /** Sorted. */
  readonly keys: readonly string[];
  readonly nodePoolCount: number;
  readonly workloadCount: number;
}

/** Clusters by name; every name is unique. Linear in files times clusters. */
export function findClusters(
  files: readonly ClusterFile[],
  folders: readonly ClusterFolder[],
): readonly Cluster[] {
  const byFolder = groupByFolder(files, folders);
  const drafts = [...byFolder].flatMap(([folder, own]) => folderClusters(own, folder));
  const names = uniqueNames(drafts, folders.length > 1);
  return drafts
    .map((draft, index) => cluster(draft, names[index] ?? draft.name))
    .sort((a, b) => compareText(a.name, b.name));
}

/** The cluster that a file counts to: the first by name that holds it. */
export function clusterOf(clusters: readonly Cluster[], key: string): Cluster | undefined {
  return clusters.find((one) => one.keys.includes(key));
}

interface Draft {
  readonly name: string;
  readonly prefix: string;
  readonly origin: Cluster['origin'];
  readonly files: ClusterFile[];
}

function groupByFolder(
  files: readonly ClusterFile[],
  folders: readonly ClusterFolder[],
): ReadonlyMap<ClusterFolder | undefined, ClusterFile[]> {
  const groups = new Map<ClusterFolder | undefined, ClusterFile[]>();
  for (const file of files) {
    const folder = nearest(
      folders.filter((one) => isWithin(file.key, one.key)),
      (one) => one.key,
    );
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return groups;
}

function folderClusters(files: readonly ClusterFile[], folder: ClusterFolder | undefined): readonly Draft[] {
  const names = Object.keys(folder?.clusters ?? {});
  return folder !== undefined && names.length > 0 ? bySetting(files, folder) : byDefault(files, folder);
}

function bySetting(files: readonly ClusterFile[], folder: ClusterFolder): Draft[] {
  return Object.entries(folder.clusters).map(([name, globs]) => {
    const include = globs.include.map(compileGlob);
    const exclude = globs.exclude.map(compileGlob);
    const isIn = (path: string): boolean =>
      include.some((test) => test(path)) && !exclude.some((test) => test(path));
    const own = files.filter((file) => isIn(relativePath(file.key, folder.key)));
    return { name, prefix: folder.name, origin: 'setting', files: own };
  });
}

function byDefault(files: readonly ClusterFile[], folder: ClusterFolder | undefined): readonly Draft[] {
  const kustomizations = new Kustomizations(files);
  const roots = clusterRoots(files, folder, kustomizations);
  const patches = kustomizations.patches();
  const objects = files.filter((file) => !patches.has(file.key));
  const pulled = pull(roots, kustomizations);
  const loose: ClusterFile[] = [];
  for (const file of objects) {
    const root = nearest(
      [...roots.keys()].filter((one) => isWithin(file.key, one)),
      (one) => one,
    );
    const draft = roots.get(root ?? '');
    if (!draft && !pulled.has(file)) loose.push(file);
    else if (draft && !(pulled.has(file) && draft.files.includes(file))) draft.files.push(file);
  }
  const drafts = [...roots.values()];
  adopt(loose, drafts);
  return drafts;
}

/** Where clusters begin: the folder of a kustomization that pulls NodePools together and that no other one includes; for
 *  other NodePools the folder that holds them. */
function clusterRoots(
  files: readonly ClusterFile[],
  folder: ClusterFolder | undefined,
  kustomizations: Kustomizations,
): ReadonlyMap<string, Draft> {
  const roots = new Map<string, Draft>();
  const settled = new Set<ClusterFile>();
  for (const root of kustomizations.roots()) {
    const pools = kustomizations.closure(root).filter((file) => hasRole(file, 'node-pool'));
    if (pools.length > 0) roots.set(root, folderDraft(root, folder));
    for (const file of pools) settled.add(file);
  }
  for (const file of files) {
    const root = parentKey(file.key);
    if (hasRole(file, 'node-pool') && !settled.has(file) && !roots.has(root))
      roots.set(root, folderDraft(root, folder));
  }
  return roots;
}

/** Hands each cluster what the kustomizations in its folder pull in from wherever it lies.
 *  @returns all files that were pulled */
function pull(roots: ReadonlyMap<string, Draft>, kustomizations: Kustomizations): ReadonlySet<ClusterFile> {
  const pulled = new Set<ClusterFile>();
  for (const applied of kustomizations.roots()) {
    const root = nearest(
      [...roots.keys()].filter((one) => isWithin(applied, one)),
      (one) => one,
    );
    const draft = roots.get(root ?? '');
    if (!draft) continue;
    for (const file of kustomizations.closure(applied)) {
      addOnce(draft, file);
      pulled.add(file);
    }
  }
  return pulled;
}

function addOnce(draft: Draft, file: ClusterFile): void {
  if (!draft.files.includes(file)) draft.files.push(file);
}

function folderDraft(root: string, folder: ClusterFolder | undefined): Draft {
  if (folder === undefined) {
    const name = baseName(root).replace(/:$/, '');
    return { name, prefix: name, origin: 'open-files', files: [] };
  }
  const path = relativePath(root, folder.key);
  return { name: path === '' ? folder.name : path, prefix: folder.name, origin: 'folder', files: [] };
}

/** Hands loose files to the clusters that they belong to by reference, until no more can be placed: a workload that was
 *  adopted brings its scaler along. */
function adopt(loose: readonly ClusterFile[], drafts: readonly Draft[]): void {
  const links = drafts.map((draft) => new Links(draft.files));
  let rest = loose;
  for (let before = -1; rest.length !== before;) {
    before = rest.length;
    rest = rest.filter((file) => {
      const homes = homesOf(file, links);
      for (const home of homes) {
        drafts[home]?.files.push(file);
        links[home]?.add(file);
      }
      return homes.length === 0;
    });
  }
}

function homesOf(file: ClusterFile, links: readonly Links[]): readonly number[] {
  const homes = links.flatMap((one, index) => (one.touches(file) ? [index] : []));
  const isShared = file.facts.every((facts) => facts.role === 'node-class' || facts.role === 'other');
  return homes.length === 1 || isShared ? homes : [];
}

/** Names defined in a cluster, and names that it refers to. */
class Links {
  readonly #defined = new Set<string>();
  readonly #wanted = new Set<string>();

  constructor(files: readonly ClusterFile[]) {
    for (const file of files) this.add(file);
  }

  add(file: ClusterFile): void {
    for (const facts of file.facts) {
      for (const name of facts.names) this.#defined.add(name);
      for (const name of facts.references) this.#wanted.add(name);
    }
  }

  touches(file: ClusterFile): boolean {
    return file.facts.some(
      (facts) =>
        facts.names.some((name) => this.#wanted.has(name)) ||
        facts.references.some((name) => this.#defined.has(name)),
    );
  }
}

function cluster(draft: Draft, name: string): Cluster {
  const facts = draft.files.flatMap((file) => file.facts);
  const countOf = (wanted: ObjectFacts['role']): number =>
    facts.reduce((sum, { role, count = 1 }) => (role === wanted ? sum + count : sum), 0);
  return {
    name,
    origin: draft.origin,
    keys: draft.files.map((file) => file.key).sort(compareText),
    nodePoolCount: countOf('node-pool'),
    workloadCount: countOf('workload'),
  };
}

/** With several workspace folders, names are prefixed with the folder's; what is still equal gets a number. */
function uniqueNames(drafts: readonly Draft[], isMultiRoot: boolean): readonly string[] {
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const name = isMultiRoot && draft.prefix !== draft.name ? `${draft.prefix}/${draft.name}` : draft.name;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

const hasRole = (file: ClusterFile, role: ObjectFacts['role']): boolean =>
  file.facts.some((facts) => facts.role === role);

/** The one with the longest key. */
function nearest<T>(candidates: readonly T[], keyOf: (one: T) => string): T | undefined {
  let best: T | undefined;
  for (const one of candidates) if (best === undefined || keyOf(one).length > keyOf(best).length) best = one;
  return best;
}
