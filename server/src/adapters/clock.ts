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
export const systemWallTime = (): WallTime => {
  const nowMs = Date.now();
  return { second: nowMs / 1000, timeZone: isUtcAllYear(nowMs) ? 'UTC' : zoneName() };
};

/** Asked first: for the name of a zone the engine loads 8 MB of tables. */
function isUtcAllYear(nowMs: number): boolean {
  const year = new Date(nowMs).getUTCFullYear();
  return Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, month, 15))).every(
    (day) => day.getTimezoneOffset() === 0,
  );
}

const zoneName = (): string => new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone;
