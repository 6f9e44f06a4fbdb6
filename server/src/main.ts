/** Entry of the language server's process. The worker thread starts first: it comes up on another core while this one
 *  loads the server. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { startThread } from './adapters/analysisThread';
import { keepCompiledCode } from './adapters/codeCache';
import { newSharedMemory } from './adapters/workerMessages';

const thread = startThread(join(__dirname, 'worker.js'), newSharedMemory());
keepCompiledCode({ version, program: 'main', youngSpace: thread.shared.youngSpace });
const { serve } = require('./languageServer') as typeof import('./languageServer');
serve(thread);
