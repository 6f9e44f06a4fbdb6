import assert from 'node:assert/strict';
import { it } from 'node:test';
import { weekOf } from '../../../../client/src/panel/week';
import { renderWeek } from '../../../../client/src/panel/weekView';
import type { BudgetWeekResult } from '../../../../server/src/protocol/requests';

const PLACE = { uri: 'file:///w/pool.yaml', line: 3, character: 8 };

/** Nothing may be disrupted between two instants of the week that holds them. */
function calendar(timeZone: string, from: string, to: string): string {
  const week = weekOf(new Date(from), timeZone);
  const span = [from, to].map((text) => Date.parse(text) / 1000);
  const edges = [week.dayStarts[0] ?? 0, ...span, week.dayStarts[7] ?? 0];
  const countOf = (index: number): number => (index === 1 ? 0 : 2);
  const allowed = edges.slice(1).map((end, index) => {
    const count = countOf(index);
    return {
      ...{ from: edges[index] ?? 0, to: end },
      nodeCounts: { Drifted: count, Underutilized: count, Empty: count },
    };
  });
  const pool = { name: 'general', location: PLACE, nodeCount: 4, budgets: [], allowed };
  const answer: BudgetWeekResult = { state: 'ready', pools: [pool] };
  return renderWeek(week, answer).toString().replace(/\s+/g, ' ');
}

/** "0:00 at 0%", line by line from the top. */
function hourLines(markup: string): string[] {
  const lines = new Map<string, string[]>();
  for (const [, at, y, text] of markup.matchAll(/class="hour" x="([\d.]+%)" y="(\d+)">([^<]*)</g))
    lines.set(y ?? '', [...(lines.get(y ?? '') ?? []), `${text} at ${at}`]);
  return [...lines.values()].map((line) => line.join(', '));
}

const blockedAt = (markup: string): readonly (string | undefined)[] => {
  const [, x, width] = /class="step blocked" x="([\d.]+%)" y="\d+" width="([\d.]+%)"/.exec(markup) ?? [];
  return [x, width];
};

const USUAL = '0:00 at 0%, 6:00 at 25%, 12:00 at 50%, 18:00 at 75%';

it('hours stand above the first day alone where no clock changes', () => {
  const markup = calendar('Asia/Kolkata', '2026-08-05T00:30:00Z', '2026-08-05T06:30:00Z');
  assert.deepEqual(hourLines(markup), [USUAL]);
  assert.deepEqual(blockedAt(markup), ['25%', '25%']);
});

it('a day of 23 or 25 hours has its own, and what is drawn of it is at them', () => {
  // From noon to six in the evening.
  const spring = calendar('Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-29T16:00:00Z');
  assert.deepEqual(hourLines(spring), [
    USUAL,
    '0:00 at 0%, 6:00 at 21.74%, 12:00 at 47.83%, 18:00 at 73.91%',
  ]);
  assert.deepEqual(blockedAt(spring), ['47.83%', '26.09%']);
  const autumn = calendar('Europe/Berlin', '2026-10-25T11:00:00Z', '2026-10-25T17:00:00Z');
  assert.deepEqual(hourLines(autumn), [USUAL, '0:00 at 0%, 6:00 at 28%, 12:00 at 52%, 18:00 at 76%']);
  assert.deepEqual(blockedAt(autumn), ['52%', '24%']);
});

it('the days after it have theirs again; a day that begins at one says so', () => {
  const cairo = calendar('Africa/Cairo', '2026-04-24T09:00:00Z', '2026-04-24T12:00:00Z');
  assert.deepEqual(hourLines(cairo), [
    USUAL,
    '1:00 at 0%, 6:00 at 21.74%, 12:00 at 47.83%, 18:00 at 73.91%',
    USUAL,
  ]);
});

it('what holds all week is not told as from Monday to Monday', () => {
  const week = weekOf(new Date('2026-08-05T12:00:00Z'), 'UTC');
  const [from, to] = [week.dayStarts[0] ?? 0, week.dayStarts[7] ?? 0];
  const nodeCounts = { Drifted: 2, Underutilized: 2, Empty: 2 };
  const pool = {
    ...{ name: 'general', location: PLACE, nodeCount: 4, budgets: [] },
    allowed: [{ from, to, nodeCounts }],
  };
  const markup = renderWeek(week, { state: 'ready', pools: [pool] }).toString();
  assert.match(markup, /<li>All week: 2 nodes at a time<\/li>/);
  assert.match(
    markup,
    /aria-label="Week of general, Drifted, Underutilized, Empty\. All week: 2 nodes at a time"/,
  );
});

it('a change by half an hour counts as well', () => {
  const lordHowe = calendar('Australia/Lord_Howe', '2026-10-04T01:00:00Z', '2026-10-04T02:00:00Z');
  assert.deepEqual(hourLines(lordHowe), [
    USUAL,
    '0:00 at 0%, 6:00 at 23.4%, 12:00 at 48.94%, 18:00 at 74.47%',
  ]);
});
