/** What every rule owes: a unique id of its family, a fixture that fires, one where it stays silent, a page. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';
import { kindOf } from '../../../server/src/rules/graph';
import { rules } from '../../../server/src/rules/registry';
import { findingDocPath } from '../../../server/src/model/pages';
import type { Rule } from '../../../server/src/rules/rule';
import { readFixture } from '../../support/fixture';
import { findingsOf } from '../../support/ruleRun';

const fixtures = join(process.cwd(), 'test/fixtures/rules');

function fixturesOf(rule: Rule) {
  const [family = '', name = ''] = rule.id.split('/');
  const folder = join(fixtures, family);
  return readdirSync(folder)
    .filter((file) => file.split('.')[0] === name && !file.includes('.fixed.'))
    .map((file) => readFixture(readFileSync(join(folder, file), 'utf8'), file));
}

function hasFixedFixture(rule: Rule): boolean {
  const [family = '', name = ''] = rule.id.split('/');
  return readdirSync(join(fixtures, family)).some(
    (file) => file.split('.')[0] === name && file.includes('.fixed.'),
  );
}

suite('registry', () => {
  test('ids are unique and sorted', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  test('advice is a warning at most: errors are what a server refuses', () => {
    assert.deepEqual(
      rules.filter(({ severity }) => severity === 'error').map(({ id }) => id),
      [],
    );
  });

  test('docs/rules.md says why a rule has no fix, of each that has none and no other', () => {
    const rows = [
      ...readFileSync('docs/rules.md', 'utf8').matchAll(
        /^\| \[([a-z]+\/[a-z0-9-]+)\]\(\S+\) +\| (.+?) +\|$/gm,
      ),
    ];
    const without = rules.filter(({ fixable }) => !fixable).map(({ id }) => id);
    assert.deepEqual(
      rows.map(([, id]) => id),
      without,
    );
    for (const [, id, reason = ''] of rows) assert.match(reason, /^[A-Z].{20,}\.$/, id);
  });

  for (const rule of rules) {
    test(`${rule.id}: fires in a fixture, is silent in one, has a page`, () => {
      let fired = 0;
      let silent = 0;
      for (const { files } of fixturesOf(rule)) {
        const findings = findingsOf(files, [rule]);
        const looked = files
          .flatMap((file) => parseFile(file))
          .filter((one) => rule.kinds.length === 0 || rule.kinds.includes(kindOf(one)));
        fired += findings.length;
        silent += looked.filter(
          (one) => !findings.some(({ uri, document }) => uri === one.uri && document === one.index),
        ).length;
      }
      assert.ok(fired > 0, 'no fixture shows it firing');
      assert.ok(silent > 0, 'no fixture shows it silent');
      assert.ok(existsSync(findingDocPath(rule.id)), `no ${findingDocPath(rule.id)}`);
      assert.match(rule.docs.source, /^https:\/\//);
      assert.equal(hasFixedFixture(rule), rule.fixable, 'a fixture shows a fix, or the rule has none');
    });
  }
});
