import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainPool, explainUnmet } from '../../../server/src/simulate/explainPool';

const trouble = (counts: {
  typeCount: number;
  meetingRequirements: number;
  withOffering: number;
  withRoom: number;
}) => explainPool({ pool: 'general', code: 'no-type-fits', ...counts, requests: {}, most: {} });

test('one and many are counted in words that fit', () => {
  assert.match(
    trouble({ typeCount: 1, meetingRequirements: 1, withOffering: 1, withRoom: 1 }),
    /: of 1 instance type 1 meets the requirements, 1 has an offering, 1 has room$/,
  );
  assert.match(
    trouble({ typeCount: 900, meetingRequirements: 2, withOffering: 1, withRoom: 0 }),
    /: of 900 instance types 2 meet the requirements, 1 has an offering, 0 have room$/,
  );
  assert.match(explainUnmet([{ key: 'a', wanted: 3, found: 1 }]), /wants 3 values and 1 is left$/);
});
