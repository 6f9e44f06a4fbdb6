/** The language server on a connection: capabilities and which handler answers what. No hooks on import; everything that
 *  touches the world comes in through `deps`, so tests build it on two streams. */
import {
  CodeActionKind,
  type Connection,
  type DiagnosticServerCancellationData,
  type DocumentDiagnosticReport,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver';
import type { Log } from '../analysis/jobs/ports';
import type { RegionSource } from '../authoring/values/value';
import { answers, AUTHORING_CAPABILITIES, registerAuthoring } from './authoring';
import { codeActions, FIX_ALL } from './codeActions';
import { guardEvent, guardRequest, type Guard } from './guard';
import { codeLenses, inlayHints } from './lenses';
import { LastPicture } from './lastPicture';
import { OpenDocument } from './openDocument';
import { registerPanel } from './panel';
import { simulate, summarize, toClusterSummary } from './preview';
import { ProvedFixes } from './provedFixes';
import { reportText } from './report';
import { DEFAULT_REGION } from './surroundings';
import {
  CLUSTER_OF,
  CLUSTERS,
  REPORT,
  SIMULATE,
  STORED_TEXT,
  SUMMARY,
  TRUST_CHANGED,
  YAML_SCHEMAS_CHANGED,
  type ClusterOfParams,
  type ClusterOfResult,
  type ClustersResult,
  type ReportResult,
  type SimulateParams,
  type StoredTextParams,
  type SummaryParams,
  type TrustChangedParams,
  type YamlSchemasChangedParams,
} from './requests';
import { Session, type ServerDeps } from './session';
import { Timings } from './timings';

export type { ServerDeps } from './session';

/** Files that the client is asked to watch. */
const WATCHED_GLOB = '**/*.{yaml,yml,json}';
/** Of folders that are moved or deleted the files in them are not told of. */
const COME_OR_GONE = WatchKind.Create | WatchKind.Delete;

/** Registers all handlers; the caller listens. */
export function buildServer(connection: Connection, deps: ServerDeps): void {
  const guard: Guard = {
    clock: deps.clock,
    log: connectionLog(connection),
    timings: new Timings(),
    rethrow: deps.rethrowBugs === true,
  };
  const session = new Session(connection, deps, guard);
  registerLifeCycle(session, deps);
  registerDocuments(session);
  registerWorkspace(session);
  const regions: RegionSource = deps.regions ?? (() => undefined);
  registerLanguageFeatures(session, regions);
  registerLenses(session);
  registerAuthoring(session, regions);
  registerPulls(session);
  registerOwnRequests(session, deps);
  registerPanel(session);
}

function connectionLog({ console }: Connection): Log {
  return {
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message) => console.error(message),
  };
}

function registerLifeCycle(session: Session, deps: ServerDeps): void {
  const { connection, guard } = session;
  connection.onInitialize((params) => {
    session.initialize(params);
    return initializeResult(session, deps);
  });
  connection.onInitialized(
    guardEvent(guard, 'initialized', async () => {
      const started = session.start();
      await registerDynamically(session);
      await started;
    }),
  );
  connection.onShutdown(() => session.dispose());
}

function initializeResult(session: Session, deps: ServerDeps): InitializeResult {
  return {
    serverInfo: { name: 'dryfit', version: deps.versions['dryfit'] ?? '0' },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      inlayHintProvider: { resolveProvider: false },
      ...AUTHORING_CAPABILITIES,
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL],
      },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(session.pull
        ? {
            diagnosticProvider: {
              identifier: 'dryfit',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
    },
  };
}

async function registerDynamically(session: Session): Promise<void> {
  const { connection, guard } = session;
  const { workspace } = session.capabilities;
  if (workspace?.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(
      guardEvent(guard, 'folders', ({ added, removed }) =>
        session.foldersChanged(
          session.folders.isTrusted,
          added,
          removed.map(({ uri }) => uri),
        ),
      ),
    );
  if (workspace?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'dryfit' });
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: WATCHED_GLOB }, { globPattern: '**/*', kind: COME_OR_GONE }],
    });
}

function registerDocuments(session: Session): void {
  const { connection, guard } = session;
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, _languageId, version, text) => new OpenDocument(uri, version, text),
    update: (document, changes, version) => {
      document.update(changes, version);
      return document;
    },
  });
  documents.onDidChangeContent(
    guardEvent(guard, 'change', ({ document }) => session.documentChanged(document)),
  );
  documents.onDidClose(guardEvent(guard, 'close', ({ document }) => session.documentClosed(document.uri)));
  documents.listen(connection);
}

function registerWorkspace(session: Session): void {
  const { connection, guard } = session;
  connection.onDidChangeConfiguration(
    guardEvent(guard, 'settings', ({ settings }: { settings: unknown }) => session.settingsChanged(settings)),
  );
  connection.onDidChangeWatchedFiles(
    guardEvent(guard, 'watched files', ({ changes }) => session.watchedFilesChanged(changes)),
  );
  connection.onNotification(
    TRUST_CHANGED,
    guardEvent(guard, 'trust', ({ trusted }: TrustChangedParams) => session.foldersChanged(trusted, [], [])),
  );
  registerEditorFacts(session);
}

