import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern } from '../../../server/src/schema/pattern';

test('short and long texts are judged alike', () => {
  const pattern = compilePattern('^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', 'u');
  for (const length of [1, 999, 1001, 5000]) {
    assert.equal(pattern.test('a'.repeat(length)), true, `${length}`);
    assert.equal(pattern.test(`${'a'.repeat(length)}!`), false, `${length}!`);
  }
});

test('a long text against a pattern that backtracks is quick', () => {
  const pattern = compilePattern('^(@(daily))|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$', 'u');
  const start = performance.now();
  assert.equal(pattern.test('a'.repeat(200_000)), false);
  assert.ok(performance.now() - start < 2000);
});
