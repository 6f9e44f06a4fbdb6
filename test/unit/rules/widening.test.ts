/** What the titles of the showpiece promise; that the promise is kept is checked with the fixtures. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { instanceTypesDiverse } from '../../../server/src/rules/karpenter/instanceTypesDiverse';
import { readFixture } from '../../support/fixture';
import { findingsOf } from '../../support/ruleRun';

const titlesOf = (name: string): readonly string[] => {
  const path = `test/fixtures/rules/karpenter/instance-types-diverse${name}.yaml`;
  return findingsOf(readFixture(readFileSync(path, 'utf8'), 'pool.yaml').files, [instanceTypesDiverse])
    .flatMap(({ fixes }) => fixes)
    .map(({ title }) => title);
};

suite('titles of Widen instance diversity', () => {
  test('say types, pods, dollars, spot pools and the interruption class', () => {
    const titles = titlesOf('.block-list');
    assert.ok(titles.length > 0 && titles.length <= 4, `${titles.length} ways`);
    for (const title of titles)
      assert.match(
        title,
        /^Widen instance diversity: \d+ -> \d+ types, same pods, (?:[-+]\$\d+\/month|same cost)(?: \(typical .+?\))?, \d+ -> \d+ spot pools, taken back .+: .+$/,
      );
  });

  test('are not there where a comment pins the list', () => assert.deepEqual(titlesOf('.pinned'), []));
});
