/** H24, H25: windows that do not mean what they seem to. */
import { replaceValue } from '../edits';
import { parseCron } from '../../model/cron';
import { SCALED_OBJECT } from '../kinds';
import { text } from '../read';
import { editRule, type Report } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';
import type { Manifest } from '../../manifest/document';

export const cronWindowReadable = editRule({
  id: 'keda/cron-window-readable',
  kinds: [SCALED_OBJECT],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Start and end of a cron trigger are schedules that KEDA can read, differ, and name an hour.',
    why:
      'KEDA parses five fields with days 0 to 6 and without descriptors; what it cannot read, and equal texts, make the ' +
      'ScaledObject not ready. A star in the hour, as in `18 * * * *`, opens the window every hour at minute 18; for ' +
      '18:00 write `0 18 * * *`.',
    source: 'https://keda.sh/docs/latest/scalers/cron/',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (trigger.type !== 'cron') continue;
      for (const field of ['start', 'end']) checkField(manifest, trigger, field, report);
      const [start, end] = [text(trigger.metadata['start']), text(trigger.metadata['end'])];
      if (start === undefined || start !== end) continue;
      report({
        path: [...trigger.path, 'metadata', 'end'],
        message: `start and end are both "${end}": KEDA refuses that`,
      });
    }
  },
});

function checkField(
  manifest: Manifest,
  trigger: PlacedTrigger,
  field: string,
  report: (found: Report) => void,
): void {
  const schedule = text(trigger.metadata[field]);
  if (schedule === undefined || /^(?:CRON_)?TZ=/.test(schedule)) return;
  const path = [...trigger.path, 'metadata', field];
  const parsed = schedule.startsWith('@') ? undefined : parseCron(schedule);
  if (parsed === undefined || !parsed.ok) {
    const why = parsed === undefined ? 'descriptors are not accepted' : parsed.problem;
    report({ path, message: `KEDA cannot read this schedule: ${why}` });
    return;
  }
  const [minute = '', hour] = schedule.trim().split(/\s+/);
  const meantHour = Number(minute);
  if (hour !== '*' || !Number.isInteger(meantHour)) return;
  const meant = `0 ${minute} * * *`;
  const isHour = meantHour <= 23 && /^\S+ \* \* \* \*$/.test(schedule.trim());
  report({
    path,
    severity: 'warning',
    message: `fires every hour at minute ${minute}${isHour ? `; ${minute}:00 is "${meant}"` : ''}`,
    fixes: () =>
      isHour
        ? [{ title: `Change to "${meant}"`, safe: false, edits: replaceValue(manifest, path, meant) }]
        : [],
  });
}
