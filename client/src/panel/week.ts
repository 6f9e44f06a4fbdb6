/** The week on show, by the clock of a time zone: that of the setting, else the reader's own, which over Remote is the browser's and
 *  not the server's. */
import { engineClock } from '../../../server/src/util/engineClock';
import type { Week } from './weekView';

const DAY = 86_400;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** @param wanted  of the setting; '' for the reader's own */
export function weekOf(now: Date, wanted = ''): Week {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isKnown = wanted === '' || isTimeZone(wanted);
  const timeZone = isKnown && wanted !== '' ? wanted : own;
  const localOf = clockOf(timeZone);
  const today = Math.floor(localOf(secondOf(now)) / DAY);
  // Day 0 was a Thursday.
  const monday = today - ((today + 3) % 7);
  return {
    dayStarts: Array.from({ length: 8 }, (_, day) => instantOf((monday + day) * DAY, localOf)),
    timeZone,
    ...(isKnown ? {} : { unknownZone: wanted }),
    timeText: (second) => timeText(localOf(second)),
  };
}

const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // A RangeError tells that there is none of this name.
    return false;
  }
}

/** Of a second since 1970 the one that a clock in UTC shows when that of the zone shows the same. */
type Clock = (second: number) => number;

const clocks = new Map<string, Clock>();

/** Made once: a format costs as much as a picture. */
function clockOf(timeZone: string): Clock {
  const known = clocks.get(timeZone);
  if (known) return known;
  const offsetAt = engineClock(timeZone);
  const clock: Clock = (second) => second + offsetAt(second);
  clocks.set(timeZone, clock);
  return clock;
}

/** When the clock shows a time, or the first one after it where clocks skip it: asked twice, since the first guess may lie on the
 *  other side of a change of clocks. */
function instantOf(local: number, localOf: Clock): number {
  const guess = local - (localOf(local) - local);
  const second = local - (localOf(guess) - guess);
  return localOf(second) < local ? guess : second;
}

function timeText(local: number): string {
  const minutes = Math.floor(local / 60) % 1440;
  const clock = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${DAYS[(Math.floor(local / DAY) + 4) % 7] ?? ''} ${clock}`;
}
