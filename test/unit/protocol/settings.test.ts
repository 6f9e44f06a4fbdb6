import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, readSettings } from '../../../server/src/protocol/settings';

test('nothing set: the defaults', () => {
  for (const value of [undefined, null, {}, 'text', 7, []])
    assert.deepEqual(readSettings(value), DEFAULT_SETTINGS);
  assert.deepEqual(DEFAULT_SETTINGS.options, { placeholders: 'allow' });
});

test('all set', () => {
  const settings = readSettings({
    region: 'eu-west-1',
    zones: ['eu-west-1a'],
    preferencePolicy: 'Ignore',
    minValuesPolicy: 'BestEffort',
    karpenterVersion: '1.15.1',
    clusters: [{ name: 'production', include: ['production/**'], exclude: '**/old/**' }],
    problems: { scope: 'workspace' },
    validate: { enable: false, schema: 'on', againstHead: false },
    codeLens: { nodePools: false, workloads: false, scalers: false },
    inlayHints: { prices: false },
    timeZone: 'Europe/Berlin',
    cost: { discountPercent: 10 },
  });
  assert.deepEqual(settings, {
    options: {
      placeholders: 'allow',
      region: 'eu-west-1',
      zones: ['eu-west-1a'],
      preferencePolicy: 'Ignore',
      minValuesPolicy: 'BestEffort',
      karpenterVersion: '1.15.1',
      cost: { discountPercent: 10 },
    },
    lenses: { nodePools: false, workloads: false, scalers: false },
    isShowingPrices: false,
    timeZone: 'Europe/Berlin',
    clusters: { production: { include: ['production/**'], exclude: ['**/old/**'] } },
    isValidating: false,
    schemaFindings: 'on',
    isComparingWithHead: false,
    problemsScope: 'workspace',
  });
});

test('clusters may also be an object from names to globs', () => {
  const { clusters } = readSettings({ clusters: { a: { include: 'a/**' }, b: { exclude: ['b'] } } });
  assert.deepEqual(clusters, { a: { include: ['a/**'], exclude: [] } });
});

test('values of a wrong type count as not set', () => {
  const wrong = {
    region: 5,
    zones: [1],
    clusters: 7,
    preferencePolicy: 'ignore',
    validate: false,
    problems: [],
  };
  assert.deepEqual(readSettings(wrong), DEFAULT_SETTINGS);
});
