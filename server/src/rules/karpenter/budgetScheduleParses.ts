/** D2: a schedule that the schema accepts and Karpenter cannot read, in a pool that the API server refuses anyway: of an
 *  accepted one the run-time check says so. */
import { parseBudgetSchedule } from '../../model/cron';
import { budgetsOf } from '../budgetView';
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { editRule } from '../rule';
import { repairSchedule } from '../../model/cronRepair';
import { hasScheduleShape } from '../../model/scheduleShape';
import { validate } from '../../schema/validate';

export const budgetScheduleParses = editRule({
  id: 'karpenter/budget-schedule-parses',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Karpenter can read the schedule of every disruption budget.',
    why:
      'The API server checks a loose pattern only; Karpenter parses the schedule later, with days 0 to 6 and ranges that ' +
      'may not wrap. One budget that it cannot read makes the allowance of the whole pool 0 for every reason: no ' +
      'consolidation, no drift, and no more than a log line says so. For a pool that the API server accepts the same is ' +
      'reported as `runtime/budget-schedule`.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/apis/v1/nodepool.go',
  },
  check({ manifest, options, report }) {
    for (const { schedule, path: budgetPath } of budgetsOf(manifest)) {
      if (schedule === undefined || !hasScheduleShape(schedule)) continue;
      const parsed = parseBudgetSchedule(schedule);
      if (parsed.ok || validate(manifest, { options }).verdict === 'accepted') continue;
      const path = [...budgetPath, 'schedule'];
      const repaired = repairSchedule(schedule);
      report({
        path,
        message: `Karpenter cannot read this schedule, so the pool allows no disruption at all: ${parsed.problem}`,
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
