/** Starts worker threads for the analysis. The process starts the first one before it knows of any job, so that the thread
 *  is up when the client has said which files it has. */
import { Worker } from 'node:worker_threads';
import type { CancelFlag } from './workerMessages';

/** A thread that needs more is ended by the engine, without harm to the process. */
const MEMORY_LIMIT_MB = 2_048;
const KIB = 1024;

/** The most space for young objects, a limit of the thread: three semi-spaces, which begin with 1 MB and grow when much
 *  stays alive. With many objects alive a small one is collected more than anything else is done. Flags of the engine
 *  could say more, but what Node keeps compiled of itself only holds without any: a thread then takes twice as long to
 *  start. */
export function youngMegabytes(textLength: number): number {
  if (textLength <= 256 * KIB) return 12;
  return textLength <= KIB * KIB ? 48 : 192;
}

export interface AnalysisThread {
  readonly worker: Worker;
  readonly youngMb: number;
  readonly cancelFlag: CancelFlag;
}

/** @param scriptPath  of the bundled worker */
export function startThread(scriptPath: string, cancelFlag: CancelFlag, youngMb: number): AnalysisThread {
  const worker = new Worker(scriptPath, {
    workerData: { cancelFlag },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB, maxYoungGenerationSizeMb: youngMb },
  });
  return { worker, youngMb, cancelFlag };
}
