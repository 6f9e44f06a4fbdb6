/** Days off that reach further than they say. */
import { parseSecondCron, type SecondCron } from '../../model/secondCron';
import { CRON_HPA } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const excludedDaysOnly = editRule({
  id: 'cronhpa/excluded-days-only',
  kinds: [CRON_HPA],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'No job of a CronHPA with excludeDates runs in the hour in which an excluded day begins.',
    why:
      'Before a job runs, the controller looks when each of the excludeDates fires next, and leaves the job out if that is ' +
      'in the same month and at the same hour; the day is not compared. With `* * * 15 11 *` a job at 00:00 is left out on ' +
      'every day of November, while one at 08:00 is left out on the 15th alone. Move the job out of that hour.',
    source:
      'https://github.com/AliyunContainerService/kubernetes-cronhpa-controller/blob/master/pkg/controller/cronjob.go',
  },
  check({ manifest, report }) {
    const excluded = list(at(manifest.value, 'spec', 'excludeDates')).flatMap((date) => {
      const schedule = readable(text(date));
      return schedule && isSomeDaysOnly(schedule) ? [{ date: text(date), ...rangeOf(schedule) }] : [];
    });
    for (const [index, job] of list(at(manifest.value, 'spec', 'jobs')).entries()) {
      const schedule = readable(text(at(job, 'schedule')));
      if (!schedule) continue;
      const { hours, months } = rangeOf(schedule);
      const met = excluded.find(
        (one) => hours.includes(Math.min(...one.hours)) && one.months.some((month) => months.includes(month)),
      );
      if (!met) continue;
      report({
        path: ['spec', 'jobs', index, 'schedule'],
        message: `at ${Math.min(...met.hours)}:00 the job is left out on every day of a month for "${met.date}": the controller compares month and hour, not the day`,
      });
    }
  },
});

function readable(schedule: string | undefined): SecondCron | undefined {
  const parsed = schedule === undefined ? undefined : parseSecondCron(schedule);
  return parsed?.ok ? parsed.schedule : undefined;
}

function rangeOf({ cron }: SecondCron): {
  readonly hours: readonly number[];
  readonly months: readonly number[];
} {
  return cron.kind === 'every'
    ? { hours: [], months: [] }
    : { hours: [...cron.hour.values], months: [...cron.month.values] };
}

/** Some days of its months are not excluded. */
const isSomeDaysOnly = ({ cron }: SecondCron): boolean =>
  cron.kind === 'fields' && (cron.dayOfMonth.values.size < 31 || cron.dayOfWeek.values.size < 7);
