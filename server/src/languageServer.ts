/** The language server of this process: `--stdio`, `--node-ipc` or `--socket=PORT`, as the client asks. */
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import type { AnalysisThread } from './adapters/analysisThread';
import { systemClock, systemWallTime } from './adapters/clock';
import { SolveWorker } from './adapters/solveWorker';
import { nodeWorkspaceFiles } from './adapters/workspaceFiles';
import type { Catalog } from './catalog/catalog';
import { buildServer } from './protocol/server';

const prices = (): typeof import('./adapters/priceFolder') =>
  require('./adapters/priceFolder') as typeof import('./adapters/priceFolder');

let catalog: Catalog | undefined;

/** @param thread  that was started with the process */
export function serve(thread: AnalysisThread): void {
  const connection = createConnection(ProposedFeatures.all);
  buildServer(connection, {
    files: nodeWorkspaceFiles(),
    clock: systemClock,
    wallTime: systemWallTime,
    // Read when first asked for: nothing before needs it on this thread.
    regions: (name) => (catalog ??= prices().catalogOfEnvironment(process.env)).region(name),
    versions: { dryfit: version, node: process.version, platform: `${process.platform} ${process.arch}` },
    createWorker: (log) =>
      new SolveWorker({ clock: systemClock, log, scriptPath: join(__dirname, 'worker.js') }, thread),
  });
  connection.listen();
}
