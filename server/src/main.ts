/** Entry of the language server's process. The worker thread starts first: it comes up on another core while this one
 *  loads the server. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { startThread } from './adapters/analysisThread';
import { keepCompiledCode } from './adapters/codeCache';
import { takeForEnd } from './adapters/endLock';
import { newSharedMemory } from './adapters/workerMessages';
import { sizeYoungSpace } from './adapters/youngSpace';

const thread = startThread(join(__dirname, 'worker.js'), newSharedMemory());
keepCompiledCode({ version, program: 'main', youngSpace: thread.shared.youngSpace });
const { serve } = require('./languageServer') as typeof import('./languageServer');
// Whoever ends the process ends its thread.
process.once('exit', () => takeForEnd(thread.shared.endLock));
// Not before: with flags set, a thread takes twice as long to start. Not with the first job either: by then the space has grown.
thread.worker.once('online', () => sizeYoungSpace(thread.shared.youngSpace, 0));
serve(thread);
