import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRequirement } from '../../../server/src/model/requirement';
import { explainTrouble, explainUnmet } from '../../../server/src/simulate/explainPool';

const trouble = (counts: {
  typeCount: number;
  meetingRequirements: number;
  withOffering: number;
  withRoom: number;
}) => explainTrouble({ code: 'no-type-fits', ...counts, requests: {}, most: {} });

test('a requirement of the pod that no type meets is named', () => {
  const unmet = newRequirement({
    key: 'topology.kubernetes.io/zone',
    operator: 'In',
    values: ['us-west-2a'],
  });
  const counts = { typeCount: 5, meetingRequirements: 0, withOffering: 0, withRoom: 5 };
  assert.equal(
    explainTrouble({ code: 'no-type-fits', ...counts, unmet, requests: { cpu: 1 }, most: {} }),
    'none of its 5 instance types is offered with topology.kubernetes.io/zone In us-west-2a',
  );
});

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

test('what limits took of the types before the pod was looked at is told', () => {
  const counts = { typeCount: 2, meetingRequirements: 2, withOffering: 2, withRoom: 0 };
  const limited = { ofTypes: 8, remaining: { cpu: 8000 } };
  assert.equal(
    explainTrouble({
      ...{ code: 'no-type-fits', ...counts, limited },
      ...{ requests: { cpu: 16_000 }, most: { cpu: 7910 } },
    }),
    'its limits, of which 8 cpu is left, allow 2 of its 8 instance types, and none of these gives 16 cpu (the most is 7910m)',
  );
  assert.match(
    explainTrouble({ code: 'no-type-fits', ...counts, limited, requests: {}, most: {} }),
    /^no instance type does all: of 2 instance types within its limits 2 meet/,
  );
});
