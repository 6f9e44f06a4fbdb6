/** Whether the main thread's space for young objects may become larger than the 1 MB that it begins with. A language server
 *  lives beside an editor for hours and mostly waits: while files are small, 16 MB of young objects save no time. The flag is
 *  read when the space would grow; worker threads have limits of their own (`analysisThread.ts`). The threads of a process
 *  have the same flags, and compiled code that is kept holds only for an engine without any: they are taken back where that is
 *  read or made. */
import { setFlagsFromString } from 'node:v8';
import { MAX_MAIN_THREAD_LENGTH } from '../analysis/limits';

/** Memory that the threads share: whether the space is kept small, and whether main thread and worker thread are at work that needs
 *  an engine without flags. */
export type YoungSpace = Int32Array<SharedArrayBuffer>;

const IS_SMALL = 0;
export const MAIN = 1;
export const WORKER = 2;
export type Thread = typeof MAIN | typeof WORKER;

export const newYoungSpace = (): YoungSpace => new Int32Array(new SharedArrayBuffer(12));

/** @param textLength  of what is worked on, UTF-16 units */
export function sizeYoungSpace(space: YoungSpace, textLength: number): void {
  const isSmall = textLength <= MAX_MAIN_THREAD_LENGTH;
  Atomics.store(space, IS_SMALL, isSmall ? 1 : 0);
  if (isSmall) keepSmall(space);
  else grow();
}

/** @param thread  whose work it is */
export function withoutFlags<T>(space: YoungSpace, work: () => T, thread: Thread = MAIN): T {
  const before = Atomics.exchange(space, thread, 1);
  if (Atomics.load(space, IS_SMALL) === 1) grow();
  try {
    return work();
  } finally {
    Atomics.store(space, thread, before);
    if (Atomics.load(space, IS_SMALL) === 1) keepSmall(space);
  }
}

/** A worker thread that was ended at such work is no longer at it. */
export function forgetThread(space: YoungSpace): void {
  Atomics.store(space, WORKER, 0);
}

/** Not while a thread needs an engine without flags: the last one sets them when it is done. */
function keepSmall(space: YoungSpace): void {
  if (isWithoutFlags(space)) return;
  setFlagsFromString('--semi-space-growth-factor=1');
  if (isWithoutFlags(space)) grow();
}

const isWithoutFlags = (space: YoungSpace): boolean =>
  Atomics.load(space, MAIN) + Atomics.load(space, WORKER) > 0;

/** The engine's own factor, which counts as no flag. */
const grow = (): void => setFlagsFromString('--semi-space-growth-factor=2');
