/** The language server as the rest of the client sees it: its custom requests with their types, and its news as events
 *  that any number may listen to (the library keeps one handler for each notification). */
import { Disposable, EventEmitter, type CancellationToken, type Event } from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
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
  type SimulateParams,
  type SimulateResult,
  type SimulationChangedParams,
  type StoredTextParams,
  type TrustChangedParams,
  type WhatIfParams,
  type WhatIfResult,
  type YamlSchemasChangedParams,
} from '../../server/src/protocol/requests';

export type ServerState = 'starting' | 'running' | 'stopped';

export class DryfitServer implements Disposable {
  private readonly clustersChanged = new EventEmitter<void>();
  private readonly simulationChanged = new EventEmitter<SimulationChangedParams>();
  private readonly stateChanged = new EventEmitter<ServerState>();
  private readonly subscriptions: Disposable;

  readonly onClustersChanged: Event<void> = this.clustersChanged.event;
  readonly onSimulationChanged: Event<SimulationChangedParams> = this.simulationChanged.event;
  readonly onStateChanged: Event<ServerState> = this.stateChanged.event;

  constructor(private readonly client: LanguageClient) {
    this.subscriptions = Disposable.from(
      this.clustersChanged,
      this.simulationChanged,
      this.stateChanged,
      client.onNotification(CLUSTERS_CHANGED, () => this.clustersChanged.fire()),
      client.onNotification(SIMULATION_CHANGED, (change: SimulationChangedParams) =>
        this.simulationChanged.fire(change),
      ),
      client.onDidChangeState(() => this.stateChanged.fire(this.state)),
    );
  }

  get state(): ServerState {
    const { state } = this.client;
    if (state === State.Running) return 'running';
    return state === State.Starting ? 'starting' : 'stopped';
  }

  simulate(params: SimulateParams): Promise<SimulateResult> {
    return this.client.sendRequest(SIMULATE, params);
  }

  whatIf(params: WhatIfParams, token: CancellationToken): Promise<WhatIfResult> {
    return this.client.sendRequest(WHAT_IF, params, token);
  }

  compare(params: CompareParams, token: CancellationToken): Promise<CompareResult> {
    return this.client.sendRequest(COMPARE, params, token);
  }

  budgetWeek(params: BudgetWeekParams, token: CancellationToken): Promise<BudgetWeekResult> {
    return this.client.sendRequest(BUDGET_WEEK, params, token);
  }

  explain(params: ExplainParams, token: CancellationToken): Promise<ExplainResult> {
    return this.client.sendRequest(EXPLAIN, params, token);
  }

  clusters(): Promise<ClustersResult> {
    return this.client.sendRequest(CLUSTERS);
  }

  clusterOf(params: ClusterOfParams): Promise<ClusterOfResult> {
    return this.client.sendRequest(CLUSTER_OF, params);
  }

  report(): Promise<ReportResult> {
    return this.client.sendRequest(REPORT);
  }

  trustGranted(): Promise<void> {
    const params: TrustChangedParams = { trusted: true };
    return this.client.sendNotification(TRUST_CHANGED, params);
  }

  yamlSchemas(params: YamlSchemasChangedParams): Promise<void> {
    return this.client.sendNotification(YAML_SCHEMAS_CHANGED, params);
  }

  storedText(params: StoredTextParams): Promise<void> {
    return this.client.sendNotification(STORED_TEXT, params);
  }

  restart(): Promise<void> {
    return this.client.restart();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
