/** Entry of the worker thread. */
import { workerData } from 'node:worker_threads';
import { version } from '../../package.json';
import { keepCompiledCode } from './adapters/codeCache';
import type { SharedMemory } from './adapters/workerMessages';

const { youngSpace } = workerData as SharedMemory;
keepCompiledCode({ version, program: 'worker', youngSpace });
require('./analysisThread');
