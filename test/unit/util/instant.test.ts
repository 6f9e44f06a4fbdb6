import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSecond, parseInstant, wholeSecond } from '../../../server/src/util/instant';

test('instants are read with fractions and offsets, and rounded down', () => {
  assert.equal(parseInstant('1970-01-01T00:00:01.5Z'), 1_500_000_000n);
  assert.equal(parseInstant('1970-01-01T02:00:00+02:00'), 0n);
  assert.equal(parseInstant('2026-11-22'), undefined);
  assert.equal(wholeSecond(1_999_999_999n), 1);
  assert.equal(wholeSecond(-1n), -1);
  assert.equal(formatSecond(1_795_348_800), '2026-11-22T12:00:00Z');
});
