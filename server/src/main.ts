/** Entry of the language server's process: `--stdio`, `--node-ipc` or `--socket=PORT`, as the client asks. */
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { loadCatalog } from './adapters/catalogFile';
import { systemClock, systemWallTime } from './adapters/clock';
import { keepHeapSmall } from './adapters/engine';
import { SolveWorker } from './adapters/solveWorker';
import { nodeWorkspaceFiles } from './adapters/workspaceFiles';
import { buildServer } from './protocol/server';

keepHeapSmall();
const connection = createConnection(ProposedFeatures.all);
buildServer(connection, {
  files: nodeWorkspaceFiles(),
  clock: systemClock,
  wallTime: systemWallTime,
  // Read when first asked for: nothing before needs it on this thread.
  regions: (name) => loadCatalog().region(name),
  versions: { dryfit: version, node: process.version, platform: `${process.platform} ${process.arch}` },
  // The thread starts with the first job, so that it does not compete with the first diagnostics.
  createWorker: (log) =>
    new SolveWorker({ clock: systemClock, log, scriptPath: join(__dirname, 'worker.js') }),
});
connection.listen();
