/** A language client in the test's own process: the real server on two streams, with files, clock and worker of the test.
 *  Nothing sleeps: tests await what the server sends. */
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type ConfigurationParams,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Clock, FolderScan, WorkspaceFiles } from '../../server/src/analysis/jobs/ports';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { buildServer } from '../../server/src/protocol/server';
import type { InitializationOptions, SimulationChangedParams } from '../../server/src/protocol/requests';
import { InProcessWorker } from './inProcessWorker';

/** Monday, 30 November 2026, 10:00 UTC. */
const NOW = { second: Date.UTC(2026, 10, 30, 10) / 1000, timeZone: 'UTC' };

const ROOT = 'file:///ws';

export interface ClientOptions {
  /** Files on disk by path below the workspace folder. */
  readonly disk?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  /** By default short delays end at once, and long ones never. */
  readonly clock?: Clock;
  /** URIs of workspace folders; one by default. */
  readonly folders?: readonly string[];
}

export const PUSH: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
  },
};

export const PULL: ClientCapabilities = {
  ...PUSH,
  workspace: { ...PUSH.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...PUSH.textDocument, diagnostic: { dynamicRegistration: true } },
};

export const uri = (path: string): string => (path.includes(':') ? path : `${ROOT}/${path}`);

/** What is on disk, as the test says. */
class MemoryFiles implements WorkspaceFiles {
  readonly texts = new Map<string, string>();
  readCount = 0;

  scan(folderUri: string): Promise<FolderScan> {
    const files = [...this.texts].filter(([one]) => one.startsWith(`${folderUri}/`));
    this.readCount += files.length;
    return Promise.resolve({ files: files.map(([one, text]) => ({ uri: one, text })), leftOut: [] });
  }

  async scanInside(folderUri: string): Promise<FolderScan['files']> {
    return (await this.scan(folderUri)).files;
  }

  read(one: string): Promise<string | undefined> {
    this.readCount++;
    return Promise.resolve(this.texts.get(one));
  }
}

/** Short delays end with the present turn of the event loop; long ones (time limits) never. */
const testClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    if (delayMs > 100) return () => undefined;
    const handle = setImmediate(callback);
    return () => clearImmediate(handle);
  },
};

const NOTIFICATIONS = [
  '$/progress',
  'textDocument/publishDiagnostics',
  'window/logMessage',
  'dryfit/simulationChanged',
  'dryfit/clustersChanged',
];

const ACKNOWLEDGED = [
  'window/workDoneProgress/create',
  'workspace/diagnostic/refresh',
  'workspace/codeLens/refresh',
  'workspace/inlayHint/refresh',
];

/** Only a test that fails waits this long. */
const WAIT_LIMIT_MS = 10_000;

interface Message {
  readonly method: string;
  readonly params: unknown;
}

export class TestClient {
  readonly files = new MemoryFiles();
  readonly worker = new InProcessWorker();
  readonly messages: Message[] = [];
  readonly registrations: RegistrationParams['registrations'] = [];
  readonly connection: ProtocolConnection;
  settings: unknown;
  result: InitializeResult = { capabilities: {} };
  readonly #documents = new Map<string, TextDocument>();
  #listeners: ((message: Message) => void)[] = [];

  constructor(private readonly options: ClientOptions) {
    this.settings = options.settings ?? {};
    for (const [path, text] of Object.entries(options.disk ?? {})) this.files.texts.set(uri(path), text);
    const up = new PassThrough();
    const down = new PassThrough();
    const server = createConnection(up, down);
    buildServer(server, {
      files: this.files,
      clock: options.clock ?? testClock,
      createWorker: () => this.worker,
      versions: { dryfit: '0.0.0-test' },
      regions: (name) => loadCatalog().region(name),
      wallTime: () => NOW,
      rethrowBugs: true,
    });
    server.listen();
    this.connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.#answerServer();
    this.connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(options);
    await client.#initialize();
    return client;
  }

  open(path: string, text: string, version = 1): void {
    const document = TextDocument.create(uri(path), 'yaml', version, text);
    this.#documents.set(uri(path), document);
    this.notify('textDocument/didOpen', {
      textDocument: { uri: uri(path), languageId: 'yaml', version, text },
    });
  }

