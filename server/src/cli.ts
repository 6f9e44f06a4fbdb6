#!/usr/bin/env node
/** The `dryfit` program: the process around the command line. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { serveClusters } from './cli/fleet/thread';
import { runCommandLine } from './cli/run';

const STDIN = 0;

if (isMainThread) main();
else serveClusters();

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
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  }).then((status) => {
    process.exitCode = status;
  });
}
