/** Which tolerations match which taints. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tolerates, untolerated, type Taint, type Toleration } from '../../../server/src/model/taints';

const taint: Taint = { key: 'gpu', value: '5', effect: 'NoSchedule' };

describe('a toleration', () => {
  const cases: readonly [Toleration, boolean][] = [
    [{}, false],
    [{ operator: 'Exists' }, true],
    [{ key: 'gpu', operator: 'Exists' }, true],
    [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }, false],
    [{ key: 'other', operator: 'Exists' }, false],
    [{ key: 'gpu', value: '5' }, true],
    [{ key: 'gpu', operator: 'Equal', value: '6' }, false],
    [{ key: 'gpu', operator: 'Gt', value: '4' }, true],
    [{ key: 'gpu', operator: 'Gt', value: '5' }, false],
    [{ key: 'gpu', operator: 'Lt', value: '6' }, true],
    [{ key: 'gpu', operator: 'Lt', value: '06' }, false],
    [{ key: 'gpu', operator: 'Lt', value: 'six' }, false],
  ];
  for (const [toleration, expected] of cases) {
    it(`${JSON.stringify(toleration)} ${expected ? 'matches' : 'does not match'} gpu=5:NoSchedule`, () => {
      assert.equal(tolerates(toleration, taint), expected);
    });
  }

  it('is needed for a preference too', () => {
    const soft: Taint = { key: 'slow', value: '', effect: 'PreferNoSchedule' };
    assert.deepEqual(untolerated([taint, soft], [{ key: 'gpu', operator: 'Exists' }]), [soft]);
  });
});