  /** Replaces the first occurrence of `from`, as one incremental change; returns the new version. */
  edit(path: string, from: string, to: string): number {
    const document = this.#documents.get(uri(path));
    if (!document) throw new Error(`${path} is not open`);
    const at = document.getText().indexOf(from);
    if (at < 0) throw new Error(`${path} does not contain ${from}`);
    const range = { start: document.positionAt(at), end: document.positionAt(at + from.length) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text: to }], version);
    this.notify('textDocument/didChange', {
      textDocument: { uri: uri(path), version },
      contentChanges: [{ range, text: to }],
    });
    return version;
  }

  text(path: string): string {
    return this.#documents.get(uri(path))?.getText() ?? '';
  }

  close(path: string): void {
    this.#documents.delete(uri(path));
    this.notify('textDocument/didClose', { textDocument: { uri: uri(path) } });
  }

  /** The position just inside the first occurrence of a text. */
  positionOf(path: string, text: string) {
    const document = this.#documents.get(uri(path));
    return document?.positionAt(document.getText().indexOf(text) + 1) ?? { line: 0, character: 0 };
  }

  notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params);
  }

  request<R>(method: string, params?: unknown): Promise<R> {
    return params === undefined
      ? this.connection.sendRequest<R>(method)
      : this.connection.sendRequest<R>(method, params);
  }

  hover(path: string, text: string): Promise<{ contents: { value: string } } | null> {
    return this.request('textDocument/hover', {
      textDocument: { uri: uri(path) },
      position: this.positionOf(path, text),
    });
  }

  async pull(
    path: string,
    previousResultId?: string,
  ): Promise<{ kind: string; resultId?: string; items?: Diagnostic[] }> {
    return this.request('textDocument/diagnostic', { textDocument: { uri: uri(path) }, previousResultId });
  }

  /** The first message of that name that fits, past or future. */
  message<P>(method: string, fits: (params: P) => boolean = () => true): Promise<P> {
    const known = this.messages.find((one) => one.method === method && fits(one.params as P));
    return known ? Promise.resolve(known.params as P) : this.nextMessage(method, fits);
  }

  nextMessage<P>(method: string, fits: (params: P) => boolean = () => true): Promise<P> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no ${method} that fits; got ${this.#seen()}`)),
        WAIT_LIMIT_MS,
      );
      this.#listeners.push((one) => {
        if (one.method !== method || !fits(one.params as P)) return;
        clearTimeout(timer);
        resolve(one.params as P);
      });
    });
  }

  #seen(): string {
    return JSON.stringify(this.messages.slice(-10));
  }

  /** Diagnostics of a file that fit, past or future. */
  diagnostics(
    path: string,
    fits: (params: PublishDiagnosticsParams) => boolean = () => true,
  ): Promise<Diagnostic[]> {
    const isFor = (params: PublishDiagnosticsParams): boolean => params.uri === uri(path) && fits(params);
    return this.message<PublishDiagnosticsParams>('textDocument/publishDiagnostics', isFor).then(
      (params) => params.diagnostics,
    );
  }

  published(path: string): PublishDiagnosticsParams[] {
    return this.messages
      .filter(({ method }) => method === 'textDocument/publishDiagnostics')
      .map(({ params }) => params as PublishDiagnosticsParams)
      .filter((params) => params.uri === uri(path));
  }

  /** The next simulation result of a cluster. */
  solved(
    cluster: string,
    state: SimulationChangedParams['state'] = 'ready',
  ): Promise<SimulationChangedParams> {
    return this.nextMessage(
      'dryfit/simulationChanged',
      (one) => one.cluster === cluster && one.state === state,
    );
  }

  /** The folders have been read. */
  scanned(): Promise<unknown> {
    return this.message<{ message: string }>('window/logMessage', ({ message }) =>
      message.includes('files with manifests'),
    );
  }

  async stop(): Promise<void> {
    await this.request('shutdown');
    this.connection.dispose();
  }

  async #initialize(): Promise<void> {
    const folders = this.options.folders ?? [ROOT];
    this.result = await this.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: this.options.capabilities ?? PUSH,
      initializationOptions: this.options.initializationOptions,
      workspaceFolders: folders.map((one) => ({ uri: one, name: one.slice(one.lastIndexOf('/') + 1) })),
    });
    this.notify('initialized', {});
  }

  #answerServer(): void {
    for (const method of NOTIFICATIONS)
      this.connection.onNotification(method, (params) => this.#take({ method, params }));
    this.connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      this.registrations.push(...registrations);
      this.#take({ method: 'client/registerCapability', params: registrations });
    });
    for (const method of ACKNOWLEDGED)
      this.connection.onRequest(method, (params: unknown) => {
        this.#take({ method, params });
        return null;
      });
  }

  #take(message: Message): void {
    this.messages.push(message);
    for (const listener of this.#listeners) listener(message);
  }
}
