/** The texts at a revision of the manifests that differ from it: on disk, in the editor, or not known to git. */
import { languages, workspace, type Uri } from 'vscode';
import type { CompareParams } from '../../server/src/protocol/requests';
import { MANIFEST_SELECTOR } from './manifestSelector';
import { gitApi, type Repository } from './git';
import { isRevision } from './revision';

export type RevisionFiles =
  | { readonly ok: true; readonly files: CompareParams['files'] }
  | { readonly ok: false; readonly reason: string };

export async function filesAtRevision(revision: string): Promise<RevisionFiles> {
  if (!isRevision(revision))
    return {
      ok: false,
      reason: `"${revision}" names no commit: a branch, a tag, or one such as HEAD~2 does.`,
    };
  if (!workspace.isTrusted)
    return { ok: false, reason: 'This workspace is not trusted, so git is not asked for older files.' };
  const git = await gitApi();
  if (!git) return { ok: false, reason: "VS Code's Git extension is off: there is nothing to compare with." };
  if (git.repositories.length === 0)
    return { ok: false, reason: 'No folder of this workspace is in a git repository.' };
  const files: CompareParams['files'][number][] = [];
  for (const repository of git.repositories) {
    const found = await filesOf(repository, revision);
    if (!found)
      return { ok: false, reason: `git knows no revision "${revision}" in ${repository.rootUri.path}.` };
    files.push(...found);
  }
  return { ok: true, files };
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

async function filesOf(
  repository: Repository,
  revision: string,
): Promise<CompareParams['files'] | undefined> {
  const changes = await repository.diffWith(revision).catch(() => undefined);
  if (!changes) return undefined;
  const { untrackedChanges = [], workingTreeChanges } = repository.state;
  const places = [...changes, ...untrackedChanges, ...workingTreeChanges];
  const wanted = new Map<string, Uri>();
  for (const uri of [
    ...places.flatMap((change) => [change.uri, change.originalUri]),
    ...dirtyFiles(repository),
  ])
    if (MANIFEST.test(uri.path)) wanted.set(uri.toString(), uri);
  return Promise.all(
    [...wanted].map(async ([uri, file]) => ({ uri, text: await textAt(repository, revision, file) })),
  );
}

/** Files that differ on disk in nothing, but in the editor. */
function dirtyFiles({ rootUri }: Repository): Uri[] {
  return workspace.textDocuments
    .filter((document) => document.isDirty && languages.match(MANIFEST_SELECTOR, document) > 0)
    .map(({ uri }) => uri)
    .filter(({ path }) => path.startsWith(`${rootUri.path}/`));
}

/** null: the file was not there. */
const textAt = (repository: Repository, revision: string, uri: Uri): Promise<string | null> =>
  repository.show(revision, uri.fsPath).catch(() => null);
