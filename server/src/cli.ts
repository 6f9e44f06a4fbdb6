#!/usr/bin/env node
/** The `dryfit` program: the process around the command line. */
import { readFileSync } from 'node:fs';
import { version } from '../../package.json';
import { runCommandLine } from './cli/run';

const STDIN = 0;

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
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((status) => {
  process.exitCode = status;
});
