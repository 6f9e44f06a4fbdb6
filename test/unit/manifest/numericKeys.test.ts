/** Keys that are numbers, as Go's converter from YAML to JSON writes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';

const read = (key: string): unknown => {
  const [manifest] = parseFile({ uri: 'file:///a.yaml', text: `a:\n  ${key}: x\n` });
  const [problem] = manifest?.problems ?? [];
  return problem ? `${problem.rule}: ${problem.message}` : Object.keys((manifest?.value as { a: object }).a);
};

for (const [key, name] of [
  ['.inf', '.inf'],
  ['+.INF', '.inf'],
  ['-.Inf', '-.inf'],
  ['.NaN', '.nan'],
  ['1.5', '1.5'],
  ['0x10', '16'],
] as const)
  test(`${key} is the key ${name}`, () => {
    assert.deepEqual(read(key), [name]);
  });

for (const key of ['9223372036854775808', '0xffffffffffffffff'])
  test(`${key} is too large for a key, though not for a value`, () => {
    assert.match(String(read(key)), /^syntax\/key: .* is too large a number for a key; put it in quotes$/);
    assert.ok(Array.isArray(read(`"${key}"`)));
    const [manifest] = parseFile({ uri: 'file:///a.yaml', text: `a: ${key}\n` });
    assert.deepEqual(manifest?.problems, []);
  });
