/** The process's clock. */
import { performance } from 'node:perf_hooks';
import type { WallTime } from '../analysis/shown/hovers/ask';
import type { Clock } from '../analysis/jobs/ports';

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The time of day, in the zone of the machine. */
export const systemWallTime = (): WallTime => ({
  second: Date.now() / 1000,
  timeZone: new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone,
});
