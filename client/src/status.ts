/** The language status item: which cluster the active file belongs to, with which prices it is counted, and what the
 *  solver is doing. */
import {
  Disposable,
  languages,
  LanguageStatusSeverity,
  window,
  type LanguageStatusItem,
  type TextEditor,
} from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import {
  CLUSTER_OF,
  CLUSTERS_CHANGED,
  SIMULATE,
  SIMULATION_CHANGED,
  type ClusterOfResult,
  type ClusterSummary,
  type SimulateResult,
  type SimulationChangedParams,
} from '../../server/src/protocol/requests';
import { MANIFEST_SELECTOR } from './client';
import { statusOf, type StatusModel } from './statusModel';

export class StatusItem implements Disposable {
  private readonly item: LanguageStatusItem;
  private readonly subscriptions: Disposable;
  private cluster: ClusterSummary | undefined;
  /** Counts the questions asked; an answer to an older one is dropped. */
  private asked = 0;

  constructor(private readonly client: LanguageClient) {
    this.item = languages.createLanguageStatusItem('dryfit.status', MANIFEST_SELECTOR);
    this.item.name = 'Dryfit';
    this.item.command = { command: 'dryfit.simulateWorkspace', title: 'Simulate Workspace' };
    this.subscriptions = Disposable.from(
      this.item,
      window.onDidChangeActiveTextEditor((editor) => this.watched(this.follow(editor))),
      client.onDidChangeState(({ newState }) => this.watched(this.onState(newState))),
      client.onNotification(CLUSTERS_CHANGED, () => this.watched(this.follow(window.activeTextEditor))),
      client.onNotification(SIMULATION_CHANGED, (change: SimulationChangedParams) =>
        this.watched(this.onSimulation(change)),
      ),
    );
    this.show(statusOf({ state: 'starting' }));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async onState(state: State): Promise<void> {
    if (state === State.Running) return this.follow(window.activeTextEditor);
    this.cluster = undefined;
    this.asked += 1;
    this.show(statusOf({ state: state === State.Starting ? 'starting' : 'stopped' }));
  }

  private async follow(editor: TextEditor | undefined): Promise<void> {
    if (!editor || this.client.state !== State.Running) return;
    if (languages.match(MANIFEST_SELECTOR, editor.document) === 0) return;
    const question = (this.asked += 1);
    const uri = editor.document.uri.toString();
    const cluster = await this.client.sendRequest<ClusterOfResult>(CLUSTER_OF, { uri });
    if (question !== this.asked) return;
    this.cluster = cluster ?? undefined;
    if (!cluster || cluster.nodePoolCount === 0)
      return this.show(statusOf({ state: 'idle', cluster: cluster ?? undefined }));
    await this.simulate(cluster);
  }

  private async onSimulation(change: SimulationChangedParams): Promise<void> {
    if (!this.cluster || change.cluster !== this.cluster.name) return;
    if (change.state === 'running') this.item.busy = true;
    else await this.simulate(this.cluster);
  }

  private async simulate(cluster: ClusterSummary): Promise<void> {
    const question = (this.asked += 1);
    this.item.busy = true;
    const result = await this.client.sendRequest<SimulateResult>(SIMULATE, { cluster: cluster.name });
    if (question === this.asked) this.show(statusOf({ state: 'simulated', cluster, result }));
  }

  /** A server that stops leaves questions unanswered: its change of state is what the item then shows. */
  private watched(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      this.item.busy = false;
      this.client.warn('The status item got no answer', error, false);
    });
  }

  private show(model: StatusModel): void {
    this.item.text = model.text;
    this.item.detail = model.detail;
    this.item.busy = model.isBusy;
    this.item.severity = model.isError ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  }
}
