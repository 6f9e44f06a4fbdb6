import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addUp, type Charge } from '../../../server/src/cost/bill';
import { controlPlaneCharges, nodeCharges, type BilledNode } from '../../../server/src/cost/charges';
import { resolveCost } from '../../../server/src/cost/settings';
import type { CostOptions } from '../../../server/src/model/costOptions';

const gp3 = {
  deviceName: '/dev/xvda',
  volumeType: 'gp3',
  sizeGib: 73,
  iops: undefined,
  throughputMibPerSecond: undefined,
};

const node = (change: Partial<BilledNode> = {}): BilledNode => ({
  instanceType: 'm5.large',
  capacityType: 'on-demand',
  usdPerHour: 0.1,
  onDemandUsdPerHour: 0.1,
  isAccelerated: false,
  volumes: [],
  ...change,
});

const settings = (options: CostOptions = {}, region = 'us-east-1') => resolveCost(options, region);

const charged = (one: BilledNode, options: CostOptions = {}, region = 'us-east-1'): readonly Charge[] =>
  nodeCharges(one, settings(options, region)).map((charge) =>
    'usdPerHour' in charge ? { ...charge, usdPerHour: Number(charge.usdPerHour.toFixed(6)) } : charge,
  );

test('an on-demand node costs its list price less the discount', () => {
  assert.deepEqual(charged(node()), [{ term: 'on-demand', usdPerHour: 0.1 }]);
  assert.deepEqual(charged(node(), { discountPercent: 30 }), [{ term: 'on-demand', usdPerHour: 0.07 }]);
});

test('spot is not discounted', () => {
  assert.deepEqual(charged(node({ capacityType: 'spot', usdPerHour: 0.03 }), { discountPercent: 30 }), [
    { term: 'spot', usdPerHour: 0.03 },
  ]);
});

test('a commitment covers its share at its own discount', () => {
  const commitment = { sharePercent: 60, discountPercent: 25 };
  assert.deepEqual(charged(node(), { commitment, discountPercent: 10 }), [
    { term: 'on-demand', usdPerHour: 0.036 },
    { term: 'commitment', usdPerHour: 0.045 },
  ]);
});

test('a commitment without a discount is not known, and makes the bill a lower bound', () => {
  const charges = charged(node(), { commitment: { sharePercent: 60 } });
  const bill = addUp(charges, 730);
  assert.equal(bill.isLowerBound, true);
  assert.equal(bill.usdPerHour, 0.04);
  assert.deepEqual(bill.terms[1], {
    id: 'commitment',
    missing: ['The discount of the commitment: set dryfit.cost.commitment.discountPercent.'],
  });
});

test('a gp3 volume costs its size a month of 730 hours, at the price of its region', () => {
  assert.deepEqual(charged(node({ volumes: [gp3] }))[1], { term: 'volumes', usdPerHour: 0.008 });
  const elsewhere = addUp(charged(node({ volumes: [gp3] }), {}, 'eu-central-1'), 730);
  assert.equal(elsewhere.isLowerBound, true);
  assert.equal(elsewhere.terms[1]?.usdPerHour, undefined);
  const set = { volumePrices: { gp3: { usdPerGbMonth: 0.1 } } };
  assert.deepEqual(charged(node({ volumes: [gp3] }), set, 'eu-central-1')[1], {
    term: 'volumes',
    usdPerHour: 0.01,
  });
});

test('IOPS and throughput of gp3 cost what exceeds 3,000 and 125', () => {
  const volume = { ...gp3, iops: 4460, throughputMibPerSecond: 198 };
  // (73 x 0.08 + 1460 x 0.005 + 73 x 0.04) / 730
  assert.deepEqual(charged(node({ volumes: [volume] }))[1], { term: 'volumes', usdPerHour: 0.022 });
  const free = { ...gp3, iops: 3000, throughputMibPerSecond: 125 };
  assert.deepEqual(charged(node({ volumes: [free] }))[1], { term: 'volumes', usdPerHour: 0.008 });
});

