/** What a schedule that robfig/cron cannot read most likely means, for mistakes in the day of week alone: crontab(5)
 *  allows ranges that wrap, day 7 and long names. */
import { parseCron } from './cron';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const LONG_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The same schedule in words that are read; undefined when nothing is sure. A UTC prefix is dropped. */
export function repairSchedule(schedule: string): string | undefined {
  const fields = schedule
    .replace(/^\s*(?:CRON_)?TZ=(?:Etc\/)?UTC\s+/, '')
    .trim()
    .split(/\s+/);
  const days = fields[4];
  if (fields.length !== 5 || days === undefined) return undefined;
  const repaired = [...fields.slice(0, 4), days.split(',').map(repairDays).join(',')].join(' ');
  return repaired !== schedule && parseCron(repaired).ok ? repaired : undefined;
}

/** `sat-sun` as `sat,sun`, `7` as `0`, `monday` as `mon`, a range over the whole week as `*`. */
function repairDays(part: string): string {
  const [low = '', high] = part.split('-').map(repairDay);
  if (high === undefined) return low;
  const start = dayNumber(low);
  const end = dayNumber(high);
  if (start === undefined || end === undefined || start <= end) return `${low}-${high}`;
  const count = 7 - start + end + 1;
  if (count === 7) return '*';
  const days = Array.from({ length: count }, (_, index) => (start + index) % 7);
  const named = /[a-z]/i.test(low);
  return days.map((day) => (named ? DAYS[day] : String(day))).join(',');
}

function repairDay(day: string): string {
  if (day === '7') return '0';
  const index = LONG_DAYS.indexOf(day.toLowerCase());
  return DAYS[index] ?? day;
}

function dayNumber(day: string): number | undefined {
  const named = DAYS.indexOf(day.toLowerCase());
  if (named >= 0) return named;
  return /^[0-6]$/.test(day) ? Number(day) : undefined;
}
