// The same dollars everywhere: for each term of the bill the preview that the panel draws is the API's, and hover and lens
// are made of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { cost } from '../../server/src/api';
import type { CostOptions } from '../../server/src/model/costOptions';
import type { SimulateResult } from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

/** With something to pay for each term: on demand, and IOPS over the free ones. */
const CLUSTER = stream(
  nodePool('general').replace('["on-demand", "spot"]', '["on-demand"]'),
  nodeClass().replace(
    '  role:',
    '  blockDeviceMappings:\n    - deviceName: /dev/xvda\n      ebs: {volumeSize: 50Gi, volumeType: gp3, iops: 5000}\n  role:',
  ),
  deployment('web', { replicas: 3 }),
);

/** A month of one m5.large at $0.096 an hour, 50 GiB at $0.08 and 2,000 IOPS at $0.005, by hand. */
const CASES: readonly (readonly [string, CostOptions, string])[] = [
  ['list prices', {}, '$84.08'],
  ['a discount', { discountPercent: 10 }, '$75.67'],
  ['a commitment', { commitment: { sharePercent: 60, discountPercent: 28 } }, '$72.31'],
  ['a commitment whose discount is not set', { commitment: { sharePercent: 60 } }, 'at least $42.03'],
  ['prices of volumes', { volumePrices: { gp3: { usdPerIopsMonth: 0.01 } } }, '$94.08'],
  ['Auto Mode', { autoMode: { enable: true } }, '$92.49'],
  ['hours of a month', { hoursPerMonth: 365 }, '$42.04'],
  ['a currency label', { currencyLabel: 'CHF' }, 'CHF 84.08'],
  ['a control plane that is nobody’s pool', { controlPlane: 'extended', provisionedTier: 'XL' }, '$84.08'],
];

describe('hover, lens, panel and API agree', () => {
  for (const [name, options, amount] of CASES)
    test(name, async () => {
      const client = await TestClient.start({ settings: { cost: options } });
      const solved = client.solved('ws');
      client.open('all.yaml', CLUSTER);
      await solved;
      const result = await client.request<SimulateResult>('dryfit/simulate', {});
      const expected = cost([{ uri: uri('all.yaml'), text: CLUSTER }], { cost: options });
      assert.deepEqual(result.state === 'ready' && result.preview.cost, plain(expected));
      const hover = (await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '';
      assert.ok(hover.includes(`**1 node, ${amount}/month**`), hover);
      const [lens] = await client.request<CodeLens[]>('textDocument/codeLens', {
        textDocument: { uri: uri('all.yaml') },
      });
      const rounded = amount.replace('at least', '≥').replace(/\d+\.\d+/, (text) => Number(text).toFixed(0));
      assert.equal(lens?.command?.title, `${rounded}/mo · 1 node · 2 types`);
      await client.stop();
    });
});

/** As it travels. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
