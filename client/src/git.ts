/** The part of the built-in Git extension's interface (version 1) that is used. Dryfit runs no program itself. */
import { extensions, type Disposable, type Uri } from 'vscode';

export interface Change {
  readonly uri: Uri;
  /** Where the file was; the same for one that was not moved. */
  readonly originalUri: Uri;
}

export interface Repository {
  readonly rootUri: Uri;
  readonly state: {
    readonly HEAD?: { readonly commit?: string };
    readonly untrackedChanges?: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    onDidChange(listener: () => void): Disposable;
  };
  show(ref: string, path: string): Promise<string>;
  /** What differs between a revision and the files on disk; without files that git does not know. */
  diffWith(ref: string): Promise<readonly Change[]>;
}

export interface GitApi {
  readonly repositories: readonly Repository[];
  getRepository(uri: Uri): Repository | null;
  onDidOpenRepository(listener: (repository: Repository) => void): Disposable;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** undefined: there is no Git extension, or it is switched off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  const git = extension.isActive ? extension.exports : await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}
