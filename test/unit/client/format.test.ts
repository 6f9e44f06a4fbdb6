import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counted, grouped, percent, usdPerHour, usdPerMonth } from '../../../client/src/format';

describe('numbers of the panel', () => {
  it('shows cents of cents by the hour, until it is much', () => {
    assert.equal(usdPerHour(0.03264, '$'), '$0.0326');
    assert.equal(usdPerHour(98.321, '$'), '$98.3210');
  });

  it('shows cents by the month, until it is much', () => {
    assert.equal(usdPerMonth(47.6544, '$'), '$47.65');
    assert.equal(usdPerMonth(73_099.6, '$'), '$73,099.60');
  });

  it('groups thousands', () => {
    assert.deepEqual([0, 999, 1000, 1_234_567].map(grouped), ['0', '999', '1,000', '1,234,567']);
  });

  it('counts one and many', () => {
    assert.equal(counted(1, 'node'), '1 node');
    assert.equal(counted(0, 'node'), '0 nodes');
  });

  it('rounds shares', () => {
    assert.equal(percent(0.776), '78%');
  });
});
