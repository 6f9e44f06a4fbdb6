/** Schedules of a CronHPA that its controller cannot read, or reads otherwise than crontab would. */
import { parseSecondCron } from '../../model/secondCron';
import { replaceValue } from '../edits';
import { CRON_HPA } from '../kinds';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const scheduleFires = editRule({
  id: 'cronhpa/schedule-fires',
  kinds: [CRON_HPA],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Schedules of a CronHPA can be read, and have six fields.',
    why:
      'The controller reads six fields, seconds first. Of five it takes the last one for left out: `0 8 * * 1-5`, meant ' +
      'as 8:00 on working days, is minute 8 of each hour from January to May. What it cannot read never runs; only the ' +
      'status of the object says so.',
    source: 'https://github.com/AliyunContainerService/kubernetes-cronhpa-controller#readme',
  },
  check({ manifest, report }) {
    for (const [index, job] of list(at(manifest.value, 'spec', 'jobs')).entries()) {
      const schedule = text(at(job, 'schedule'));
      if (schedule === undefined) continue;
      const path = ['spec', 'jobs', index, 'schedule'];
      const parsed = parseSecondCron(schedule);
      const meant = `0 ${schedule.trim()}`;
      const isShort = !schedule.startsWith('@') && schedule.trim().split(/\s+/).length === 5;
      if (parsed.ok && !isShort) continue;
      const fixes = () =>
        isShort && parseSecondCron(meant).ok
          ? [{ title: `Change to "${meant}"`, safe: false, edits: replaceValue(manifest, path, meant) }]
          : [];
      report({
        ...{ path, fixes },
        message: parsed.ok
          ? 'five fields are second, minute, hour, day of month and month here: a schedule of crontab needs a second in front'
          : `the controller cannot read this schedule, the job never runs: ${parsed.problem}`,
      });
    }
  },
});
