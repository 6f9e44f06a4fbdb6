/** What the JavaScript engine is told about memory. The flags are read whenever it considers growing or optimizing, so
 *  they can be changed at any time; they hold for all threads of the process. How much a thread's space for young objects
 *  holds is read when the thread starts, and never again. */
import { setFlagsFromString } from 'node:v8';

/** Texts of more than this together (UTF-16 units) are read in a thread with more space for young objects. */
const LARGE_LENGTH = 40 * 1024;
/** Texts of more than this need a heap that may grow. */
const ROOMY_LENGTH = 256 * 1024;

/** A language server lives beside an editor for hours and mostly waits: as long as files are small, space counts more
 *  than the last tenth of speed. The young space stays as it begins (1 MB), where it would grow to 48 MB for each thread,
 *  and the old one grows in small steps. */
export function keepHeapSmall(): void {
  setFlags('--semi-space-growth-factor=1', '--optimize-for-size');
  inlineAtMost(100, 100);
}

/** With many large objects alive such a heap is collected again and again: then the engine's own defaults count. */
export function sizeHeapFor(textLength: number): void {
  if (textLength <= LARGE_LENGTH) return keepHeapSmall();
  // To be small sets the largest young space to 1 MB, and not to be small leaves it there: 0 is the engine's own.
  setFlags('--no-optimize-for-size', '--max-semi-space-size=0');
  if (textLength <= ROOMY_LENGTH) {
    setFlags('--semi-space-growth-factor=1', '--min-semi-space-size=4');
    inlineAtMost(100, 100);
  } else {
    setFlags('--semi-space-growth-factor=2', '--min-semi-space-size=16');
    inlineAtMost(460, 920);
  }
}

/** The optimizing compiler takes several megabytes for a function with much inlined into it. */
function inlineAtMost(size: number, together: number): void {
  setFlags(`--max-inlined-bytecode-size=${size}`, `--max-inlined-bytecode-size-cumulative=${together}`);
}

function setFlags(...flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
