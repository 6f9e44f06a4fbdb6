/** The cron grammar of the controllers. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { durationMs, parseCron } from '../../../server/src/model/cron';

function fieldsOf(expression: string): readonly (readonly number[])[] {
  const parsed = parseCron(expression);
  assert.ok(parsed.ok && parsed.cron.kind === 'fields', expression);
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parsed.cron;
  return [minute, hour, dayOfMonth, month, dayOfWeek].map(({ values }) => [...values].sort((a, b) => a - b));
}

describe('parseCron', () => {
  it('reads numbers, lists, ranges, steps and names', () => {
    const [minutes, hours, , months, days] = fieldsOf('0,30 9-11 * jan-mar Mon,FRI');
    assert.deepStrictEqual(
      [minutes, hours, months, days],
      [
        [0, 30],
        [9, 10, 11],
        [1, 2, 3],
        [1, 5],
      ],
    );
    assert.deepStrictEqual(fieldsOf('*/20 20/2 1 1 0').slice(0, 2), [
      [0, 20, 40],
      [20, 22],
    ]);
  });

  it('keeps the star of * and */1 and loses it with a step', () => {
    const star = (expression: string): boolean => {
      const parsed = parseCron(expression);
      return parsed.ok && parsed.cron.kind === 'fields' && parsed.cron.dayOfMonth.star;
    };
    assert.deepStrictEqual(
      ['* * * * *', '* * */1 * *', '* * ? * *', '* * */2 * *', '* * 1-31 * *'].map(star),
      [true, true, true, false, false],
    );
  });

  it('reads descriptors, intervals and time zones', () => {
    assert.deepStrictEqual(fieldsOf('@weekly').slice(0, 2), [[0], [0]]);
    assert.deepStrictEqual(parseCron('@every 90m'), {
      ok: true,
      cron: { kind: 'every', intervalMs: 5400000 },
    });
    const zoned = parseCron('CRON_TZ=UTC 0 0 * * *');
    assert.ok(zoned.ok && zoned.cron.kind === 'fields');
    assert.strictEqual(zoned.cron.timeZone, 'UTC');
  });

  for (const wrong of [
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 7',
    '* * * * sat-sun',
    '* * * * monday',
    'L * * * *',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    '@reboot',
    '@dailyx',
    '@every x',
    'TZ=UTC',
    'TZ=UTC TZ=X 0 0 * * *',
    '0 0 * * mon#1',
    '-1 * * * *',
  ]) {
    it(`refuses ${JSON.stringify(wrong)}`, () => assert.strictEqual(parseCron(wrong).ok, false));
  }

  it('says which field is wrong and why', () => {
    const parsed = parseCron('0 9 * * 8');
    assert.ok(!parsed.ok);
    assert.strictEqual(parsed.problem, 'day of week "8": 8 is above 6');
  });
});

describe('durationMs', () => {
  it('reads Go durations', () => {
    assert.deepStrictEqual(
      ['1h30m', '1.5s', '-2m', '0', '100us'].map(durationMs),
      [5400000, 1500, -120000, 0, 0.1],
    );
  });
  it('refuses others, and what does not fit 64 bits of nanoseconds', () => {
    assert.deepStrictEqual(
      ['', '5', '1d', '1x', '2562048h', '9999999999h'].map(durationMs),
      Array(6).fill(undefined),
    );
    assert.ok(durationMs('2562047h'));
  });
});
