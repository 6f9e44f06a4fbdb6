import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completeProject } from '../../../server/src/analysis/check/projectCompletion';

/** Labels offered at the end of a text. */
const offered = (text: string): readonly string[] =>
  completeProject(text, text.length).map(({ label }) => label);

suite('completion in .dryfit.yaml', () => {
  test('the key, then rules and families, then levels', () => {
    assert.deepEqual(offered('ru'), ['rules', 'cost']);
    assert.ok(offered('rules:\n  ').includes('pods/requests-set'));
    assert.ok(offered('rules:\n  ke').includes('keda/*'));
    assert.deepEqual(offered('rules:\n  keda/*: '), ['error', 'warning', 'info', 'hint', 'off']);
  });

  test('terms of the bill, level by level, and their values', () => {
    const cost = offered('rules:\n  keda/*: off\ncost:\n  ');
    for (const name of ['discountPercent', 'commitment', 'volumePrices', 'controlPlane'])
      assert.ok(cost.includes(name), name);
    assert.ok(!cost.includes('commitment.sharePercent'));
    assert.deepEqual(offered('cost:\n  commitment:\n    '), ['sharePercent', 'discountPercent']);
    assert.ok(offered('cost:\n  volumePrices:\n    ').includes('gp3'));
    assert.deepEqual(offered('cost:\n  volumePrices:\n    gp3:\n      usd'), [
      'usdPerGbMonth',
      'usdPerIopsMonth',
      'usdPerThroughputMonth',
    ]);
    assert.deepEqual(offered('cost:\n  controlPlane: '), ['standard', 'extended', 'none']);
    assert.deepEqual(offered('cost:\n  autoMode:\n    enable: '), ['true', 'false']);
    assert.deepEqual(offered('cost:\n  discountPercent: '), []);
  });

  test('not what is written already, nothing in comments', () => {
    assert.ok(!offered('rules:\n  pods/requests-set: off\n  ').includes('pods/requests-set'));
    assert.deepEqual(offered('rules: # ke'), []);
  });
});
