/** What the JavaScript engine is told about memory. The flags are read whenever it considers growing or optimizing, so
 *  they can be changed at any time; they hold for all threads of the process. */
import { setFlagsFromString } from 'node:v8';

/** Texts of more than this together (UTF-16 units) need a heap that may grow. */
const ROOMY_LENGTH = 256 * 1024;

/** A language server lives beside an editor for hours and mostly waits: as long as files are small, space counts more
 *  than the last tenth of speed. The young space stays as it begins (1 MB), where it would grow to 48 MB for each thread,
 *  and the old one grows in small steps. */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--optimize-for-size');
  // The optimizing compiler takes several megabytes for a function with much inlined into it.
  setFlagsFromString('--max-inlined-bytecode-size=100');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=100');
}

/** With many large objects alive such a heap is collected again and again: then the engine's own defaults count. */
export function sizeHeapFor(textLength: number): void {
  if (textLength <= ROOMY_LENGTH) return keepHeapSmall();
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--no-optimize-for-size');
  setFlagsFromString('--max-inlined-bytecode-size=460');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=920');
}
