/** The reader's week: the browser's clock and time zone, which over Remote are those of the reader, not of the server. */
import type { Week } from '../src/panel/weekView';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export function weekOf(now: Date): Week {
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7));
  const dayStarts = Array.from({ length: 8 }, (_, day) =>
    secondOf(new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + day)),
  );
  return { dayStarts, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, timeText };
}

const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);

function timeText(second: number): string {
  const date = new Date(second * 1000);
  const clock = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${DAYS[date.getDay()] ?? ''} ${clock}`;
}
