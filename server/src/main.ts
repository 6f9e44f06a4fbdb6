/** Entry of the language server's process. The engine is told to keep its heap small before anything else is loaded. */
import { version } from '../../package.json';
import { keepCompiledCode } from './adapters/codeCache';
import { keepHeapSmall } from './adapters/engine';

keepHeapSmall();
keepCompiledCode(version);
require('./languageServer');
