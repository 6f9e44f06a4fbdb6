/** The pages of the rules, and of what they cover, are those that the rules and their fixtures make. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

for (const [what, script] of [
  ['docs/rules', 'generate-rule-docs'],
  ['docs/coverage.md', 'generate-coverage'],
] as const) {
  test(`${what} is up to date`, () => {
    const run = spawnSync(process.execPath, [`scripts/${script}.mjs`, '--check'], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
  });
}
