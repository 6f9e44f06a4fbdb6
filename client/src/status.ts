/** The language status item: which cluster the active file belongs to, with which prices it is counted, and what the
 *  solver is doing. */
import {
  commands,
  Disposable,
  languages,
  LanguageStatusSeverity,
  window,
  type Command,
  type LanguageStatusItem,
  type LogOutputChannel,
  type TextEditor,
} from 'vscode';
import type { ClusterSummary, SimulationChangedParams } from '../../server/src/protocol/requests';
import type { DryfitServer, ServerState } from './dryfitServer';
import { MANIFEST_SELECTOR } from './manifestSelector';
import { BUSY_AFTER_MS, Patience } from './patience';
import { statusOf, type StatusInput, type StatusRow } from './statusModel';

/** Menus ask for it: whether the file in front belongs to a cluster with a NodePool. */
const CAN_SIMULATE = 'dryfit.canSimulate';
/** Menus and the walkthrough ask for it: whether any file of the workspace does. */
const HAS_CLUSTERS = 'dryfit.hasClusters';

const MINUTE_MS = 60_000;

export class StatusItem implements Disposable {
  private readonly item: LanguageStatusItem;
  private readonly subscriptions: Disposable;
  private cluster: ClusterSummary | undefined;
  /** Below the item, by their ids. */
  private readonly rows = new Map<StatusRow['id'], LanguageStatusItem>();
  /** The last simulation, and when it was seen first. */
  private solved = { version: -1, atMs: 0 };
  /** What is on show, for as long as it stands: its times go on. */
  private shown: StatusInput = { state: 'starting' };
  private readonly clock: NodeJS.Timeout;
  private readonly busy = new Patience(BUSY_AFTER_MS, (isBusy) => (this.item.busy = isBusy));
  /** Counts the questions asked; an answer to an older one is dropped. */
  private asked = 0;

  constructor(
    private readonly server: DryfitServer,
    private readonly log: LogOutputChannel,
  ) {
    this.item = languages.createLanguageStatusItem('dryfit.status', MANIFEST_SELECTOR);
    this.item.name = 'Dryfit';
    this.item.command = { command: 'dryfit.simulateWorkspace', title: 'Simulate' };
    this.subscriptions = Disposable.from(
      this.item,
      this.busy,
      window.onDidChangeActiveTextEditor((editor) => this.watched(this.follow(editor))),
      server.onStateChanged((state) => this.watched(this.onState(state))),
      server.onClustersChanged(() => this.watched(this.follow(window.activeTextEditor))),
      server.onClustersChanged(() => this.watched(this.tellClusters())),
      server.onSimulationChanged((change) => this.watched(this.onSimulation(change))),
    );
    this.show(this.shown);
    this.clock = setInterval(() => this.tick(), MINUTE_MS);
  }

  dispose(): void {
    clearInterval(this.clock);
    for (const item of this.rows.values()) item.dispose();
    this.subscriptions.dispose();
  }

  private async onState(state: ServerState): Promise<void> {
    if (state === 'running') return this.follow(window.activeTextEditor);
    this.cluster = undefined;
    this.asked += 1;
    this.show({ state });
  }

  private async follow(editor: TextEditor | undefined): Promise<void> {
    if (!editor || this.server.state !== 'running') return;
    if (languages.match(MANIFEST_SELECTOR, editor.document) === 0) return;
    const question = (this.asked += 1);
    const cluster = (await this.server.clusterOf({ uri: editor.document.uri.toString() })) ?? undefined;
    if (question !== this.asked) return;
    this.cluster = cluster;
    void commands.executeCommand('setContext', CAN_SIMULATE, (cluster?.nodePoolCount ?? 0) > 0);
    if (cluster && cluster.nodePoolCount > 0) return this.simulate(cluster);
    this.show({ state: 'idle', cluster });
  }

  private async tellClusters(): Promise<void> {
    const clusters = await this.server.clusters();
    const hasClusters = clusters.some(({ nodePoolCount }) => nodePoolCount > 0);
    await commands.executeCommand('setContext', HAS_CLUSTERS, hasClusters);
  }

  private async onSimulation(change: SimulationChangedParams): Promise<void> {
    if (!this.cluster || change.cluster !== this.cluster.name) return;
    if (change.state === 'running') this.busy.set(true);
    else if (change.state !== 'drawn') await this.simulate(this.cluster);
  }

  private async simulate(cluster: ClusterSummary): Promise<void> {
    const question = (this.asked += 1);
    this.busy.set(true);
    const uri = window.activeTextEditor?.document.uri.toString();
    const result = await this.server.summary({ cluster: cluster.name, ...(uri ? { uri } : {}) });
    if (question !== this.asked) return;
    if (result.state === 'ready' && result.summary.version !== this.solved.version)
      this.solved = { version: result.summary.version, atMs: Date.now() };
    this.show({ state: 'simulated', cluster, result, nowMs: Date.now(), solvedAtMs: this.solved.atMs });
  }

  /** A server that stops leaves questions unanswered: its change of state is what the item then shows. */
  private watched(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      this.busy.set(false);
      this.log.warn(`The status item got no answer: ${String(error)}`);
    });
  }

  /** Nobody asked: "3 minutes ago" is not so for long. */
  private tick(): void {
    if (this.shown.state === 'simulated' && !this.busy.isShown)
      this.show({ ...this.shown, nowMs: Date.now() });
  }

  private show(input: StatusInput): void {
    this.shown = input;
    const model = statusOf(input);
    write(this.item, model);
    this.busy.set(model.isBusy);
    const severity = model.isError ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    if (this.item.severity !== severity) this.item.severity = severity;
    this.showRows(model.rows);
  }

  private showRows(rows: readonly StatusRow[]): void {
    for (const [id, item] of this.rows)
      if (!rows.some((row) => row.id === id)) {
        item.dispose();
        this.rows.delete(id);
      }
    for (const row of rows) {
      const item = this.rows.get(row.id) ?? newRow(row);
      this.rows.set(row.id, item);
      write(item, row);
    }
  }
}

function newRow({ id, name }: StatusRow): LanguageStatusItem {
  const item = languages.createLanguageStatusItem(`dryfit.status.${id}`, MANIFEST_SELECTOR);
  item.name = name;
  const command = ROW_COMMANDS[id];
  if (command) item.command = command;
  return item;
}

const ROW_COMMANDS: Readonly<Partial<Record<StatusRow['id'], Command>>> = {
  prices: { command: 'dryfit.refreshPrices', title: 'Refresh' },
  simulation: { command: 'dryfit.showLog', title: 'Show Log' },
};

/** What is written again is sent again. */
function write(item: LanguageStatusItem, { text, detail }: Pick<StatusRow, 'text' | 'detail'>): void {
  if (item.text === text && item.detail === detail) return;
  item.text = text;
  item.detail = detail;
  item.accessibilityInformation = { label: `${text}: ${detail}` };
}
