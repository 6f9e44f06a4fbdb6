/** Entry of the language server's process. The worker thread starts first: it comes up on another core while this one
 *  loads the server. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { startThread } from './adapters/analysisThread';
import { keepCompiledCode } from './adapters/codeCache';
import { newCancelFlag } from './adapters/workerMessages';
import { letYoungSpaceGrow } from './adapters/youngSpace';

const thread = startThread(join(__dirname, 'worker.js'), newCancelFlag());
keepCompiledCode(version, 'main');
process.once('exit', letYoungSpaceGrow);
const { serve } = require('./languageServer') as typeof import('./languageServer');
serve(thread);
