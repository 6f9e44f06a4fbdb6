/** Starts worker threads for the analysis. The process starts the first one before it knows of any job, so that the thread
 *  is up when the client has said which files it has. */
import { Worker } from 'node:worker_threads';
import { release, takeForEnd } from './endLock';
import type { SharedMemory } from './workerMessages';
import { forgetThread } from './youngSpace';

/** A thread that needs more is ended by the engine, without harm to the process. From 2,048 on the engine lets garbage grow to
 *  four times what is alive before it collects, at this limit to 1.6 times. */
const MEMORY_LIMIT_MB = 1_024;
/** The most space for young objects: three semi-spaces, which grow when much stays alive. Larger ones do not make the thread
 *  faster, and their collections take all cores: the main thread then waits up to 0.2 s. */
const YOUNG_LIMIT_MB = 12;

export interface AnalysisThread {
  readonly worker: Worker;
  readonly shared: SharedMemory;
}

/** @param scriptPath  of the bundled worker */
export function startThread(scriptPath: string, shared: SharedMemory): AnalysisThread {
  const worker = new Worker(scriptPath, {
    workerData: shared,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB, maxYoungGenerationSizeMb: YOUNG_LIMIT_MB },
  });
  return { worker, shared };
}

/** Another one may take its place and its memory. */
export async function endThread({ worker, shared }: AnalysisThread): Promise<void> {
  takeForEnd(shared.endLock);
  await worker.terminate();
  forgetThread(shared.youngSpace);
  release(shared.endLock);
}
