/** Blanks around a quantity: those that JSON escapes stand in its text when the decoder reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireQuantity } from '../../../server/src/util/quantity';

test('blanks that JSON carries as they are do not count', () => {
  for (const blank of [' ', '  ', '\u00a0', '\u3000', '\u0085'])
    assert.equal(wireQuantity(`${blank}1Gi${blank}`), '1Gi');
  assert.equal(wireQuantity('  '), '');
});

test('line breaks, tabs and byte order marks stay', () => {
  for (const escaped of ['\n', '\t', '\u2028', '\ufeff'])
    assert.equal(wireQuantity(`1Gi${escaped}`), `1Gi${escaped}`);
});
