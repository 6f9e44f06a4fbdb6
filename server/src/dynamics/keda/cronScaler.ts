/** KEDA's cron scaler: when its trigger is active, and the metric it reports.
 *  @source kedacore/keda pkg/scalers/cron_scaler.go, pkg/scalers/scalersconfig/typed_config.go@v2.21.0 */
import { textAt } from '../../manifest/fields';
import { parseCron, type Cron } from '../../model/cron';
import { nextFire } from '../../model/cronNext';
import { zoneClock, type OffsetAt } from '../../model/zoneClock';
import { failed, success, type Outcome } from '../../util/outcome';

export interface CronTrigger {
  readonly start: ZonedCron;
  readonly end: ZonedCron;
  readonly timezone: string;
  /** Of `timezone`; undefined when there is no such zone. */
  readonly clock: OffsetAt | undefined;
  readonly desiredReplicas: number;
}

interface ZonedCron {
  readonly text: string;
  readonly cron: Cron;
  /** Of a zone that the schedule itself names: it wins over the trigger's. */
  readonly ownClock?: OffsetAt;
}

export interface CronActivity {
  readonly isActive: boolean;
  readonly metric: number;
}

/** Reads a trigger's metadata; fails where KEDA refuses the trigger. */
export function decodeCronTrigger(metadata: unknown): Outcome<CronTrigger> {
  const parameter = (name: string): string => goTrim(textAt(metadata, name) ?? '');
  for (const name of ['start', 'end', 'timezone', 'desiredReplicas'])
    if (parameter(name) === '') return failed(`the parameter "${name}" is missing`);
  const start = decodeSchedule('start', parameter('start'));
  if (!start.ok) return start;
  const end = decodeSchedule('end', parameter('end'));
  if (!end.ok) return end;
  if (start.value.text === end.value.text) return failed('start and end are the same');
  const desiredReplicas = jsonInteger(parameter('desiredReplicas'));
  if (desiredReplicas === undefined) return failed('desiredReplicas must be a whole number');
  if (desiredReplicas === 0) return failed('desiredReplicas must not be 0');
  return success({
    start: start.value,
    end: end.value,
    timezone: parameter('timezone'),
    clock: zoneClock(parameter('timezone')),
    desiredReplicas,
  });
}

/** Descriptors are not for this scaler; a zone of the schedule must exist when the trigger is read. */
function decodeSchedule(name: string, text: string): Outcome<ZonedCron> {
  const parsed = parseCron(text);
  if (!parsed.ok) return failed(`${name}: ${parsed.problem}`);
  if (/^(?:(?:CRON_)?TZ=[^ ]* )?\s*@/.test(text))
    return failed(`${name}: KEDA takes no descriptor such as ${text}`);
  const zone = parsed.cron.kind === 'fields' ? parsed.cron.timeZone : undefined;
  if (zone === undefined || zone === 'Local') return success({ text, cron: parsed.cron });
  const ownClock = zoneClock(zone);
  if (!ownClock) return failed(`${name}: there is no time zone ${zone}`);
  return success({ text, cron: parsed.cron, ownClock });
}

/** Whether the trigger is active at a whole second. Fails for a time zone that does not exist: KEDA finds out only now. */
export const cronActivity = (trigger: CronTrigger, second: number): Outcome<CronActivity> =>
  standing(trigger, second).activity;

interface Standing {
  readonly activity: Outcome<CronActivity>;
  /** When the start or the end fires next. */
  readonly edge: number;
}

function standing(trigger: CronTrigger, second: number): Standing {
  const { clock } = trigger;
  if (!clock) return { activity: failed(`there is no time zone ${trigger.timezone}`), edge: Infinity };
  const start = nextFire(trigger.start.cron, second, trigger.start.ownClock ?? clock);
  const end = nextFire(trigger.end.cron, second, trigger.end.ownClock ?? clock);
  const isActive = isWithin(second, start, end);
  // A metric below 0 is told as 0.
  const metric = isActive ? Math.max(0, trigger.desiredReplicas) : 0;
  return {
    activity: success({ isActive, metric }),
    edge: Math.min(start ?? Infinity, end ?? Infinity),
  };
}

/** Within a quarter of an hour no clock changes: what fires next stays the same until it does. */
const BLOCK_SECONDS = 900;

/** As `cronActivity`, for who asks again and again: works it out anew only when it may have changed. */
export function cronWatch(trigger: CronTrigger): (second: number) => Outcome<CronActivity> {
  let known: { readonly from: number; readonly until: number; readonly activity: Outcome<CronActivity> };
  return (second) => {
    if (known && known.from <= second && second < known.until) return known.activity;
    const { edge, activity } = standing(trigger, second);
    const blockEnd = (Math.floor((second + 1) / BLOCK_SECONDS) + 1) * BLOCK_SECONDS - 1;
    known = { from: second, until: Math.min(edge, blockEnd), activity };
    return activity;
  };
}

/** One that never fires counts as the year 1. Around a change of clocks by less than an hour the next firing may lie before
 *  `now`. */
function isWithin(now: number, start = -Infinity, end = -Infinity): boolean {
  return start < end ? now > start && now < end : now > start || now < end;
}

/** The name of the metric in the HPA, for the trigger at `index`. */
export function cronMetricName({ timezone, start, end }: CronTrigger, index = 0): string {
  const name = `cron-${timezone}-${metricText(start.text)}-${metricText(end.text)}`;
  return `s${index}-${name.replace(/[/.:%()]/g, '-')}`;
}

const metricText = (schedule: string): string =>
  schedule
    .replaceAll(' ', '')
    .replaceAll('*', 'x')
    .replaceAll('/', 'Sl')
    .replaceAll('?', 'Qm')
    .replaceAll(',', 'Cm');

const MAX_INT64 = 2n ** 63n;

/** An integer as encoding/json takes it: no plus sign, fraction, exponent or leading zero. */
function jsonInteger(text: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)$/.test(text)) return undefined;
  const value = BigInt(text);
  return value >= MAX_INT64 || value < -MAX_INT64 ? undefined : Number(value);
}

/** Trims what Go calls white space. */
function goTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && /[\s\u0085]/.test(text.charAt(start))) start++;
  while (end > start && /[\s\u0085]/.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
