/** One client's session: what it declared, and how changes travel from documents, disk and settings through checks and
 *  simulations back to it. The parts do the work; this wires them. */
import {
  CodeLensRefreshRequest,
  type ClientCapabilities,
  type Connection,
  type FileEvent,
  type InitializeParams,
} from 'vscode-languageserver';
import type { WallTime } from '../analysis/shown/hovers/ask';
import type { AnalysisWorker, Clock, Log, WorkspaceFiles } from '../analysis/jobs/ports';
import { leadingUri, projectCost } from '../analysis/check/projectCost';
import { Workspace, type WorkspaceFile } from '../analysis/workspace';
import { mergeCostOptions } from '../cost/fields';
import type { Options } from '../model/options';
import { settingsProblems } from '../analysis/check/settingsProblems';
import { isProjectFile } from '../model/ruleLevels';
import type { RegionSource } from '../authoring/values/value';
import { Checks } from './checks';
import { Details } from './details';
import { PullDiagnostics, PushDiagnostics, type Diagnostics } from './diagnostics';
import { EditorFacts } from './editorFacts';
import type { FindingsSource } from './findings';
import { Folders } from './folders';
import { guardEvent, type Guard } from './guard';
import {
  CLUSTERS_CHANGED,
  SIMULATION_CHANGED,
  type InitializationOptions,
  type SimulationChangedParams,
} from './requests';
import { LongWork } from './longWork';
import type { OpenDocument } from './openDocument';
import { SettingsStore } from './settings';
import { Solves, type Solved } from './solves';

/** The world, handed in: tests replace any of it. */
export interface ServerDeps {
  readonly files: WorkspaceFiles;
  readonly clock: Clock;
  createWorker(log: Log): AnalysisWorker;
  /** EC2 facts for completion and hovers; none when absent. */
  readonly regions?: RegionSource;
  /** The time of day and the zone of the server's machine; none when absent. */
  readonly wallTime?: () => WallTime;
  /** Shown in the report: name -> version. */
  readonly versions: Readonly<Record<string, string>>;
  /** True in tests: bugs are thrown, not swallowed. */
  readonly rethrowBugs?: boolean;
}

/** Quiet time after a change before the edit stage runs, and the longest it may be put off by further changes. */
const QUIET_MS = 2;
const MAX_QUIET_MS = 10;
/** A client that does not answer for its settings gets the defaults. */
const SETTINGS_LIMIT_MS = 2_000;

export class Session implements FindingsSource {
  readonly workspace = new Workspace();
  readonly settings = new SettingsStore();
  readonly folders: Folders;
  readonly worker: AnalysisWorker;
  readonly checks: Checks;
  readonly solves: Solves;
  readonly details: Details;
  readonly editorFacts = new EditorFacts(this.workspace);
  diagnostics: Diagnostics;
  /** The client brings snippets of whole objects. */
  hasOwnSnippets = false;
  capabilities: ClientCapabilities = {};
  client = 'unknown';
  openPanelCommand: string | undefined;
  #timeZone: string | undefined;
  readonly #longWork: LongWork;
  readonly #changed = new Map<string, OpenDocument>();
  #clusterNames = '';
  #firstChangeMs = 0;
  #stopTimer: (() => void) | undefined;
  /** Settled when settings are known: before, nothing can be answered. */
  readonly whenReady: Promise<void>;
  /** Settled when the folders have been read for the first time as well. */
  readonly whenScanned: Promise<void>;
  #isReady = false;
  #setReady: () => void = () => undefined;
  #setScanned: () => void = () => undefined;

