/** The worker thread: keeps the cluster's files, their parsed documents and the resolved instance types, and answers one
 *  job at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { whileNotEnded } from './adapters/endLock';
import { catalogOfEnvironment } from './adapters/priceFolder';
import {
  textAfter,
  type SharedMemory,
  type WorkerAnswer,
  type WorkerBug,
  type WorkerDrawn,
  type WorkerRequest,
} from './adapters/workerMessages';
import { JobRunner } from './analysis/jobs/jobRunner';
import { failed } from './util/outcome';

const { cancelFlag, endLock } = workerData as SharedMemory;
const texts = new Map<string, string>();
const runner = new JobRunner(
  whileNotEnded(endLock, () => catalogOfEnvironment(process.env)),
  () => performance.now(),
  (rule, error) =>
    parentPort?.postMessage({ bug: `bug in rule ${rule}: ${describe(error)}` } satisfies WorkerBug),
);

parentPort?.on('message', (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: WorkerRequest): WorkerAnswer {
  for (const change of request.changed) texts.set(change.uri, textAfter(texts.get(change.uri) ?? '', change));
  const files = request.uris.map((uri) => ({ uri, text: texts.get(uri) ?? '' }));
  const isCancelled = (): boolean => Atomics.load(cancelFlag, 0) === request.id;
  try {
    return {
      id: request.id,
      outcome: runner.run(request.task, { files, options: request.options }, isCancelled, (drawn) =>
        parentPort?.postMessage({ id: request.id, drawn } satisfies WorkerDrawn),
      ),
    };
  } catch (error) {
    return { id: request.id, outcome: failed(`bug in the analysis: ${describe(error)}`) };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
