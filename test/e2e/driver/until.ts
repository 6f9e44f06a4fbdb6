/** Waits for what no event announces. */
import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until there is a value, and fails with `what` when there is none in time. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`not in ${timeoutMs} ms: ${what}`);
    await delay(50);
  }
}
