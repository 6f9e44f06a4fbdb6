/** What a panel shows and when it asks again. Knows neither editor nor markup, so that it can be tested by itself:
 *  one request at a time, changes that arrive meanwhile lead to one more. */
import type { PreviewSkipped, Replicas } from '../../server/src/protocol/previewModel';
import type {
  ClustersResult,
  SimulateParams,
  SimulateResult,
  SimulationChangedParams,
} from '../../server/src/protocol/requests';
import { held } from './heldPicture';

export interface PreviewServer {
  simulate(params: SimulateParams): Promise<SimulateResult>;
  clusters(): Promise<ClustersResult>;
}

export interface PreviewView {
  readonly clusters: ClustersResult;
  /** Name of the cluster on show; undefined until the first answer. */
  readonly cluster: string | undefined;
  readonly replicas: Replicas;
  /** undefined until the first answer. */
  readonly result: SimulateResult | undefined;
  readonly isBusy: boolean;
  /** Of the setting: in which the week of the budgets is told; '' and absent: the reader's own. */
  readonly timeZone?: string;
  /** The picture is of before the edit that left these documents unfinished. */
  readonly heldBy?: readonly PreviewSkipped[];
}

export interface PreviewHost {
  show(view: PreviewView): void;
  /** Nothing but whether it works has changed: a view is much to send. */
  showBusy(isBusy: boolean): void;
}

export class PreviewSession {
  private view: PreviewView = {
    clusters: [],
    cluster: undefined,
    replicas: 'spec',
    result: undefined,
    isBusy: false,
  };
  /** What to ask for; a file's cluster becomes a named one with the first answer. */
  private target: SimulateParams = {};
  private isAsking = false;
  private isStale = false;
  /** The last picture that was told of. */
  private drawnVersion = -1;

  /** Which clusters there are changes seldom: they are asked for again when that is told. */
  private areClustersKnown = false;

  constructor(
    private readonly server: PreviewServer,
    private readonly host: PreviewHost,
  ) {}

  private get shownVersion(): number {
    return this.view.result?.state === 'ready' ? this.view.result.preview.version : -1;
  }

  get current(): PreviewView {
    return this.view;
  }

  /** Shows the cluster of a file; with none, what the server takes for the first. */
  showFile(uri: string | undefined): Promise<void> {
    this.target = uri === undefined ? {} : { uri };
    return this.refresh();
  }

  /** A panel comes back after a reload with what it showed. */
  restore(target: { readonly cluster: string; readonly replicas: Replicas } | undefined): Promise<void> {
    if (!target) return this.refresh();
    this.target = { cluster: target.cluster };
    this.update({ replicas: target.replicas });
    return this.refresh();
  }

  selectCluster(cluster: string): Promise<void> {
    this.target = { cluster };
    return this.refresh();
  }

  selectReplicas(replicas: Replicas): Promise<void> {
    this.update({ replicas });
    return this.refresh();
  }

  /** The server has news about a simulation. */
  async onChanged(change: SimulationChangedParams): Promise<void> {
    if (this.view.cluster !== undefined && change.cluster !== this.view.cluster) return;
    if (change.state === 'running') return this.onRunning();
    if (change.state === 'drawn') return this.onDrawn(change.version);
    if (change.state === 'ready' && change.version <= this.shownVersion) return this.setBusy(this.isAsking);
    await this.ask();
  }

  /** Asks before there is an answer, which then comes as soon as the picture stands, without a way to the server and back. */
  private async onRunning(): Promise<void> {
    this.setBusy(true);
    if (this.view.replicas === 'spec' && !this.isAsking) await this.ask();
  }

  /** Who asked before is answered with it. */
  private async onDrawn(version: number): Promise<void> {
    if (this.view.replicas !== 'spec') return;
    this.drawnVersion = version;
    if (!this.isAsking && version > this.shownVersion) await this.ask();
  }

  /** Asks for everything again. */
  refresh(): Promise<void> {
    this.areClustersKnown = false;
    return this.ask();
  }

  private async ask(): Promise<void> {
    this.isStale = true;
    if (this.isAsking) return;
    this.isAsking = true;
    this.setBusy(true);
    try {
      while (this.isStale) await this.askOnce();
    } finally {
      this.isAsking = false;
      this.setBusy(false);
      // Of what is only drawn the rules still run, for which there is patience anew.
      this.setBusy(this.drawnVersion >= 0 && this.shownVersion === this.drawnVersion);
    }
  }

  private async askOnce(): Promise<void> {
    this.isStale = false;
    const { target } = this;
    const { replicas } = this.view;
    const [clusters, result] = await Promise.all([
      this.areClustersKnown ? this.view.clusters : this.server.clusters(),
      this.simulate({ ...target, replicas, mayBeDrawn: true }),
    ]);
    this.areClustersKnown = true;
    // Something else was chosen meanwhile: the loop asks for that.
    if (target !== this.target) return;
    if (result.state !== 'ready')
      return this.update({ clusters, result, cluster: target.cluster, heldBy: [] });
    const { cluster } = result.preview;
    this.target = { cluster };
    this.update({ clusters, cluster, ...held(this.view.result, result) });
  }

  /** A request that fails (server stopped, cancelled) is something to show, not to throw. */
  private async simulate(params: SimulateParams): Promise<SimulateResult> {
    try {
      return await this.server.simulate(params);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { state: 'failed', message, hint: 'Run "Dryfit: Restart Server", then try again.' };
    }
  }

  private update(change: Partial<PreviewView>): void {
    this.view = { ...this.view, ...change };
    this.host.show(this.view);
  }

  private setBusy(isBusy: boolean): void {
    if (this.view.isBusy === isBusy) return;
    this.view = { ...this.view, isBusy };
    this.host.showBusy(isBusy);
  }
}
