/** What a panel shows and when it asks again. Knows neither editor nor markup, so that it can be tested by itself:
 *  one request at a time, changes that arrive meanwhile lead to one more. */
import type {
  ClustersResult,
  Replicas,
  SimulateParams,
  SimulateResult,
  SimulationChangedParams,
} from '../../server/src/protocol/requests';

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
}

export class PreviewSession {
  private view: PreviewView = {
    clusters: [],
    cluster: undefined,
    replicas: 'spec',
    result: undefined,
    isBusy: false,
  };
  private uri: string | undefined;
  private isAsking = false;
  private isStale = false;

  constructor(
    private readonly server: PreviewServer,
    private readonly show: (view: PreviewView) => void,
  ) {}

  get current(): PreviewView {
    return this.view;
  }

  /** Shows the cluster of a file; with none, what the server takes for the first. */
  showFile(uri: string | undefined): Promise<void> {
    this.uri = uri;
    this.update({ cluster: undefined });
    return this.refresh();
  }

  selectCluster(cluster: string): Promise<void> {
    this.update({ cluster });
    return this.refresh();
  }

  selectReplicas(replicas: Replicas): Promise<void> {
    this.update({ replicas });
    return this.refresh();
  }

  /** The server has news about a simulation. */
  async onChanged(change: SimulationChangedParams): Promise<void> {
    if (this.view.cluster !== undefined && change.cluster !== this.view.cluster) return;
    if (change.state === 'running') return this.update({ isBusy: true });
    const shown = this.view.result?.state === 'ready' ? this.view.result.preview.version : -1;
    if (change.state === 'ready' && change.version <= shown) return this.update({ isBusy: this.isAsking });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.isStale = true;
    if (this.isAsking) return;
    this.isAsking = true;
    this.update({ isBusy: true });
    try {
      while (this.isStale) await this.askOnce();
    } finally {
      this.isAsking = false;
      this.update({ isBusy: false });
    }
  }

  private async askOnce(): Promise<void> {
    this.isStale = false;
    const params = this.params();
    const [clusters, result] = await Promise.all([this.server.clusters(), this.simulate(params)]);
    // What was asked for is no longer wanted: the loop asks anew.
    if (this.isStale && this.params().cluster !== params.cluster) return;
    const cluster = result.state === 'ready' ? result.preview.cluster : params.cluster;
    this.update({ clusters, result, cluster });
  }

  private params(): SimulateParams {
    const { cluster, replicas } = this.view;
    if (cluster !== undefined) return { cluster, replicas };
    return this.uri === undefined ? { replicas } : { uri: this.uri, replicas };
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
    this.show(this.view);
  }
}
