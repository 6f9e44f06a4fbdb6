import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from '../../support/fastCheck';
import { carryFindings } from '../../../server/src/analysis/shown/carry';
import { ParseCache, parseFile } from '../../../server/src/manifest/document';
import type { Finding } from '../../../server/src/model/finding';
import { sharedEnds } from '../../../server/src/util/sharedEnds';

/** Long enough that whole blocks are compared. */
const filler = 'x: 1\n'.repeat(2000);
const line = fc.constantFrom('a: 1', 'b: 2', '---', '', 'kind: Pod', '# c', 'a: 1 ');
const text = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([lines, isLong, isEnded]) => `${isLong ? filler : ''}${lines.join('\n')}${isEnded ? '\n' : ''}`);

test('shared ends are what both texts have in common, as long as can be, and do not overlap', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { head, tail } = sharedEnds(before, after);
      const shared = Math.min(before.length, after.length);
      assert.ok(head + tail <= shared);
      assert.equal(before.slice(0, head), after.slice(0, head));
      assert.equal(before.slice(before.length - tail), after.slice(after.length - tail));
      if (head < shared) assert.notEqual(before[head], after[head]);
      if (head + tail < shared)
        assert.notEqual(before[before.length - 1 - tail], after[after.length - 1 - tail]);
    }),
  );
});

const at = (row: number): Finding => ({
  ...{
    rule: 'r',
    source: 'rule',
    severity: 'info',
    message: 'm',
    uri: 'u',
    document: 0,
    path: '',
    fixes: [],
  },
  range: { start: { line: row, character: 0 }, end: { line: row, character: 1 } },
});

test('findings move with whole lines that both texts share at their ends', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      if (before === after) return;
      const [old, now] = [before.split('\n'), after.split('\n')];
      const shared = Math.min(old.length, now.length);
      let head = 0;
      while (head < shared && old[head] === now[head]) head++;
      let tail = 0;
      while (tail < shared - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
      const rows = old.map((_, row) => row);
      const expected = rows.flatMap((row) => {
        if (row < head) return [row];
        return row >= old.length - tail ? [row + now.length - old.length] : [];
      });
      const carried = carryFindings(rows.map(at), before, after).map(({ range }) => range.start.line);
      assert.deepEqual(carried, expected);
    }),
    // What is inserted here looks as if it stood in the middle of a line.
    { examples: [['b: 2\na: 1\n', 'b: 2\na: 1 \na: 1\n']] },
  );
});

test('a cache gives the documents that parsing anew gives, and keeps those that an edit did not touch', () => {
  const shape = (file: string, cache?: ParseCache): unknown =>
    parseFile({ uri: 'a', text: file }, cache ? { cache } : {}).map(({ value, index, line: row, range }) => ({
      ...{ value, index, row, range },
    }));
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (versions) => {
      const cache = new ParseCache();
      for (const version of versions) assert.deepEqual(shape(version, cache), shape(version));
    }),
  );
  const cache = new ParseCache();
  const before = parseFile({ uri: 'a', text: 'a: 1\n---\nb: 2\n---\nc: 3\n' }, { cache });
  const after = parseFile({ uri: 'a', text: 'a: 1\n---\nb: 22\n---\nc: 3\n' }, { cache });
  assert.equal(after[0]?.parsed, before[0]?.parsed);
  assert.notEqual(after[1]?.parsed, before[1]?.parsed);
  assert.equal(after[2]?.parsed, before[2]?.parsed);
});
