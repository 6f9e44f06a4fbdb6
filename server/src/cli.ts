#!/usr/bin/env node
/** Entry of the `dryfit` program, and of its threads. */
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { keepCompiledCode } from './adapters/codeCache';
import { newYoungSpace } from './adapters/youngSpace';

/** Those that simulate or judge. */
const LONG_COMMANDS = ['check', 'diff', 'gangs', 'overview', 'simulate', 'strategies', 'timeline'];

if (isMainThread) serve();
else (require('./cli/fleet/thread') as typeof import('./cli/fleet/thread')).serveClusters();

/** A machine of CI forgets what is kept. */
function serve(): void {
  const command = LONG_COMMANDS.find((name) => name === process.argv[2]);
  if (command !== undefined && !process.env['CI'])
    keepCompiledCode({ version, program: `cli-${command}`, youngSpace: newYoungSpace() });
  (require('./cli/process') as typeof import('./cli/process')).serveCommandLine();
}