  constructor(
    readonly connection: Connection,
    private readonly deps: ServerDeps,
    readonly guard: Guard,
  ) {
    const { clock } = deps;
    const { log } = guard;
    const optionsOf = (uri: string) => this.optionsOf(uri);
    this.worker = deps.createWorker(log);
    this.#longWork = new LongWork({
      ...{ connection, clock },
      canShowProgress: () => this.capabilities.window?.workDoneProgress === true,
    });
    this.folders = new Folders({ workspace: this.workspace, files: deps.files, clock, log });
    this.checks = new Checks({
      ...{ workspace: this.workspace, worker: this.worker, clock, log, optionsOf },
      knowsAllFiles: () => this.folders.knowsAll,
      onClustersChanged: () => this.#clustersMayHaveChanged(),
    });
    this.solves = new Solves({
      ...{ workspace: this.workspace, worker: this.worker, clock, log },
      optionsOfCluster: (files) => this.optionsOfCluster(files),
      judge: (files, options, isUnwanted) => this.checks.ofCluster(files, options, isUnwanted),
      onStarted: (cluster, version) => this.#tell({ cluster, state: 'running', version }),
      onDrawn: ({ cluster, version }) => this.#tell({ cluster, state: 'drawn', version }),
      onRunning: (cluster, done, cancel) =>
        this.#longWork.watch({ title: `Simulating ${cluster}`, done, cancel }),
      onSolved: guardEvent(guard, 'solved', (solved: Solved) => this.#solved(solved)),
    });
    this.details = new Details({
      ...{ worker: this.worker, log },
      onFound: guardEvent(guard, 'details', () => this.#refreshLenses()),
    });
    this.diagnostics = new PushDiagnostics(this);
    this.whenReady = new Promise((resolve) => (this.#setReady = resolve));
    this.whenScanned = new Promise((resolve) => (this.#setScanned = resolve));
  }

  /** Of the settings, with the project files, which may say more about rules and the bill. */
  optionsOf(uri: string): Options {
    const { options } = this.settings.of(uri);
    const projectFiles = this.workspace.projectFiles();
    if (projectFiles.length === 0) return options;
    const cost = mergeCostOptions(options.cost ?? {}, projectCost(uri, { projectFiles }));
    return { ...options, projectFiles, cost };
  }

  /** What counts for a cluster as a whole. */
  optionsOfCluster(files: readonly WorkspaceFile[]): Options {
    return this.optionsOf(leadingUri(files.flatMap(({ manifests }) => manifests)) ?? files[0]?.uri ?? '');
  }

  /** What time it is for the user; undefined when nobody knows. */
  wallTime(uri: string): WallTime | undefined {
    const time = this.deps.wallTime?.();
    const timeZone = this.settings.of(uri).timeZone || this.#timeZone;
    return time && timeZone ? { ...time, timeZone } : time;
  }

  get clock(): Clock {
    return this.deps.clock;
  }

  get pull(): PullDiagnostics | undefined {
    return this.diagnostics instanceof PullDiagnostics ? this.diagnostics : undefined;
  }

  initialize(params: InitializeParams): void {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.capabilities = params.capabilities;
    this.openPanelCommand = options.openPanelCommand;
    this.#timeZone = options.timeZone;
    this.client =
      options.editor ?? [params.clientInfo?.name, params.clientInfo?.version].filter(Boolean).join(' ');
    this.hasOwnSnippets = options.hasSnippets === true;
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: '' }] : []);
    this.folders.set(folders, options.trusted !== false);
    if (params.capabilities.textDocument?.diagnostic)
      this.diagnostics = new PullDiagnostics(
        this,
        params.capabilities.workspace?.diagnostics?.refreshSupport === true,
      );
  }

  /** After the handshake: settings first, since every answer depends on them, then the folders. */
  async start(): Promise<void> {
    await this.#loadSettings();
    this.#isReady = true;
    this.#applyFolders();
    this.flush();
    this.#setReady();
    await this.rescan();
    this.#setScanned();
  }

  /** Settings changed: everything is judged anew, nothing is read again. */
  async settingsChanged(sent: unknown): Promise<void> {
    if (this.capabilities.workspace?.configuration) await this.#loadSettings();
    else this.settings.take(sent);
    this.#applyFolders();
    this.#refreshLenses();
    await this.#refreshAll();
  }

  async foldersChanged(
    isTrusted: boolean,
    added: Folders['list'],
    removedUris: readonly string[],
  ): Promise<void> {
    const kept = this.folders.list.filter(({ uri }) => !removedUris.includes(uri));
    this.folders.set([...kept, ...added], isTrusted);
    await this.#loadSettings();
    this.#applyFolders();
    await this.rescan();
  }

  async rescan(): Promise<void> {
    const scanned = this.folders.scan();
    this.#longWork.watch({ title: 'Reading manifests', done: scanned });
    if (await scanned) await this.#refreshAll();
  }

  async watchedFilesChanged(events: readonly FileEvent[]): Promise<void> {
    const changed = await this.folders.update(events);
    if (changed.length === 0) return;
    if (changed.some(isProjectFile)) return this.#refreshAll();
    this.#clustersMayHaveChanged();
    for (const uri of changed) this.#scheduleSolves(uri);
    await this.diagnostics.refresh();
  }

  /** An open document has new content; it is looked at when typing pauses, or when something is asked about it. */
  documentChanged(document: OpenDocument): void {
    if (this.#changed.size === 0) this.#firstChangeMs = this.clock.now();
    this.#changed.set(document.uri, document);
    this.#stopTimer?.();
    const waitedMs = this.clock.now() - this.#firstChangeMs;
    const delayMs = Math.max(0, Math.min(QUIET_MS, MAX_QUIET_MS - waitedMs));
    this.#stopTimer = this.clock.after(
      delayMs,
      guardEvent(this.guard, 'edit', () => this.flush()),
    );
  }

  documentClosed(uri: string): void {
    this.flush();
    this.workspace.close(uri);
    this.editorFacts.setStored(uri, null);
    this.#clustersMayHaveChanged();
    this.#scheduleSolves(uri);
    this.diagnostics.closed(uri);
  }

  /** Takes in all changes at once. Called before every answer, so that none is about an old text. */
  flush(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (!this.#isReady) return;
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    for (const document of changed) this.#takeIn(document);
  }

  async dispose(): Promise<void> {
    this.#stopTimer?.();
    this.solves.dispose();
    this.pull?.dispose();
    await this.worker.dispose();
  }

  #takeIn(document: OpenDocument): void {
    const { uri, version, text } = document;
    if (this.workspace.open(uri, version, text)) this.#clustersMayHaveChanged();
    const file = this.workspace.file(uri);
    if (!file) return;
    guardEvent(this.guard, 'diagnostics', () => this.diagnostics.changed(file))();
    this.#scheduleSolves(uri);
    if (isProjectFile(uri)) void this.#refreshAll();
  }

  /** Simulates the clusters of the file, if someone looks at them. Not before all files are known: half a cluster has a
   *  wrong price. */
  #scheduleSolves(uri: string): void {
    if (!this.folders.knowsAll) return;
    for (const cluster of this.workspace.clustersOf(uri))
      if (this.#isWatched(cluster.name)) this.#schedule(cluster.name);
  }

  /** A cluster is simulated by itself when a file of it is open, problems of all files are wanted, or it was asked for. */
  #isWatched(name: string): boolean {
    if (this.settings.general.problemsScope === 'workspace' || this.solves.latest(name) !== undefined)
      return true;
    return this.workspace
      .openFiles()
      .some(({ uri }) => this.workspace.clustersOf(uri).some((one) => one.name === name));
  }

  async #refreshAll(): Promise<void> {
    this.#clustersMayHaveChanged();
    this.#scheduleAll();
    await this.diagnostics.refresh();
  }

  #scheduleAll(): void {
    if (!this.folders.knowsAll) return;
    for (const { name } of this.workspace.clusters()) if (this.#isWatched(name)) this.#schedule(name);
  }

  #schedule(cluster: string): void {
    this.details.cancel(cluster);
    this.solves.schedule(cluster);
  }

  async #solved(solved: Solved): Promise<void> {
    this.#tell({
      cluster: solved.cluster,
      state: solved.outcome.ok ? 'ready' : 'failed',
      version: solved.version,
    });
    this.#refreshLenses();
    await this.diagnostics.refresh();
    if (solved.outcome.ok && this.solves.isCurrent(solved)) await this.details.find(solved);
  }

  #clustersMayHaveChanged(): void {
    const clusters = this.workspace.clusters();
    const present = new Set(clusters.map(({ name }) => name));
    this.solves.retain(present);
    this.details.retain(present);
    const names = JSON.stringify(
      clusters.map(({ name, keys, nodePoolCount, workloadCount }) => [
        name,
        keys,
        nodePoolCount,
        workloadCount,
      ]),
    );
    if (names === this.#clusterNames) return;
    this.#clusterNames = names;
    this.#scheduleAll();
    void this.connection.sendNotification(CLUSTERS_CHANGED);
  }

  /** Lenses and inlay hints have news: clients that can are asked to fetch them. */
  #refreshLenses(): void {
    const { codeLens, inlayHint } = this.capabilities.workspace ?? {};
    if (codeLens?.refreshSupport) void this.connection.sendRequest(CodeLensRefreshRequest.type);
    if (inlayHint?.refreshSupport) void this.connection.languages.inlayHint.refresh();
  }

  #tell(params: SimulationChangedParams): void {
    void this.connection.sendNotification(SIMULATION_CHANGED, params);
  }

  async #loadSettings(): Promise<void> {
    if (!this.capabilities.workspace?.configuration) return;
    const answered = this.settings.load(this.connection, this.folders.uris).catch((error: unknown) => {
      this.guard.log.warn(`the client did not answer workspace/configuration: ${String(error)}`);
    });
    const tooLate = new Promise<void>((resolve) => this.clock.after(SETTINGS_LIMIT_MS, resolve));
    await Promise.race([answered, tooLate]);
  }

  #applyFolders(): void {
    this.workspace.setFolders(this.folders.list, (uri) => this.settings.of(uri).clusters);
    for (const problem of settingsProblems(this.settings.general.options.rules)) this.guard.log.warn(problem);
  }
}
