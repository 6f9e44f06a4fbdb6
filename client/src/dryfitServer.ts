/** The language server as the rest of the client sees it: its custom requests with their types, and its news as events
 *  that any number may listen to (the library keeps one handler for each notification). What is asked before the library is
 *  loaded and the server runs waits for both. */
import { Disposable, EventEmitter, type CancellationToken, type Event } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  SCALE_DOWN,
  STRATEGIES,
  TIMELINE,
  type ScaleDownParams,
  type ScaleDownResult,
  type StrategiesResult,
  type TimelineParams,
  type TimelineResult,
} from '../../server/src/protocol/motionRequests';
import {
  BUDGET_WEEK,
  CLUSTER_OF,
  CLUSTERS,
  CLUSTERS_CHANGED,
  COMPARE,
  EXPLAIN,
  REPORT,
  SIMULATE,
  SIMULATION_CHANGED,
  STORED_TEXT,
  SUMMARY,
  TRUST_CHANGED,
  WHAT_IF,
  YAML_SCHEMAS_CHANGED,
  type BudgetWeekParams,
  type BudgetWeekResult,
  type ClusterOfParams,
  type ClusterOfResult,
  type ClustersResult,
  type CompareParams,
  type CompareResult,
  type ExplainParams,
  type ExplainResult,
  type ReportResult,
  type SimulateAnswer,
  type SimulateParams,
  type SimulateResult,
  type SimulationChangedParams,
  type StoredTextParams,
  type SummaryParams,
  type SummaryResult,
  type TrustChangedParams,
  type WhatIfParams,
  type WhatIfResult,
  type YamlSchemasChangedParams,
} from '../../server/src/protocol/requests';
import { KnownPicture } from './knownPicture';

export type ServerState = 'starting' | 'running' | 'stopped';

export class DryfitServer implements Disposable {
  private readonly clustersChanged = new EventEmitter<void>();
  private readonly simulationChanged = new EventEmitter<SimulationChangedParams>();
  private readonly stateChanged = new EventEmitter<ServerState>();
  private readonly connected: Promise<LanguageClient>;
  private readonly picture = new KnownPicture();
  /** undefined: the library is not loaded yet. */
  private client: LanguageClient | undefined;

  readonly onClustersChanged: Event<void> = this.clustersChanged.event;
  readonly onSimulationChanged: Event<SimulationChangedParams> = this.simulationChanged.event;
  readonly onStateChanged: Event<ServerState> = this.stateChanged.event;

  /** @param connect  makes the client, not started */
  constructor(connect: () => Promise<LanguageClient>) {
    this.connected = connect().then((client) => this.listenTo(client));
  }

  /** Settled when the server answers. */
  async start(): Promise<void> {
    await (await this.connected).start();
  }

  get state(): ServerState {
    if (!this.client) return 'starting';
    if (this.client.isRunning()) return 'running';
    return this.client.needsStart() ? 'stopped' : 'starting';
  }

  /** One question at a time; otherwise the second is answered with the whole. */
  async simulate(params: SimulateParams): Promise<SimulateResult> {
    const answer = await this.request<SimulateAnswer>(SIMULATE, { ...params, known: this.picture.number });
    return this.picture.read(answer) ?? this.simulate(params);
  }

  summary(params: SummaryParams): Promise<SummaryResult> {
    return this.request(SUMMARY, params);
  }

  whatIf(params: WhatIfParams, token: CancellationToken): Promise<WhatIfResult> {
    return this.request(WHAT_IF, params, token);
  }

  compare(params: CompareParams, token: CancellationToken): Promise<CompareResult> {
    return this.request(COMPARE, params, token);
  }

  budgetWeek(params: BudgetWeekParams, token: CancellationToken): Promise<BudgetWeekResult> {
    return this.request(BUDGET_WEEK, params, token);
  }

  explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult> {
    return this.request(EXPLAIN, params, token);
  }

  timeline(params: TimelineParams, token: CancellationToken): Promise<TimelineResult> {
    return this.request(TIMELINE, params, token);
  }

  strategies(params: TimelineParams, token: CancellationToken): Promise<StrategiesResult> {
    return this.request(STRATEGIES, params, token);
  }

  scaleDown(params: ScaleDownParams, token: CancellationToken): Promise<ScaleDownResult> {
    return this.request(SCALE_DOWN, params, token);
  }

  clusters(): Promise<ClustersResult> {
    return this.request(CLUSTERS);
  }

  clusterOf(params: ClusterOfParams): Promise<ClusterOfResult> {
    return this.request(CLUSTER_OF, params);
  }

  report(): Promise<ReportResult> {
    return this.request(REPORT);
  }

  trustGranted(): Promise<void> {
    const params: TrustChangedParams = { trusted: true };
    return this.notify(TRUST_CHANGED, params);
  }

  yamlSchemas(params: YamlSchemasChangedParams): Promise<void> {
    return this.notify(YAML_SCHEMAS_CHANGED, params);
  }

  storedText(params: StoredTextParams): Promise<void> {
    return this.notify(STORED_TEXT, params);
  }

  async restart(): Promise<void> {
    await (await this.connected).restart();
  }

  async stop(): Promise<void> {
    await this.client?.stop();
  }

  dispose(): void {
    Disposable.from(this.clustersChanged, this.simulationChanged, this.stateChanged).dispose();
  }

  private listenTo(client: LanguageClient): LanguageClient {
    client.onNotification(CLUSTERS_CHANGED, () => this.clustersChanged.fire());
    client.onNotification(SIMULATION_CHANGED, (change: SimulationChangedParams) =>
      this.simulationChanged.fire(change),
    );
    client.onDidChangeState(() => {
      this.picture.forget();
      this.stateChanged.fire(this.state);
    });
    this.client = client;
    return client;
  }

  /** Asks without what is not there: the library sends a parameter that is undefined as null. */
  private async request<R>(method: string, params?: object, token?: CancellationToken): Promise<R> {
    const client = await this.connected;
    if (!params) return client.sendRequest<R>(method);
    return token ? client.sendRequest<R>(method, params, token) : client.sendRequest<R>(method, params);
  }

  private async notify(method: string, params: object): Promise<void> {
    await (await this.connected).sendNotification(method, params);
  }
}
