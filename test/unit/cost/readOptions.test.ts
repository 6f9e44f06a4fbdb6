import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCostOption } from '../../../server/src/cli/costOption';
import { readCostOptions } from '../../../server/src/cost/readOptions';

test('everything that may be set is read', () => {
  const all = {
    currencyLabel: 'USD ',
    hoursPerMonth: 200,
    discountPercent: 12.5,
    commitment: { sharePercent: 60, discountPercent: 28 },
    volumePrices: { gp3: { usdPerGbMonth: 0.1, usdPerIopsMonth: 0.006, usdPerThroughputMonth: 0.05 } },
    controlPlane: 'extended',
    provisionedTier: '8XL',
    autoMode: { enable: true, feePercent: 11, acceleratedFeePercent: 8 },
  };
  assert.deepEqual(readCostOptions(all), all);
});

test('what has the wrong type or makes no sense counts as not given', () => {
  for (const value of [undefined, null, 7, 'x', []]) assert.deepEqual(readCostOptions(value), {});
  const wrong = {
    currencyLabel: '',
    hoursPerMonth: 745,
    discountPercent: -1,
    commitment: { sharePercent: 101, discountPercent: null },
    volumePrices: { gp3: { usdPerIopsMonth: -1 }, gp2: 'cheap' },
    controlPlane: 'premium',
    autoMode: { enable: 'yes' },
  };
  assert.deepEqual(readCostOptions(wrong), {});
  assert.deepEqual(readCostOptions({ hoursPerMonth: 0 }), {}, 'every bill would be nothing');
});

test('the command line names the same options', () => {
  const parsed = parseCostOption(
    'discountPercent=10,commitment.sharePercent=60,autoMode.enable=true,volumePrices.gp3.usdPerGbMonth=0.09',
  );
  assert.deepEqual(parsed, {
    ok: true,
    value: {
      discountPercent: 10,
      commitment: { sharePercent: 60 },
      volumePrices: { gp3: { usdPerGbMonth: 0.09 } },
      autoMode: { enable: true },
    },
  });
});

test('a wrong name or value on the command line says what would be right', () => {
  const message = (text: string): string => {
    const parsed = parseCostOption(text);
    return parsed.ok ? 'ok' : parsed.failure.message;
  };
  assert.equal(message('discountPercnt=10'), '--cost discountPercnt: did you mean discountPercent?');
  assert.equal(message('discountPercent=ten'), '--cost discountPercent=ten: write a number from 0 to 100');
  assert.equal(
    message('controlPlane=premium'),
    '--cost controlPlane=premium: write standard, extended or none',
  );
  assert.match(message('volumePrices.gp3.usdPerGbMonth=cheap'), /write dollars/);
  assert.match(
    message('volumePrices.gp4.usdPerGbMonth=1'),
    /--cost volumePrices\.gp4\.usdPerGbMonth: one of /,
  );
});
