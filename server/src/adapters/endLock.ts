/** Node aborts the whole process when a thread is ended just as it begins to unpack something (`close before init`). The lock is held
 *  by a thread while it unpacks the catalogue, and by whoever ends it. */

/** Memory that the threads share: who holds it, in its only element. */
export type EndLock = Int32Array<SharedArrayBuffer>;

const FREE = 0;
const UNPACKING = 1;
const ENDING = 2;

/** Many times what unpacking takes: a thread that is still at it is ended all the same. */
const WAIT_LIMIT_MS = 500;

export const newEndLock = (): EndLock => new Int32Array(new SharedArrayBuffer(4));

/** For the thread; one that is to end waits here for its end. */
export function whileNotEnded<T>(lock: EndLock, unpack: () => T): T {
  for (;;) {
    const holder = Atomics.compareExchange(lock, 0, FREE, UNPACKING);
    if (holder === FREE) break;
    Atomics.wait(lock, 0, holder);
  }
  try {
    return unpack();
  } finally {
    release(lock);
  }
}

/** For whoever ends the thread, right before. */
export function takeForEnd(lock: EndLock): void {
  while (Atomics.compareExchange(lock, 0, FREE, ENDING) === UNPACKING)
    if (Atomics.wait(lock, 0, UNPACKING, WAIT_LIMIT_MS) === 'timed-out') Atomics.store(lock, 0, ENDING);
}

/** Once the thread has ended: the next one may unpack. */
export function release(lock: EndLock): void {
  Atomics.store(lock, 0, FREE);
  Atomics.notify(lock, 0);
}
