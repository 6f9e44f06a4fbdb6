/** Keeps the workspace in step with the disk: reads the folders once, and what changes in them afterwards. */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import type { Clock, Log, WorkspaceFiles } from '../analysis/jobs/ports';
import { isManifestName } from '../analysis/limits';
import type { FolderInput, Workspace } from '../analysis/workspace';
import { isWithin, uriKey } from '../analysis/uris';
import { Slices } from './slices';

export interface FoldersHost {
  readonly workspace: Workspace;
  readonly files: WorkspaceFiles;
  readonly clock: Clock;
  readonly log: Log;
}

export class Folders {
  #folders: readonly FolderInput[] = [];
  #isTrusted = true;
  #generation = 0;
  #knowsAll = false;
  /** Keys of the folders that files were found in, and of those above them; some may be gone. */
  readonly #folderKeys = new Set<string>();
  /** Notes on what was left out in the last reading. */
  #leftOut: readonly string[] = [];

  constructor(private readonly host: FoldersHost) {}

  get list(): readonly FolderInput[] {
    return this.#folders;
  }

  get uris(): readonly string[] {
    return this.#folders.map(({ uri }) => uri);
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  get leftOut(): readonly string[] {
    return this.#leftOut;
  }

  /** Whether every file that may be read has been read. */
  get knowsAll(): boolean {
    return this.#knowsAll || !this.#isTrusted || this.#folders.length === 0;
  }

  set(folders: readonly FolderInput[], isTrusted: boolean): void {
    this.#folders = folders;
    this.#isTrusted = isTrusted;
  }

  /** Reads all folders anew. False when a later call overtook this one. */
  async scan(): Promise<boolean> {
    const generation = ++this.#generation;
    this.#knowsAll = false;
    const scans = this.#isTrusted ? await Promise.all(this.uris.map((uri) => this.host.files.scan(uri))) : [];
    if (generation !== this.#generation) return false;
    this.#leftOut = scans.flatMap(({ leftOut }) => leftOut);
    for (const note of this.#leftOut) this.host.log.warn(`not read: ${note}`);
    this.host.workspace.clearDisk();
    this.#folderKeys.clear();
    const slices = new Slices(this.host.clock);
    for (const { uri, text } of scans.flatMap(({ files }) => files)) {
      this.#put(uri, text);
      await slices.pause();
      if (generation !== this.#generation) return false;
    }
    this.#knowsAll = true;
    this.host.log.info(
      `${this.host.workspace.diskFileCount} files with manifests in ${this.#folders.length} folders`,
    );
    return true;
  }

  /** Takes in what changed on disk; returns the URIs of the files that are now different. */
  async update(events: readonly FileEvent[]): Promise<readonly string[]> {
    if (!this.#isTrusted) return [];
    const slices = new Slices(this.host.clock);
    const changed: string[] = [];
    for (const { uri, type } of events) {
      if (type === FileChangeType.Deleted) changed.push(...this.#delete(uri));
      else if (!isManifestName(uri)) changed.push(...(await this.#readFolder(uri)));
      else if (await this.#read(uri)) changed.push(uri);
      await slices.pause();
    }
    return changed;
  }

  async #read(uri: string): Promise<boolean> {
    const text = await this.host.files.read(uri, this.uris);
    if (text === undefined) return this.#delete(uri).length > 0;
    if (this.host.workspace.diskText(uri) === text) return false;
    this.#put(uri, text);
    return true;
  }

  /** A folder that was moved here is told as one event: every file below it is new. */
  async #readFolder(uri: string): Promise<readonly string[]> {
    const found = await this.host.files.scanInside(uri, this.uris);
    const changed = found.filter((file) => this.host.workspace.diskText(file.uri) !== file.text);
    for (const file of changed) this.#put(file.uri, file.text);
    return changed.map((file) => file.uri);
  }

  #put(uri: string, text: string): void {
    this.host.workspace.putDisk(uri, text);
    // Where a folder is known, so are those above it.
    for (let key = parentOf(uriKey(uri)); key !== '' && !this.#folderKeys.has(key); key = parentOf(key))
      this.#folderKeys.add(key);
  }

  /** A deleted folder is told as one event: every file below it is gone. Most of what is deleted is nothing of ours. */
  #delete(uri: string): readonly string[] {
    const { workspace } = this.host;
    const isFile = workspace.diskText(uri) !== undefined;
    if (!isFile && !this.#folderKeys.has(uriKey(uri))) return [];
    const gone = isFile ? [uri] : workspace.diskUris().filter((one) => isWithin(uriKey(one), uriKey(uri)));
    for (const one of gone) workspace.deleteDisk(one);
    return gone;
  }
}

const parentOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')));
