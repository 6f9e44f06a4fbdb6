/** What the page makes of the differences that it is sent is what it would have been sent whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../../support/fastCheck';
import { changed, differenceOf } from '../../../server/src/util/difference';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** As the page does, after a journey as text. */
function travelled(before: unknown, after: unknown): unknown {
  const difference = differenceOf(before, after);
  return difference ? changed(plain(before), plain(difference) as typeof difference) : plain(before);
}

/** Few keys and values, so that much is alike. */
const small = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(0, 1, '', 'a', true, null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a\nb', '1'), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('the difference of two views', () => {
  it('makes the newer one of the older one, key by key in the same order', () => {
    fc.assert(
      fc.property(small, small, (before, after) => {
        assert.equal(JSON.stringify(travelled(before, after)), JSON.stringify(after));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing where nothing differs', () => {
    fc.assert(fc.property(small, (value) => assert.equal(differenceOf(value, plain(value)), undefined)));
    assert.equal(differenceOf({ a: 1, b: undefined }, { a: 1 }), undefined);
  });

  it('leaves the objects that are the same as they were', () => {
    const before = { nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], cost: { usd: 1 } };
    const after = { nodes: [{ id: 'a' }, { id: 'x' }, { id: 'b' }, { id: 'c' }], cost: { usd: 1 } };
    const difference = differenceOf(before, after);
    assert.deepEqual(difference, {
      fields: { nodes: { head: 1, tail: 2, items: [{ value: { id: 'x' } }] } },
    });
    const made = changed(before, difference) as typeof before;
    assert.equal(made.cost, before.cost);
    assert.deepEqual([made.nodes[0], made.nodes[2], made.nodes[3]], [...before.nodes]);
    assert.ok(made.nodes[3] === before.nodes[2]);
  });
});
