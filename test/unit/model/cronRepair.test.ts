import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repairSchedule } from '../../../server/src/model/cronRepair';

test('mistakes in the day of week are repaired, others are left to people', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['0 8 * * sat-sun', '0 8 * * sat,sun'],
    ['0 8 * * 7', '0 8 * * 0'],
    ['0 8 * * 1-7', '0 8 * * *'],
    ['0 8 * * fri-mon', '0 8 * * fri,sat,sun,mon'],
    ['0 8 * * 5-1', '0 8 * * 5,6,0,1'],
    ['0 8 * * Monday,Wednesday', '0 8 * * mon,wed'],
    ['TZ=UTC 0 8 * * 1-5', '0 8 * * 1-5'],
    ['TZ=Europe/Berlin 0 8 * * 1-5', undefined],
    ['0 19-7 * * *', undefined],
    ['0 8 * * mon-fr', undefined],
    ['0 8 * * 1-5', undefined],
    ['@daily', undefined],
  ];
  for (const [schedule, repaired] of cases) assert.equal(repairSchedule(schedule), repaired, schedule);
});
