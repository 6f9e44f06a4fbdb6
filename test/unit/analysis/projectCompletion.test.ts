import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { completeProject } from '../../../server/src/analysis/projectCompletion';

/** Labels offered at the end of a text. */
const offered = (text: string): readonly string[] =>
  completeProject(text, text.length).map(({ label }) => label);

suite('completion in .dryfit.yaml', () => {
  test('the key, then rules and families, then levels', () => {
    assert.deepEqual(offered('ru'), ['rules']);
    assert.ok(offered('rules:\n  ').includes('pods/requests-set'));
    assert.ok(offered('rules:\n  ke').includes('keda/*'));
    assert.deepEqual(offered('rules:\n  keda/*: '), ['error', 'warning', 'info', 'hint', 'off']);
  });

  test('not what is written already, nothing in comments', () => {
    assert.ok(!offered('rules:\n  pods/requests-set: off\n  ').includes('pods/requests-set'));
    assert.deepEqual(offered('rules: # ke'), []);
  });
});
