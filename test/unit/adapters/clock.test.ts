import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { systemWallTime } from '../../../server/src/adapters/clock';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

for (const [zone, told] of [
  ['UTC', 'UTC'],
  ['Europe/Berlin', 'Europe/Berlin'],
  // At UTC in the winter alone.
  ['Europe/London', 'Europe/London'],
  // At UTC all year.
  ['Africa/Abidjan', 'UTC'],
] as const)
  test(`a machine in ${zone} is in ${told}`, () => {
    process.env['TZ'] = zone;
    assert.equal(systemWallTime().timeZone, told);
  });
