/** The pages of the rules are those that the rules and their fixtures make. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('docs/rules is up to date', () => {
  const run = spawnSync(process.execPath, ['scripts/generate-rule-docs.mjs', '--check'], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
});
