/** Entry of the language server's process. The engine is told to keep its heap small before anything else is loaded. */
import { keepHeapSmall } from './adapters/engine';

keepHeapSmall();
require('./languageServer');
