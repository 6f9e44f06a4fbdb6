/** The TOML reader. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { parseToml, type TomlValue } from '../../../../server/src/schema/runtime/toml';

function plain(value: TomlValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? Number(value) : value;
}

const VALID: readonly (readonly [string, unknown])[] = [
  ['', {}],
  ['# comment\na = 1 # more\r\nb = "x"', { a: 1, b: 'x' }],
  ['a.b."c d" = true', { a: { b: { 'c d': true } } }],
  ['[t]\nx = 1\n[t.u]\ny = 2', { t: { x: 1, u: { y: 2 } } }],
  ['[[l]]\nx = 1\n[[l]]\nx = 2\n[l.s]\ny = 3', { l: [{ x: 1 }, { x: 2, s: { y: 3 } }] }],
  ['a = [1, 2,\n 3, # c\n]', { a: [1, 2, 3] }],
  ['a = { b = 1, c.d = "x" }', { a: { b: 1, c: { d: 'x' } } }],
  ['a = 0x1F\nb = 1_000\nc = -2.5e3\nd = +7', { a: 31, b: 1000, c: -2500, d: 7 }],
  ['a = "\\u00e9\\n\\"q\\""\nb = \'raw\\n\'', { a: 'é\n"q"', b: 'raw\\n' }],
  ['a = """x\ny"""\nb = \'\'\'z\'\'\'', { a: 'x\ny', b: 'z' }],
];
const INVALID = [
  'a',
  'a =',
  'a = 1 b = 2',
  'a = 1\na = 2',
  '[t]\n[t]',
  '[t',
  'a = "x',
  'a = 01',
  'a = 1__0',
  'a = [1 2]',
  'a = {b = 1,\nc = 2',
  'a = yes',
  '= 1',
  'a = "\\x"',
  'a = 1\n[a]',
  'a.b = 1\na = 2',
  'a = { b = 1 }\n[a.c]',
];

describe('parseToml', () => {
  for (const [text, expected] of VALID) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const parsed = parseToml(text);
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem);
      assert.deepStrictEqual(plain(parsed.table), expected);
    });
  }
  for (const text of INVALID)
    it(`refuses ${JSON.stringify(text)}`, () => assert.strictEqual(parseToml(text).ok, false));
  it('is not led astray by depth', () =>
    assert.strictEqual(parseToml(`a = ${'['.repeat(100000)}`).ok, false));
});
