// Texts travel to the worker as what changed of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from '../../support/fastCheck';
import { changeOf, textAfter } from '../../../server/src/adapters/workerMessages';

const anyText = fc
  .array(fc.constantFrom('a', 'b', '\n', '😀'), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('the worker has the text that was sent, whatever it had before', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, text) => {
      assert.equal(textAfter(before, changeOf('file:///a.yaml', before, text)), text);
    }),
  );
});

test('of a large text only what changed is sent', () => {
  const large = 'line\n'.repeat(100_000);
  const { between } = changeOf(
    'file:///a.yaml',
    large,
    `${large.slice(0, 250_000)}more${large.slice(250_000)}`,
  );
  assert.equal(between, 'more');
});
