import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, withThousands } from '../../../server/src/util/thousands';

test('thousands are set apart', () => {
  const written = ['0', '12', '123', '1345', '12345', '123456', '1234567', '-123', '-1345'].map(
    withThousands,
  );
  assert.deepEqual(written, ['0', '12', '123', '1,345', '12,345', '123,456', '1,234,567', '-123', '-1,345']);
});

test('things are counted', () => {
  assert.deepEqual(
    [counted(0, 'node'), counted(1, 'node'), counted(2000, 'node'), counted(2, 'policy', 'policies')],
    ['0 nodes', '1 node', '2,000 nodes', '2 policies'],
  );
});
