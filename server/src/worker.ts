/** Entry of the worker thread. */
import { version } from '../../package.json';
import { keepCompiledCode } from './adapters/codeCache';

keepCompiledCode(version, 'worker');
require('./analysisThread');
