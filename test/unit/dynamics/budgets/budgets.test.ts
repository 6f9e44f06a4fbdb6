import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeBudgets } from '../../../../server/src/dynamics/budgets/judge';

const UNBOUNDED = 2147483647;
const at = '2026-11-25T10:30:00Z';

const perReason = (budgets: unknown, numNodes: number): unknown =>
  judgeBudgets({ kind: 'budget', budgets, numNodes, at }).perReason;

test('percentages round up, and the smallest of the active budgets of a reason counts', () => {
  const budgets = [{ nodes: '10%' }, { nodes: '5', reasons: ['Empty'] }, { nodes: '0', reasons: [] }];
  assert.deepEqual(perReason(budgets, 101), { Drifted: 11, Empty: 5, Underutilized: 11 });
});

test('no budget is no limit; one that does not parse closes every reason', () => {
  assert.deepEqual(perReason([], 5), { Drifted: UNBOUNDED, Empty: UNBOUNDED, Underutilized: UNBOUNDED });
  const wrong = [{ nodes: '5' }, { nodes: '3', schedule: '0 0 * * 7', duration: '1h', reasons: ['Empty'] }];
  assert.deepEqual(perReason(wrong, 5), { Drifted: 0, Empty: 0, Underutilized: 0 });
});

test('a budget holds from its firing to before the end of its duration', () => {
  const active = (instant: string): unknown => {
    const budgets = [{ nodes: '0', schedule: '0 9 * * *', duration: '8h' }];
    return judgeBudgets({ kind: 'budget', budgets, numNodes: 1, at: instant }).perBudget;
  };
  const state = (instant: string): unknown => (active(instant) as { active: unknown }[])[0]?.active;
  assert.equal(state('2026-11-25T08:59:59.999Z'), false);
  assert.equal(state('2026-11-25T09:00:00Z'), true);
  assert.equal(state('2026-11-25T16:59:59.999Z'), true);
  assert.equal(state('2026-11-25T17:00:00Z'), false);
});

const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' };

function intervals(schedule: string, duration: string): unknown {
  const budgets = [{ nodes: '1', schedule, duration }];
  const { perBudget } = judgeBudgets({ kind: 'timeline', budgets, numNodes: 5, ...week });
  return (perBudget as { intervals: unknown }[])[0]?.intervals;
}

test('over a week: windows from before reach in, touching ones join, what never fires always holds', () => {
  assert.deepEqual(intervals('0 22 * * 0', '4h'), [
    ['2026-11-23T00:00:00Z', '2026-11-23T02:00:00Z'],
    ['2026-11-29T22:00:00Z', '2026-11-30T00:00:00Z'],
  ]);
  assert.deepEqual(intervals('0 0,12 25 * *', '12h'), [['2026-11-25T00:00:00Z', '2026-11-26T00:00:00Z']]);
  assert.deepEqual(intervals('0 0 31 2 *', '1h'), [[week.from, week.to]]);
  assert.deepEqual(intervals('* * * * *', '2562047h'), [[week.from, week.to]]);
  assert.deepEqual(intervals('@daily', '0h'), []);
  assert.equal(intervals('@noon', '1h'), null);
});

test('what cannot be read is said, not thrown', () => {
  assert.ok('decodeError' in judgeBudgets({ kind: 'budget', budgets: [{ nodes: '1', duration: '1d' }], at }));
  assert.ok('error' in judgeBudgets({ kind: 'budget', budgets: [] }));
  assert.ok('error' in judgeBudgets({ kind: 'timeline' }));
  assert.equal(judgeBudgets({ kind: 'schedule' }).parses, false);
});

test('schedules: what the pattern of the CRD takes, and what parses, differ', () => {
  const answer = (schedule: string): unknown => {
    const { parses, crdPatternAccepts } = judgeBudgets({ kind: 'schedule', schedule, after: at });
    return [parses, crdPatternAccepts];
  };
  assert.deepEqual(answer('0 0 * * 7'), [false, true]);
  assert.deepEqual(answer('@every 1h'), [true, false]);
  assert.deepEqual(answer('0 0 * *\u2003*'), [true, false]);
});
