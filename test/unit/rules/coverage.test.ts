/** Of the known mistakes, those that Dryfit reports: each row's objects make its finding, and without the mistake the same
 *  objects do not. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { check } from '../../../server/src/api';
import type { Finding, SourceFile } from '../../../server/src/model/finding';
import { coverageRows, filesOf, type CoverageRow } from '../../support/coverage';

const LEAST = 150;

const rows = coverageRows();
const known = new Map<string, readonly Finding[]>();

/** Findings of plain bases, which many rows share. */
function findingsOfPlain(files: readonly SourceFile[]): readonly Finding[] {
  const key = files.map(({ text }) => text).join('');
  const found = known.get(key) ?? check(files).findings;
  known.set(key, found);
  return found;
}

const isMeant = (row: CoverageRow, { rule, path }: Finding): boolean =>
  rule.startsWith(row.finds ?? '') && path.startsWith(row.at ?? '');

suite('coverage of known mistakes', () => {
  test('every row is there once', () => {
    const ids = rows.map(({ row }) => row);
    const sizes = { A: 9, B: 36, C: 13, D: 22, E: 31, F: 6, G: 16, H: 48 };
    const wanted = Object.entries(sizes).flatMap(([letter, size]) =>
      Array.from({ length: size }, (_, index) => `${letter}${index + 1}`),
    );
    assert.deepEqual([...ids].sort(), wanted.sort());
  });

  test(`at least ${LEAST} rows are covered, the others say why not`, () => {
    const covered = rows.filter(({ made }) => made !== undefined);
    assert.ok(covered.length >= LEAST, `${covered.length} of ${rows.length}`);
    assert.deepEqual(
      rows.filter(({ made, why }) => (made === undefined) !== (why !== undefined)).map(({ row }) => row),
      [],
    );
  });

  for (const row of rows) {
    const { made, before } = row;
    if (made === undefined) continue;
    test(`${row.row}: ${row.says}`, () => {
      const { findings } = check(filesOf(made), before ? { previous: filesOf(before) } : {});
      const found = findings.map(({ rule, path }) => `${rule} ${path}`).join('\n');
      assert.ok(
        findings.some((finding) => isMeant(row, finding)),
        `wanted ${row.finds} ${row.at}, found:\n${found}`,
      );
      if (made.every((part) => 'of' in part) && made.some((part) => 'with' in part))
        assert.ok(
          !findingsOfPlain(filesOf(made, true)).some((finding) => isMeant(row, finding)),
          'it is also found without the mistake',
        );
    });
  }
});
