/** The process around the command line. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { version } from '../../../package.json';
import { userPriceFolder } from '../adapters/priceFile';
import { renderPrograms } from '../adapters/render/renderPrograms';
import { runCommandLine } from './run';
import type { ClusterRequest, ClusterView, PriceWorld } from './world';
import type { Outcome } from '../util/outcome';

const STDIN = 0;

/** What talks to AWS is in a bundle of its own, read when a refresh is asked for. */
function priceWorld(): PriceWorld {
  return {
    folder: userPriceFolder(process.env, process.platform),
    now: () => new Date().toISOString(),
    refresh: (request) => bundle<PriceBundle>('prices.js').refreshPrices(request),
  };
}

interface PriceBundle {
  readonly refreshPrices: PriceWorld['refresh'];
}

interface ClusterBundle {
  readonly readCluster: (request: ClusterRequest) => Promise<Outcome<ClusterView>>;
}

/** A bundle beside this one, read when it is needed. */
function bundle<T>(name: string): T {
  return createRequire(__filename)(join(__dirname, name)) as T;
}

export function serveCommandLine(): void {
  // A reader that closes early (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

  void runCommandLine(process.argv.slice(2), {
    workingDirectory: process.cwd(),
    isTerminal: process.stdout.isTTY,
    noColour: Boolean(process.env['NO_COLOR']),
    version,
    readStdin: () => readFileSync(STDIN, 'utf8'),
    now: () => performance.now(),
    processorCount: availableParallelism(),
    threadFile: join(__dirname, 'cli.js'),
    prices: priceWorld(),
    readCluster: (request) =>
      bundle<ClusterBundle>('clusterView.js').readCluster({ ...request, environment: process.env }),
    programs: renderPrograms({ path: process.env['PATH'] }),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  }).then((status) => {
    process.exitCode = status;
  });
}
