import assert from 'node:assert/strict';
import { it } from 'node:test';
import { weekOf } from '../../../../client/src/panel/week';

const hours = (starts: readonly number[]): number[] =>
  starts.slice(1).map((start, day) => (start - (starts[day] ?? 0)) / 3600);

it('a week begins on Monday by the clock of the time zone', () => {
  const { dayStarts, timeZone, timeText } = weekOf(new Date('2026-08-05T12:00:00Z'), 'Asia/Kolkata');
  assert.equal(timeZone, 'Asia/Kolkata');
  assert.equal(dayStarts[0], Date.parse('2026-08-02T18:30:00Z') / 1000);
  assert.deepEqual(
    [0, 3, 6].map((day) => timeText(dayStarts[day] ?? 0)),
    ['Mon 00:00', 'Thu 00:00', 'Sun 00:00'],
  );
});

it('the day on which the clocks change has 23 or 25 hours', () => {
  const spring = weekOf(new Date('2026-03-25T00:00:00Z'), 'Europe/Berlin');
  assert.deepEqual(hours(spring.dayStarts), [24, 24, 24, 24, 24, 24, 23]);
  const autumn = weekOf(new Date('2026-10-25T23:59:00Z'), 'America/New_York');
  assert.deepEqual(hours(autumn.dayStarts), [24, 24, 24, 24, 24, 24, 24]);
  assert.deepEqual(hours(weekOf(new Date('2026-11-01T12:00:00Z'), 'America/New_York').dayStarts).at(-1), 25);
  // Two in the morning, an hour after midnight went by.
  assert.equal(spring.timeText(Date.parse('2026-03-29T01:00:00Z') / 1000), 'Sun 03:00');
});

it('a day whose first hour the clocks skip begins with the next', () => {
  for (const [zone, noon, day] of [
    ['America/Santiago', '2026-09-06T12:00:00Z', 6],
    ['Asia/Beirut', '2026-03-29T12:00:00Z', 6],
    ['Africa/Cairo', '2026-04-24T12:00:00Z', 4],
  ] as const) {
    const { dayStarts, timeText } = weekOf(new Date(noon), zone);
    assert.match(timeText(dayStarts[day] ?? 0), /^\w{3} 01:00$/, zone);
    assert.deepEqual(
      hours(dayStarts),
      [0, 1, 2, 3, 4, 5, 6].map((one) => (one === day ? 23 : 24)),
    );
  }
});

it('Sunday evening and Monday morning are of the week that the zone is in', () => {
  const instant = new Date('2026-08-02T20:00:00Z');
  assert.equal(weekOf(instant, 'UTC').dayStarts[0], Date.parse('2026-07-27T00:00:00Z') / 1000);
  assert.equal(weekOf(instant, 'Asia/Tokyo').dayStarts[0], Date.parse('2026-08-02T15:00:00Z') / 1000);
});

it('without a setting, or with one that names no zone, it is the reader’s own', () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(weekOf(new Date(0)).timeZone, own);
  const { timeZone, unknownZone } = weekOf(new Date(0), 'Mars/Olympus');
  assert.deepEqual([timeZone, unknownZone], [own, 'Mars/Olympus']);
});
