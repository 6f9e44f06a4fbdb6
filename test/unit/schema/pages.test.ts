/** Pages about verdicts: each example shows what its page is about, and no id that the code can make lacks a page. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { headingAnchor } from '../../../server/src/model/pages';
import { controlRules } from '../../../server/src/rules/control';
import { celPages, VERDICT_FAMILIES, verdictIds, verdictPage } from '../../../server/src/schema/pages';

const check = (text: string) => checkFiles([{ uri: 'file:///a.yaml', text }]);

describe('examples', () => {
  for (const id of verdictIds()) {
    const { wrong, right } = verdictPage(id) ?? {};
    if (wrong === undefined || right === undefined) continue;
    test(id, () => {
      const found = check(wrong).findings.map(({ rule }) => rule);
      assert.ok(found.includes(id), `the wrong one gives ${found.join(', ') || 'nothing'}`);
      const { documents, findings } = check(right);
      assert.deepEqual(findings, []);
      assert.deepEqual(
        documents.map(({ verdict }) => verdict),
        ['accepted'],
      );
    });
  }

  test('only what no manifest can show today has none', () => {
    const without = verdictIds().filter((id) => verdictPage(id)?.wrong === undefined);
    assert.deepEqual(without, [
      // The largest files, and lists of which an example would be a page of its own.
      'metadata/annotations-size',
      // No schema asks for these where a manifest can break it.
      ...['schema/min-properties', 'schema/unique-items', 'schema/invalid'],
      'builtin/too-many',
      // A later release of Karpenter, which examples are not checked with.
      'runtime/kubelet',
      'dryfit/file-too-large',
      'dryfit/not-rendered',
    ]);
  });
});

test('every id in the code has a page', () => {
  const families = Object.keys(VERDICT_FAMILIES).join('|');
  const literal = new RegExp(
    `(?:rule:|problem\\('syntax',|problem\\('strict',)\\s*'((?:${families})/[\\w-]+)'`,
    'g',
  );
  const texts = readdirSync('server/src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('server/src', name), 'utf8'));
  const ids = new Set(texts.flatMap((text) => [...text.matchAll(literal)].map(([, id = '']) => id)));
  assert.ok(ids.size > 15, [...ids].join());
  const controls = new Set<string>(controlRules.map(({ id }) => id));
  assert.deepEqual(
    [...ids].filter((id) => !verdictPage(id) && !controls.has(id)),
    [],
  );
});

describe('validation expressions', () => {
  test('each is put in words', () => {
    const silent = celPages().flatMap(({ entries }) =>
      entries.filter(({ meanings }) => meanings.length === 0),
    );
    assert.deepEqual(silent, []);
  });

  test('headings of a page have different anchors', () => {
    for (const { id, entries } of celPages()) {
      const anchors = entries.map(({ place }) => headingAnchor(place));
      assert.equal(new Set(anchors).size, anchors.length, id);
    }
  });
});
