/** The language server of this process: `--stdio`, `--node-ipc` or `--socket=PORT`, as the client asks. */
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { systemClock, systemWallTime } from './adapters/clock';
import { catalogOfFolder, PRICE_FOLDER_VARIABLE } from './adapters/priceFolder';
import { SolveWorker } from './adapters/solveWorker';
import { nodeWorkspaceFiles } from './adapters/workspaceFiles';
import type { Catalog } from './catalog/catalog';
import { buildServer } from './protocol/server';

let catalog: Catalog | undefined;
const connection = createConnection(ProposedFeatures.all);
buildServer(connection, {
  files: nodeWorkspaceFiles(),
  clock: systemClock,
  wallTime: systemWallTime,
  // Read when first asked for: nothing before needs it on this thread.
  regions: (name) => (catalog ??= catalogOfFolder(process.env[PRICE_FOLDER_VARIABLE])).region(name),
  versions: { dryfit: version, node: process.version, platform: `${process.platform} ${process.arch}` },
  // The thread starts with the first job, so that it does not compete with the first diagnostics.
  createWorker: (log) =>
    new SolveWorker({ clock: systemClock, log, scriptPath: join(__dirname, 'worker.js') }),
});
connection.listen();
