/** Whether the main thread's space for young objects may become larger than the 1 MB that it begins with. A language server
 *  lives beside an editor for hours and mostly waits: while files are small, 16 MB of young objects save no time. The flag is
 *  read when the space would grow; worker threads have limits of their own (`analysisThread.ts`). What Node keeps compiled
 *  holds only for an engine without flags: it is set when the programs are loaded, and taken back before the process ends, when
 *  Node writes down what it compiled. */
import { setFlagsFromString } from 'node:v8';
import { MAX_MAIN_THREAD_LENGTH } from '../analysis/limits';

/** @param textLength  of what is worked on, UTF-16 units */
export function sizeYoungSpace(textLength: number): void {
  if (textLength > MAX_MAIN_THREAD_LENGTH) letYoungSpaceGrow();
  else setFlagsFromString('--semi-space-growth-factor=1');
}

/** The engine's own factor, which counts as no flag. */
export const letYoungSpaceGrow = (): void => setFlagsFromString('--semi-space-growth-factor=2');
