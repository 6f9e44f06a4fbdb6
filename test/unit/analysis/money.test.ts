import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatUsdPerHour, formatUsdPerMonth } from '../../../server/src/analysis/shown/money';
import { grouped } from '../../../server/src/util/thousands';

test('prices have fixed decimals and thousands', () => {
  assert.equal(formatUsdPerHour(0.0416), '$0.0416');
  assert.equal(formatUsdPerMonth(1234567.5), '$1,234,567.50/month');
  assert.equal(formatUsdPerMonth(0), '$0.00/month');
  assert.equal(grouped(1364), '1,364');
});

test('a price that is not known is never a number', () => {
  for (const unknown of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(formatUsdPerHour(unknown), 'not known');
    assert.equal(formatUsdPerMonth(unknown), 'not known');
  }
});
