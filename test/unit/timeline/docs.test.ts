import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PRESETS, SETTINGS } from '../../../server/src/timeline/settings';

/** Rows of the tables, spaces apart. */
const rows = readFileSync('docs/dynamics.md', 'utf8')
  .split('\n')
  .map((line) => line.replace(/\s+/g, ' '));

const hasRow = (...cells: readonly string[]): boolean => rows.includes(`| ${cells.join(' | ')} |`);

test('every latency is in the docs with its default and source', () => {
  for (const [name, { value, meaning, source }] of Object.entries(SETTINGS))
    assert.ok(hasRow(`\`${name}\``, meaning, String(value), source), name);
});

test('every preset is in the docs with what it sets', () => {
  for (const [name, { set, source }] of Object.entries(PRESETS)) {
    const sets = Object.entries(set).map(([setting, value]) => `\`${setting}\` ${value}`);
    assert.ok(hasRow(`\`${name}\``, sets.join(', '), source), name);
  }
});
