/** A CronJob without a time zone. */
import { insertEntry } from '../edits';
import { proposal } from '../proposals';
import { CRON_JOB } from '../kinds';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';

export const cronJobTimeZone = editRule({
  id: 'pods/cron-job-time-zone',
  kinds: [CRON_JOB],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A CronJob that runs at a time of day names its time zone.',
    why:
      'Without `timeZone` the schedule is read in the time zone of the controller manager, on EKS UTC: an office-hours ' +
      'schedule is off by the offset, and by another one in summer. Set `timeZone: Europe/Berlin`, or `Etc/UTC` to say ' +
      'that UTC is meant.',
    source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones',
  },
  check({ manifest, report }) {
    const schedule = text(at(manifest.value, 'spec', 'schedule'));
    if (schedule === undefined || isSet(at(manifest.value, 'spec', 'timeZone')) || !hasTimeOfDay(schedule))
      return;
    report({
      path: ['spec', 'schedule'],
      message: `"${schedule}" is read in the controller's time zone, on EKS UTC: set timeZone to say which is meant`,
      fixes: proposal('Say what counts on EKS now: timeZone: Etc/UTC', () =>
        insertEntry(manifest, ['spec'], 'timeZone: Etc/UTC'),
      ),
    });
  },
});

/** Whether the hour field names an hour: `0 * * * *` is the same in every zone. */
const hasTimeOfDay = (schedule: string): boolean =>
  /\d/.test(
    schedule
      .trim()
      .split(/\s+/)[1]
      ?.replace(/^\*\/\d+$/, '') ?? '',
  );
