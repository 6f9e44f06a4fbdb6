/** Keeps the workspace in step with the disk: reads the folders once, and what changes in them afterwards. */
import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import type { Clock, Log, WorkspaceFiles } from '../analysis/jobs/ports';
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
    const slices = new Slices(this.host.clock);
    for (const { uri, text } of scans.flatMap(({ files }) => files)) {
      this.host.workspace.putDisk(uri, text);
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
      else if (await this.#read(uri)) changed.push(uri);
      await slices.pause();
    }
    return changed;
  }

  async #read(uri: string): Promise<boolean> {
    const text = await this.host.files.read(uri, this.uris);
    if (text === undefined) return this.#delete(uri).length > 0;
    if (this.host.workspace.diskText(uri) === text) return false;
    this.host.workspace.putDisk(uri, text);
    return true;
  }

  /** A deleted folder is told as one event: every file below it is gone. */
  #delete(uri: string): readonly string[] {
    const gone = this.host.workspace.diskUris().filter((one) => isWithin(uriKey(one), uriKey(uri)));
    for (const one of gone) this.host.workspace.deleteDisk(one);
    return gone;
  }
}
