/** CronJob.
 *  @source kubernetes/kubernetes pkg/apis/batch/validation/validation.go validateCronJobSpec @v1.35.4 */
import { parseCron } from '../../model/cron';
import { isKnownTimeZone } from '../../model/timeZones';
import { checkJobSpec } from './job';
import { Problems, type BuiltinProblem } from './problems';
import { integer, isSet, isTrue, optionalText, record, text, type Fields } from './read';

const CONCURRENCY = ['Allow', 'Forbid', 'Replace'];
const MAX_NAME = 52;

export function validateCronJob(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const spec = record(object, 'spec');
  checkSchedule(problems, text(spec, 'schedule'), old && record(old, 'spec'), spec);
  checkTimeZone(problems, optionalText(spec, 'timeZone'), 'spec.timeZone');
  const policy = text(spec, 'concurrencyPolicy') || 'Allow';
  if (!CONCURRENCY.includes(policy)) problems.unsupported('spec.concurrencyPolicy', policy, CONCURRENCY);
  const template = record(spec, 'jobTemplate');
  checkJobTemplate(
    problems,
    record(template, 'spec'),
    'spec.jobTemplate.spec',
    old && record(record(old, 'spec'), 'jobTemplate'),
  );
  for (const name of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
    problems.nonNegative(`spec.${name}`, integer(spec, name));
  }
  const name = text(record(object, 'metadata'), 'name');
  if (!old && name.length > MAX_NAME)
    problems.say(
      'invalid',
      'metadata.name',
      `name has ${name.length} characters; at most ${MAX_NAME} are allowed, since the names of its jobs have 11 more`,
    );
  return problems.list;
}

function checkSchedule(
  problems: Problems,
  schedule: string,
  oldSpec: Fields | undefined,
  spec: Fields,
): void {
  const path = 'spec.schedule';
  if (schedule === '') return problems.required(path, 'when the job runs, such as "0 * * * *"');
  const parsed = parseCron(schedule);
  if (!parsed.ok) problems.invalid(path, schedule, parsed.problem);
  if (!schedule.includes('TZ')) return;
  const isOldHabit = text(oldSpec ?? {}, 'schedule').includes('TZ');
  if (!isOldHabit) problems.invalid(path, schedule, 'write the time zone in timeZone');
  else if (isSet(spec, 'timeZone'))
    problems.invalid(path, schedule, 'the time zone stands in timeZone already');
}

function checkTimeZone(problems: Problems, zone: string | undefined, path: string): void {
  if (zone === undefined) return;
  if (zone === '')
    return problems.invalid(path, zone, 'leave it out, or name a time zone such as Europe/Berlin');
  if (zone.toLowerCase() === 'local')
    return problems.invalid(path, zone, 'name the time zone, such as Europe/Berlin');
  if (!isKnownTimeZone(zone))
    problems.invalid(path, zone, 'not a time zone of the IANA database, such as Europe/Berlin');
}

/** The selector of each job is made by the server. */
function checkJobTemplate(problems: Problems, spec: Fields, path: string, old: Fields | undefined): void {
  checkJobSpec(problems, spec, path, old);
  if (isSet(spec, 'selector'))
    problems.invalid(`${path}.selector`, spec['selector'], 'the server makes the selector of each job');
  if (isTrue(spec, 'manualSelector')) problems.unsupported(`${path}.manualSelector`, true, ['false']);
}
