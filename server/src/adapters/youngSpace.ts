/** Whether the main thread's space for young objects may become larger than the 1 MB that it begins with. A language server
 *  lives beside an editor for hours and mostly waits: while files are small, 16 MB of young objects save no time. The flag is
 *  read when the space would grow; worker threads have limits of their own (`analysisThread.ts`). The threads of a process
 *  have the same flags, and compiled code that is kept holds only for an engine without any: they are taken back where that is
 *  read or made. */
import { setFlagsFromString } from 'node:v8';
import { MAX_MAIN_THREAD_LENGTH } from '../analysis/limits';

/** Memory that the threads share: whether the space is kept small, in its only element. */
export type YoungSpace = Int32Array<SharedArrayBuffer>;

export const newYoungSpace = (): YoungSpace => new Int32Array(new SharedArrayBuffer(4));

/** @param textLength  of what is worked on, UTF-16 units */
export function sizeYoungSpace(space: YoungSpace, textLength: number): void {
  Atomics.store(space, 0, textLength > MAX_MAIN_THREAD_LENGTH ? 0 : 1);
  applyTo(space);
}

export function withoutFlags<T>(space: YoungSpace, work: () => T): T {
  if (Atomics.load(space, 0) === 0) return work();
  grow();
  try {
    return work();
  } finally {
    applyTo(space);
  }
}

function applyTo(space: YoungSpace): void {
  if (Atomics.load(space, 0) === 0) grow();
  else setFlagsFromString('--semi-space-growth-factor=1');
}

/** The engine's own factor, which counts as no flag. */
const grow = (): void => setFlagsFromString('--semi-space-growth-factor=2');
