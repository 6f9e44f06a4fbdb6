import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dollars, hourlyDollars, isNothing } from '../../../server/src/util/money';

test('thousands, decimals, a label', () => {
  assert.equal(dollars(1234567.5, 2), '$1,234,567.50');
  assert.equal(dollars(1234567.5, 0, 'EUR '), 'EUR 1,234,568');
  assert.equal(dollars(5, 2, 'CHF'), 'CHF 5.00');
  assert.equal(dollars(5, 2, 'US$'), 'US$5.00');
  assert.equal(hourlyDollars(0.0416), '$0.0416');
  assert.equal(dollars(0, 2), '$0.00');
});

test('less than nothing has its sign before the label, what rounds to nothing has none', () => {
  assert.equal(dollars(-3.1, 2), '-$3.10');
  assert.equal(dollars(-0.004, 2), '$0.00');
  assert.deepEqual([isNothing(-0.004, 2), isNothing(0.006, 2)], [true, false]);
});
