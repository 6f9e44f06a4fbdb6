import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goDurationNanos } from '../../../server/src/util/goDuration';

test('durations are read to the nanosecond, as Go reads them', () => {
  const cases: readonly (readonly [string, bigint | undefined])[] = [
    ['0', 0n],
    ['8h0m0s', 28_800_000_000_000n],
    ['1.5h', 5_400_000_000_000n],
    ['.5s', 500_000_000n],
    ['1.0000000019s', 1_000_000_001n],
    ['-1h', -3_600_000_000_000n],
    ['+3us', 3000n],
    ['2562047h47m16.854775807s', 9_223_372_036_854_775_807n],
    ['2562048h', undefined],
    ['1d', undefined],
    ['1', undefined],
    ['', undefined],
    ['1h ', undefined],
    ['.s', undefined],
  ];
  for (const [text, nanos] of cases) assert.equal(goDurationNanos(text), nanos, text);
});
