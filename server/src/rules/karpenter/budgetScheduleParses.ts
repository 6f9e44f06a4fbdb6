/** D2: a schedule that the schema accepts and Karpenter cannot read. */
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { budgetsOf, parseSchedule } from '../budgetView';
import { editRule } from '../rule';

/** What the CRD lets through: descriptors, or fields of digits, names and signs.
 *  @source karpenter.sh_nodepools.yaml budgets.schedule pattern@v1.14.1 */
const CRD_PATTERN =
  /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)\s(.+)\s(.+)\s(.+)\s(.+))$/;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const budgetScheduleParses = editRule({
  id: 'karpenter/budget-schedule-parses',
  kinds: [NODE_POOL],
  severity: 'error',
  fixable: true,
  docs: {
    summary: 'Karpenter can read the schedule of every disruption budget.',
    why:
      'The API server checks a loose pattern only; Karpenter parses the schedule later, with days 0 to 6 and ranges that ' +
      'may not wrap. One budget that it cannot read makes the allowance of the whole pool 0 for every reason: no ' +
      'consolidation, no drift, and no more than a log line says so.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/apis/v1/nodepool.go',
  },
  check({ manifest, report }) {
    for (const budget of budgetsOf(manifest)) {
      if (budget.schedule === undefined || !CRD_PATTERN.test(budget.schedule)) continue;
      const result = parseSchedule(budget.schedule);
      if (result.ok || budget.schedule.trim().startsWith('@every')) continue;
      const path = [...budget.path, 'schedule'];
      const repaired = repair(budget.schedule);
      report({
        path,
        message: `Karpenter cannot read this schedule (${result.field}: ${result.problem}), so the pool disrupts no node at all`,
        fixes: () =>
          repaired === undefined
            ? []
            : [
                {
                  title: `Change to "${repaired}"`,
                  safe: false,
                  edits: replaceValue(manifest, path, repaired),
                },
              ],
      });
    }
  },
});

/** The same schedule in words that Karpenter reads, for mistakes in the day of week alone. */
function repair(schedule: string): string | undefined {
  const fields = schedule
    .replace(/^\s*(?:CRON_)?TZ=UTC\s+/, '')
    .trim()
    .split(/\s+/);
  const days = fields[4];
  if (fields.length !== 5 || days === undefined) return undefined;
  const repaired = [...fields.slice(0, 4), days.split(',').map(repairDays).join(',')].join(' ');
  return repaired !== schedule && parseSchedule(repaired).ok ? repaired : undefined;
}

/** `sat-sun` as `sat,sun`, `7` as `0`, `monday` as `mon`. */
function repairDays(part: string): string {
  const [low = '', high] = part.split('-').map(repairDay);
  if (high === undefined) return low;
  const start = dayNumber(low);
  const end = dayNumber(high);
  if (start === undefined || end === undefined || start <= end) return `${low}-${high}`;
  const named = /[a-z]/i.test(low);
  const count = 7 - start + end + 1;
  const days = Array.from({ length: count }, (_, index) => (start + index) % 7);
  return days.map((day) => (named ? DAYS[day] : String(day))).join(',');
}

function repairDay(day: string): string {
  if (day === '7') return '0';
  const short = day.slice(0, 3).toLowerCase();
  return day.length > 3 && /^[a-z]+$/i.test(day) && DAYS.includes(short) ? short : day;
}

function dayNumber(day: string): number | undefined {
  const named = DAYS.indexOf(day.toLowerCase());
  if (named >= 0) return named;
  return /^[0-6]$/.test(day) ? Number(day) : undefined;
}
