/** Cron expressions with seconds, as the controller of CronHPA reads them: six fields of which the last may be left out (five
 *  are not the usual five), a descriptor, or `@date 2006-01-02 15:04:05`, which returns each year.
 *  @source ringtail/go-cron parser.go, spec.go (a fork of robfig/cron v1), in AliyunContainerService/kubernetes-cronhpa-controller v1.4.3 */
import { daysIn } from '../util/calendar';
import { BOUNDS, parseCron, parseField, type Cron, type CronField } from './cron';
import { nextFire } from './cronNext';
import type { OffsetAt } from './zoneClock';

export interface SecondCron {
  /** Its minutes. */
  readonly cron: Cron;
  /** The seconds of each of them, rising. */
  readonly seconds: readonly number[];
}

export type SecondCronResult =
  { readonly ok: true; readonly schedule: SecondCron } | { readonly ok: false; readonly problem: string };

const DATE = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}|\d):(\d{2}):(\d{2})$/;

/** @returns what is wrong with it, where it cannot be read */
export function parseSecondCron(expression: string): SecondCronResult {
  if (expression === '') return wrong('the schedule is empty');
  if (expression.startsWith('@date ')) return parseDate(expression.slice('@date '.length));
  if (expression.startsWith('@')) {
    const parsed = parseCron(expression);
    return parsed.ok ? { ok: true, schedule: { cron: parsed.cron, seconds: [0] } } : parsed;
  }
  const [second = '', ...others] = expression.split(/\s+/).filter((text) => text !== '');
  if (others.length !== 4 && others.length !== 5)
    return wrong('a schedule has 6 fields (second, minute, hour, day of month, month, day of week)');
  return parseFields(second, others.length === 4 ? [...others, '*'] : others);
}

function parseFields(second: string, others: readonly string[]): SecondCronResult {
  const seconds = parseField(second, BOUNDS.second);
  if (typeof seconds === 'string') return wrong(seconds);
  const parsed = parseCron(others.join(' '));
  if (!parsed.ok) return parsed;
  const { cron } = parsed;
  if (cron.kind === 'every') return wrong('');
  const [, , dayOfMonth = '', , dayOfWeek = ''] = others;
  const starred = {
    dayOfMonth: withStar(cron.dayOfMonth, dayOfMonth),
    dayOfWeek: withStar(cron.dayOfWeek, dayOfWeek),
  };
  const rising = [...seconds.values].sort((a, b) => a - b);
  return { ok: true, schedule: { cron: { ...cron, ...starred }, seconds: rising } };
}

/** In this version of the library a star with a step still means any day. */
const withStar = (field: CronField, text: string): CronField => ({
  ...field,
  star: text.split(',').some((part) => /^[*?](?:[-/]|$)/.test(part)),
});

function parseDate(text: string): SecondCronResult {
  const [, year, month, day, hour, minute, second] = DATE.exec(text)?.map(Number) ?? [];
  const isDate =
    year !== undefined && month !== undefined && day !== undefined && day >= 1 && day <= daysIn(year, month);
  if (!isDate) return wrong(`${JSON.stringify(text)} is no date such as 2026-11-30 08:00:00`);
  return parseFields(`${second}`, [`${minute}`, `${hour}`, `${day}`, `${month}`, '*']);
}

const wrong = (problem: string): SecondCronResult => ({ ok: false, problem });

/** The first firing after the whole second `after`; undefined when there is none within five years. */
export function nextFiring(
  { cron, seconds }: SecondCron,
  after: number,
  clock: OffsetAt,
): number | undefined {
  if (cron.kind === 'every') return nextFire(cron, after, clock);
  const minute = after - (((after % 60) + 60) % 60);
  const later = seconds.find((second) => minute + second > after);
  if (later !== undefined && nextFire(cron, minute - 1, clock) === minute) return minute + later;
  const next = nextFire(cron, minute, clock);
  const [first] = seconds;
  return next === undefined || first === undefined ? undefined : next + first;
}
