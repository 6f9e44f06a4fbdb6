import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withThousands } from '../../../server/src/util/thousands';

test('thousands are set apart', () => {
  const written = ['0', '12', '123', '1345', '12345', '123456', '1234567', '-123', '-1345'].map(
    withThousands,
  );
  assert.deepEqual(written, ['0', '12', '123', '1,345', '12,345', '123,456', '1,234,567', '-123', '-1,345']);
});