test('a price of IOPS that is not set makes the volume unknown, not cheaper', () => {
  const set = { volumePrices: { gp3: { usdPerGbMonth: 0.1 } } };
  const [, charge] = charged(node({ volumes: [{ ...gp3, iops: 4000 }] }), set, 'eu-central-1');
  assert.deepEqual(charge, {
    term: 'volumes',
    missing: 'The price of gp3 IOPS: set dryfit.cost.volumePrices.gp3.usdPerIopsMonth.',
  });
});

test('a price that is set leaves the known ones of the type as they are', () => {
  const volumes = [{ ...gp3, iops: 4460 }];
  // (73 x 0.1 + 1460 x 0.005) / 730, then (73 x 0.08 + 1460 x 0.01) / 730
  for (const [price, usdPerHour] of [
    [{ usdPerGbMonth: 0.1 }, 0.02],
    [{ usdPerIopsMonth: 0.01 }, 0.028],
  ] as const)
    assert.deepEqual(charged(node({ volumes }), { volumePrices: { gp3: price } })[1], {
      term: 'volumes',
      usdPerHour,
    });
  const elsewhere = charged(
    node({ volumes }),
    { volumePrices: { gp3: { usdPerIopsMonth: 1 } } },
    'eu-central-1',
  );
  assert.deepEqual(elsewhere[1], {
    term: 'volumes',
    missing: 'The price of gp3: set dryfit.cost.volumePrices.gp3.usdPerGbMonth.',
  });
});

test('Auto Mode asks its fee of the on-demand price, also of spot nodes', () => {
  const spot = node({ capacityType: 'spot', usdPerHour: 0.03 });
  assert.deepEqual(charged(spot, { autoMode: { enable: true } })[1], {
    term: 'auto-mode',
    usdPerHour: 0.012,
  });
  assert.equal(charged(spot, { autoMode: { feePercent: 12 } }).length, 1);
});

test('the fee of accelerated types has no default', () => {
  const gpu = node({ isAccelerated: true });
  assert.ok('missing' in (charged(gpu, { autoMode: { enable: true } })[1] ?? {}));
  const set = { autoMode: { enable: true, acceleratedFeePercent: 8 } };
  assert.deepEqual(charged(gpu, set)[1], { term: 'auto-mode', usdPerHour: 0.008 });
});

test('the control plane has its support, its tier, and can be left out', () => {
  const usd = (options: CostOptions) => addUp(controlPlaneCharges(settings(options)), 730).usdPerHour;
  assert.equal(usd({}), 0.1);
  assert.equal(usd({ controlPlane: 'extended' }), 0.6);
  assert.equal(usd({ provisionedTier: '4XL' }), 7);
  assert.equal(usd({ controlPlane: 'none', provisionedTier: '4XL' }), 0);
  assert.equal(usd({ discountPercent: 50 }), 0.05);
});

test('a price that is not known is named and never 0', () => {
  const bill = addUp(charged(node({ usdPerHour: undefined, volumes: undefined })), 730);
  assert.equal(bill.isLowerBound, true);
  assert.deepEqual(
    bill.terms.map(({ id, usdPerHour, missing }) => [id, usdPerHour, missing.length]),
    [
      ['on-demand', undefined, 1],
      ['volumes', undefined, 1],
    ],
  );
});

test('a bill is the sum of its terms, in their order', () => {
  const bill = addUp(
    [
      { term: 'control-plane', usdPerHour: 0.1 },
      { term: 'spot', usdPerHour: 0.1 },
      { term: 'spot', usdPerHour: 0.2 },
    ],
    100,
  );
  assert.deepEqual(bill, {
    usdPerHour: 0.4,
    usdPerMonth: 40,
    isLowerBound: false,
    terms: [
      { id: 'spot', usdPerHour: 0.3, usdPerMonth: 30, missing: [] },
      { id: 'control-plane', usdPerHour: 0.1, usdPerMonth: 10, missing: [] },
    ],
  });
});
