/** The chart as rows of numbers: of each part of the view the values at its begin, what was lost in all of it. */
import type { TimelineChart } from '../../../../server/src/protocol/motionRequests';
import { valueText } from './amounts';
import type { Span } from './choice';
import { stepAt } from './plot';

const MOST_ROWS = 60;

export interface Row {
  readonly t: number;
  readonly values: readonly string[];
}

export function rowsOf(chart: TimelineChart, view: Span): Row[] {
  const first = stepAt(chart, view.from);
  const count = Math.max(1, Math.ceil((view.to - view.from) / chart.stepSeconds));
  const size = Math.ceil(count / MOST_ROWS);
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, row) => first + row * size);
  return starts
    .filter((start) => start < chart.t.length)
    .map((start) => ({
      t: chart.t[start] ?? 0,
      values: chart.lanes.flatMap(({ id, lines }) =>
        lines.map(({ values }) => {
          const own = values.slice(start, start + size);
          return valueText(
            id,
            id === 'unserved' ? own.reduce((sum, value) => sum + value, 0) : (own[0] ?? 0),
          );
        }),
      ),
    }));
}
