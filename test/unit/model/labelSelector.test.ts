/** What label selectors select. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isLabelKey, isLabelValue, labelMatcher } from '../../../server/src/model/labelSelector';
import type { LabelSelector } from '../../../server/src/model/pod';

const selector = (
  matchLabels: Record<string, string>,
  ...matchExpressions: LabelSelector['matchExpressions'][number][]
): LabelSelector => ({ matchLabels, matchExpressions });

describe('a label selector', () => {
  const labels = { app: 'web', tier: '' };
  const cases: readonly [string, LabelSelector | undefined, boolean][] = [
    ['absent', undefined, false],
    ['empty', selector({}), true],
    ['an equal label', selector({ app: 'web' }), true],
    ['another value', selector({ app: 'api' }), false],
    ['In', selector({}, { key: 'app', operator: 'In', values: ['api', 'web'] }), true],
    ['NotIn of a value', selector({}, { key: 'app', operator: 'NotIn', values: ['web'] }), false],
    [
      'NotIn of a label that is not there',
      selector({}, { key: 'x', operator: 'NotIn', values: ['y'] }),
      true,
    ],
    ['Exists of an empty value', selector({}, { key: 'tier', operator: 'Exists', values: [] }), true],
    ['DoesNotExist', selector({}, { key: 'tier', operator: 'DoesNotExist', values: [] }), false],
    ['both must hold', selector({ app: 'web' }, { key: 'x', operator: 'Exists', values: [] }), false],
    [
      'In without values, which cannot be read',
      selector({}, { key: 'app', operator: 'In', values: [] }),
      false,
    ],
    ['a value that is no label value', selector({ app: 'a b' }), false],
    [
      'a name of an inherited property',
      selector({}, { key: 'toString', operator: 'Exists', values: [] }),
      false,
    ],
  ];
  for (const [name, given, expected] of cases) {
    it(`${name}: ${expected ? 'selects' : 'does not select'}`, () => {
      assert.equal(labelMatcher(given)(labels), expected);
    });
  }
});

describe('label syntax', () => {
  it('wants a name, with a DNS subdomain before a slash if any', () => {
    for (const key of ['a', 'A.b_c-1', 'x.io/name']) assert.ok(isLabelKey(key), key);
    for (const key of ['', '-a', 'a/b/c', '/a', 'X.io/a', `${'a'.repeat(64)}`])
      assert.ok(!isLabelKey(key), key);
    for (const value of ['', 'a', '1.2']) assert.ok(isLabelValue(value), value);
    for (const value of ['-', 'a b', 'a'.repeat(64)]) assert.ok(!isLabelValue(value), value);
  });
});
