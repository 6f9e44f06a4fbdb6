#!/usr/bin/env node
/** The `dryfit` program: the process around the command line. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { serveClusters } from './cli/fleet/thread';
import { userPriceFolder } from './adapters/priceFile';
import { runCommandLine } from './cli/run';
import type { PriceWorld } from './cli/world';

const STDIN = 0;

if (isMainThread) main();
else serveClusters();

/** What talks to AWS is in a bundle of its own, read when a refresh is asked for. */
function priceWorld(): PriceWorld {
  return {
    folder: userPriceFolder(process.env, process.platform),
    now: () => new Date().toISOString(),
    refresh: (request) => {
      const path = join(__dirname, 'prices.js');
      return (createRequire(__filename)(path) as PriceBundle).refreshPrices(request);
    },
  };
}

interface PriceBundle {
  readonly refreshPrices: PriceWorld['refresh'];
}

function main(): void {
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
    threadFile: __filename,
    prices: priceWorld(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  }).then((status) => {
    process.exitCode = status;
  });
}
