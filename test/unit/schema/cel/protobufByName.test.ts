// The built programs replace Protobuf by names until a message is at work. Their answers are the library's own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

interface LeanStart {
  readonly namesOfExpressions: Plugin;
  readonly protobufByName: Plugin;
}

const RULES = [
  "duration('90s')",
  "duration('1h') + duration('30m') == duration('90m')",
  "duration('1s') < duration('2s')",
  "string(duration('1.5s'))",
  "duration('1h').getMinutes()",
  "duration('soon')",
  "timestamp('2026-11-28T10:00:00Z') + duration('2h')",
  "timestamp('2026-11-28T10:00:00Z').getHours('Europe/Berlin')",
  "timestamp('2026-11-28T10:00:00Z') - timestamp('2026-11-27T10:00:00Z') == duration('24h')",
  "string(timestamp('2026-11-28T10:00:00Z'))",
  "timestamp('never')",
  "[duration('1s'), duration('2s')].exists(d, d == duration('2s'))",
  "{'a': timestamp('2026-11-28T10:00:00Z')}['a'].getDayOfWeek()",
  "type(duration('1s')) == google.protobuf.Duration",
  "type(1) == int && type('a') != type(1)",
  'google.protobuf.Int32Value{value: 7} == 7',
  "google.protobuf.StringValue{value: 'a'} + 'b'",
  "google.protobuf.Struct{fields: {'a': google.protobuf.Value{number_value: 1.0}}}.a",
  'google.protobuf.Nothing{}',
  'unknown.name',
  "dyn(1) == dyn('1')",
  "'a' in {'a': 1} && [1, 2].map(x, x * 2) == [2, 4]",
];

/** Prints the answers of all rules; `asText` tells messages apart from what they would look like as JSON. */
const PROGRAM = `
import { programOf } from './program';
const asText = (value) => {
  if (typeof value === 'bigint') return value + 'n';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value.desc) return value.desc.typeName + ' ' + asText(value.message);
  if (value.$typeName) return value.$typeName + ' ' + value.seconds + ' ' + value.nanos;
  return typeof value[Symbol.iterator] === 'function' ? '[' + [...value].map(asText) + ']' : String(value);
};
module.exports = (rules) => rules.map((rule) => {
  const answer = programOf(rule).run({});
  return rule + ' -> ' + (answer.ok ? asText(answer.value) : answer.error);
});`;

async function answers(folder: string, name: string, plugins: Plugin[]): Promise<readonly string[]> {
  const outfile = join(folder, `${name}.cjs`);
  await build({
    stdin: { contents: PROGRAM, resolveDir: 'server/src/schema/cel', loader: 'ts' },
    ...{ bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], outfile, plugins },
  });
  return (createRequire(outfile)(outfile) as (rules: readonly string[]) => readonly string[])(RULES);
}

test('rules with and without messages are answered as by the whole library', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-cel-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const plugins = (await import(pathToFileURL(resolve('scripts/lib/leanStart.mjs')).href)) as LeanStart;
  const whole = await answers(folder, 'whole', []);
  assert.deepEqual(
    await answers(folder, 'byName', [plugins.protobufByName, plugins.namesOfExpressions]),
    whole,
  );
  assert.ok(
    whole.includes("duration('90s') -> google.protobuf.Duration google.protobuf.Duration 90 0"),
    whole[0],
  );
});
