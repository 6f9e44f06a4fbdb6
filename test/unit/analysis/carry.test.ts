import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryFindings } from '../../../server/src/analysis/shown/carry';
import type { Finding } from '../../../server/src/model/finding';

const at = (line: number): Finding => ({
  rule: `karpenter/line-${line}`,
  source: 'rule',
  severity: 'warning',
  message: '',
  uri: 'file:///a.yaml',
  document: 0,
  path: '',
  range: { start: { line, character: 2 }, end: { line, character: 5 } },
  fixes: [{ title: 'fix', safe: true, edits: [] }],
});

const linesAfter = (before: string, after: string, lines: readonly number[]): (readonly [string, number])[] =>
  carryFindings(lines.map(at), before, after).map(({ rule, range }) => [rule, range.start.line] as const);

test('findings move with their lines, and those of changed lines are dropped', () => {
  assert.deepEqual(linesAfter('a\nb\nc\nd', 'a\nb\nnew\nc\nd', [0, 1, 2, 3]), [
    ['karpenter/line-0', 0],
    ['karpenter/line-1', 1],
    ['karpenter/line-2', 3],
    ['karpenter/line-3', 4],
  ]);
  assert.deepEqual(linesAfter('a\nb\nc', 'a\nB\nc', [0, 1, 2]), [
    ['karpenter/line-0', 0],
    ['karpenter/line-2', 2],
  ]);
  assert.deepEqual(linesAfter('a\nb\nc', 'c', [0, 1, 2]), [['karpenter/line-2', 0]]);
});

test('fixes are kept only for the very text they were made for', () => {
  assert.equal(carryFindings([at(0)], 'a', 'a')[0]?.fixes.length, 1);
  assert.equal(carryFindings([at(0)], 'a\nb', 'a\nc')[0]?.fixes.length, 0);
});