/** What only the client can know. Findings are told anew when that changes them. */
function registerEditorFacts(session: Session): void {
  const { connection, guard, editorFacts } = session;
  connection.onNotification(
    YAML_SCHEMAS_CHANGED,
    guardEvent(guard, 'YAML schemas', async ({ globs }: YamlSchemasChangedParams) => {
      if (editorFacts.setYamlGlobs(globs)) await session.diagnostics.refresh();
    }),
  );
  connection.onNotification(
    STORED_TEXT,
    guardEvent(guard, 'stored text', async ({ uri, text }: StoredTextParams) => {
      if (editorFacts.setStored(uri, text)) await session.diagnostics.refresh();
    }),
  );
}

function registerLanguageFeatures(session: Session, regions: RegionSource): void {
  const { connection, guard } = session;
  connection.onHover(
    guardRequest(guard, 'hover', null, async (params) => {
      await session.whenReady;
      session.flush();
      return answers().hover(session, regions, params);
    }),
  );
  const host = {
    ...{
      workspace: session.workspace,
      settings: session.settings,
      editorFacts: session.editorFacts,
      checks: session.checks,
      solves: session.solves,
      worker: session.worker,
    },
    optionsOf: (uri: string) => session.optionsOf(uri),
    provedFixes: new ProvedFixes(session),
    hasVersionedEdits: () => session.capabilities.workspace?.workspaceEdit?.documentChanges === true,
  };
  connection.onCodeAction(
    guardRequest(guard, 'code action', null, async (params, token) => {
      await session.whenReady;
      session.flush();
      return codeActions(host, params, token);
    }),
  );
}

/** From what is known: nothing here waits for a simulation. */
function registerLenses(session: Session): void {
  const { connection, guard } = session;
  connection.onCodeLens(
    guardRequest(guard, 'lenses', null, async ({ textDocument }) => {
      await session.whenReady;
      session.flush();
      return codeLenses(session, textDocument.uri);
    }),
  );
  connection.languages.inlayHint.on(
    guardRequest(guard, 'inlay hints', null, async ({ textDocument, range }) => {
      await session.whenReady;
      session.flush();
      return inlayHints(session, textDocument.uri, range);
    }),
  );
}

const NOTHING_FOUND: DocumentDiagnosticReport = { kind: 'full', items: [] };

const overtaken = (): ResponseError<DiagnosticServerCancellationData> =>
  new ResponseError(LSPErrorCodes.ServerCancelled, 'a newer version is there', { retriggerRequest: true });

/** Registered always, used only by clients that were told of it in `initialize`. */
function registerPulls(session: Session): void {
  const { connection, guard } = session;
  connection.languages.diagnostics.on(
    guardRequest(guard, 'pull', NOTHING_FOUND, async ({ textDocument, previousResultId }) => {
      await session.whenReady;
      session.flush();
      if (!session.pull) return NOTHING_FOUND;
      return (await session.pull.answer(textDocument.uri, previousResultId)) ?? overtaken();
    }),
  );
  connection.languages.diagnostics.onWorkspace(
    guardRequest(guard, 'workspace pull', { items: [] }, async ({ previousResultIds }, token) => {
      await session.whenReady;
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const whenCancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      return (await session.pull?.answerWorkspace(previous, whenCancelled)) ?? { items: [] };
    }),
  );
}

function registerOwnRequests(session: Session, deps: ServerDeps): void {
  const { connection, guard, workspace } = session;
  const isPartial = (): boolean => session.folders.leftOut.length > 0;
  const lastPicture = new LastPicture();
  connection.onRequest(
    SIMULATE,
    guardRequest(guard, 'simulate', null, async (params: SimulateParams | undefined, token) => {
      await session.whenScanned;
      session.flush();
      return simulate(session, params, token, lastPicture);
    }),
  );
  connection.onRequest(
    SUMMARY,
    guardRequest(guard, 'summary', null, async (params: SummaryParams, token) => {
      await session.whenScanned;
      session.flush();
      return summarize(session, params, token);
    }),
  );
  connection.onRequest(
    CLUSTER_OF,
    guardRequest(guard, 'cluster of', null, async ({ uri }: ClusterOfParams): Promise<ClusterOfResult> => {
      await session.whenReady;
      session.flush();
      const cluster = workspace.clusterOf(uri);
      return cluster ? toClusterSummary(cluster, isPartial()) : null;
    }),
  );
  connection.onRequest(
    CLUSTERS,
    guardRequest(guard, 'clusters', [], async (): Promise<ClustersResult> => {
      await session.whenScanned;
      session.flush();
      return workspace.clusters().map((cluster) => toClusterSummary(cluster, isPartial()));
    }),
  );
  connection.onRequest(
    REPORT,
    guardRequest(guard, 'report', null, (): ReportResult => ({ text: report(session, deps) })),
  );
}

/** Of use to those alone who ask for a report. */
const assumptions = (): typeof import('../cost/assumptions') =>
  require('../cost/assumptions') as typeof import('../cost/assumptions');

function report(session: Session, { versions, regions }: ServerDeps): string {
  const { workspace, guard, client, pull, folders, settings, worker } = session;
  const region = regions?.(settings.general.options.region ?? DEFAULT_REGION);
  return reportText({
    prices: region ? assumptions().pricesSentence(region) : 'No prices of the region.',
    ...{ versions, client, isTrusted: folders.isTrusted, settings: settings.general, timings: guard.timings },
    diagnosticsMode: pull ? 'pull' : 'push',
    counts: {
      'workspace folders': folders.list.length,
      'open files': workspace.openFiles().length,
      'files on disk': workspace.diskFileCount,
      clusters: workspace.clusters().length,
      'files left out': folders.leftOut.length,
      'worker restarts': worker.restartCount(),
    },
  });
}
