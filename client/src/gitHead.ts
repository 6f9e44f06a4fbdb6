/** Tells the server the text of open manifests at git HEAD. VS Code's own Git extension reads it; Dryfit runs no
 *  program. In a workspace that is not trusted that extension is off, and nothing is told. */
import { Disposable, languages, workspace, type TextDocument, type Uri } from 'vscode';
import type { DryfitServer } from './dryfitServer';
import { gitApi, type GitApi, type Repository } from './git';
import { MANIFEST_SELECTOR } from './manifestSelector';

export function tellStoredTexts(server: DryfitServer): Disposable {
  const teller = new StoredTexts(server);
  void teller.start();
  return teller;
}

class StoredTexts implements Disposable {
  private readonly subscriptions: Disposable[] = [];
  private isDisposed = false;

  constructor(private readonly server: DryfitServer) {}

  async start(): Promise<void> {
    if (!workspace.isTrusted) this.keep(workspace.onDidGrantWorkspaceTrust(() => void this.start()));
    const git = workspace.isTrusted ? await gitApi() : undefined;
    if (!git || this.isDisposed) return;
    const tellAll = (): void => workspace.textDocuments.forEach((document) => void this.tell(git, document));
    const follow = (repository: Repository): void => {
      this.keep(onNewHead(repository, tellAll));
      tellAll();
    };
    git.repositories.forEach(follow);
    this.keep(
      git.onDidOpenRepository(follow),
      workspace.onDidOpenTextDocument((document) => void this.tell(git, document)),
      this.server.onStateChanged(tellAll),
    );
  }

  dispose(): void {
    this.isDisposed = true;
    Disposable.from(...this.subscriptions).dispose();
  }

  private keep(...subscriptions: readonly Disposable[]): void {
    this.subscriptions.push(...subscriptions);
  }

  private async tell(git: GitApi, document: TextDocument): Promise<void> {
    const isManifest = document.uri.scheme === 'file' && languages.match(MANIFEST_SELECTOR, document) > 0;
    if (!isManifest || this.server.state !== 'running') return;
    const text = await textAtHead(git, document.uri);
    if (this.isDisposed || document.isClosed || this.server.state !== 'running') return;
    await this.server.storedText({ uri: document.uri.toString(), text });
  }
}

/** null: the file is in no repository, or not in its last commit. */
async function textAtHead(git: GitApi, uri: Uri): Promise<string | null> {
  const repository = git.getRepository(uri);
  if (!repository?.state.HEAD?.commit) return null;
  return repository.show('HEAD', uri.fsPath).catch(() => null);
}

/** The repository's state changes with every saved file; only another commit matters. */
function onNewHead({ state }: Repository, listener: () => void): Disposable {
  let commit = state.HEAD?.commit;
  return state.onDidChange(() => {
    if (state.HEAD?.commit === commit) return;
    commit = state.HEAD?.commit;
    listener();
  });
}
