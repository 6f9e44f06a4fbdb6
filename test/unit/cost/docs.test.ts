// docs/cost.md tells the figures that the code counts with.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as published from '../../../server/src/cost/published';

const page = readFileSync('docs/cost.md', 'utf8');

test('every published price is on the page, with the date of its source', () => {
  const volumes = Object.values(published.VOLUME_PRICES).flatMap((types) => Object.values(types));
  const prices = [
    ...Object.values(published.CONTROL_PLANE_USD_PER_HOUR),
    ...Object.values(published.PROVISIONED_TIER_USD_PER_HOUR),
    ...volumes.flatMap((price) => Object.values(price) as number[]),
  ];
  const missing = prices.filter((usd) => !page.includes(`$${usd}`) && !page.includes(`$${usd.toFixed(2)}`));
  assert.deepEqual(missing, []);
  for (const { asOf } of [published.EKS_SOURCE, published.EBS_SOURCE]) assert.ok(page.includes(asOf), asOf);
  assert.ok(page.includes(`${published.AUTO_MODE_FEE_PERCENT} %`));
});

test('every setting of the bill is on the page', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: readonly { properties: Record<string, unknown> }[] };
  };
  const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  const left = settings.filter((key) => key.startsWith('dryfit.cost.') && !page.includes(key.slice(12)));
  assert.deepEqual(left, []);
});
