/** Held against kubectl 1.35: NewYAMLOrJSONDecoder of apimachinery v0.35.4 over the same texts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ParseCache, parseFile, type Manifest } from '../../../server/src/manifest/document';

const parse = (text: string, cache = new ParseCache()): readonly Manifest[] =>
  parseFile({ uri: 'file:///a.yaml', text }, { cache });
/** Values, and of what is refused where the problem stands. */
const read = (manifests: readonly Manifest[]): unknown[] =>
  manifests.map(({ value, problems: [problem] }) => {
    if (!problem) return JSON.parse(JSON.stringify(value)) as unknown;
    const { start, end } = problem.range;
    return `${start.line}:${start.character}-${end.line}:${end.character}`;
  });

describe('markers', () => {
  const cases: [string, unknown[]][] = [
    ['a: 1\n---', [{ a: 1 }]],
    ['a: 1\n---\n---\n--- \nb: 2', [{ a: 1 }, { b: 2 }]],
    ['---#c\na: 1\n---\t# d\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['---\u00a0\na: 1\n', [{ a: 1 }]],
    ['a: |\n  x\n  ---\n---\nb: 2\n', [{ a: 'x\n---\n' }, { b: 2 }]],
    ['--- {a: b}\n---\nc: 2\n', ['0:4-0:10', { c: 2 }]],
    ['a: 1\n--- |\n  x\n', [{ a: 1 }, '1:4-1:5']],
    ['----\na: 1\n', ['0:3-0:4']],
    ['a: 1\n---x\n', [{ a: 1 }, '1:3-1:4']],
    ['---\ufeff\na: 1\n', ['0:3-0:4']],
    ['a: "x\n---#c\ny"\n', ['0:3-0:4', 'y"']],
    ['%YAML 1.1\n---\na: 1\n', ['0:0-0:9', { a: 1 }]],
    ['# c\n%TAG ! !\n---\na: 1\n', ['1:0-1:8', { a: 1 }]],
    ['a: 1\n...\n%YAML 1.1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['a: 1\n...\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['a: 1\n... # end\n# c\n', [{ a: 1 }]],
    ['a: 1\n...\n# c\nb: 2\n---\nc: 3\n', [{ a: 1 }, '3:0-3:4', { c: 3 }]],
    ['a: 1\n... x\n', [{ a: 1 }, '1:4-1:5']],
    ['...\n---\na: 1\n', ['0:0-0:3', { a: 1 }]],
    ['a: 1\n---\n...\nb: 2\n', [{ a: 1 }, '2:0-2:3']],
    ['---\n...\n', []],
    ['#c\ra: 1\r', [{ a: 1 }]],
    ['---\n\t\n---\na: 1\n', ['1:0-1:1', { a: 1 }]],
    ['---\t\na: 1\n', [{ a: 1 }]],
    ['- a\n---\n\ufeff- b\n', [['a'], ['b']]],
    ['---\n\ufeffa: 1\n', ['1:0-1:5']],
  ];
  for (const [text, expected] of cases)
    test(JSON.stringify(text), () => assert.deepEqual(read(parse(text)), expected));

  test('what is wrong with a place goes when the place does', () => {
    const cache = new ParseCache();
    assert.deepEqual(read(parse('a: 1\n...\nb: 2\n', cache)), [{ a: 1 }, '2:0-2:4']);
    assert.deepEqual(read(parse('a: 1\n---\nb: 2\n', cache)), [{ a: 1 }, { b: 2 }]);
    assert.deepEqual(read(parse('a: 1\n...\nb: 2\n', cache)), [{ a: 1 }, '2:0-2:4']);
  });
});

describe('JSON', () => {
  test('objects may follow each other without a marker', () => {
    const manifests = parse('{"a": "}{"}\n{"b": {}} {"c": 3}\n---\nd: 4\n');
    assert.deepEqual(read(manifests), [{ a: '}{' }, { b: {} }, { c: 3 }, { d: 4 }]);
    assert.deepEqual(manifests[1]?.rangeOf(['b']).start, { line: 1, character: 6 });
    assert.deepEqual(manifests[2]?.rangeOf(['c']).start, { line: 1, character: 16 });
  });
  for (const [text, expected] of [
    ['{"a": "\\ud83d\\ude00 \\/ \u2028"}', [{ a: '😀 / \u2028' }]],
    ['{\r\t"a": 1\r}', [{ a: 1 }]],
    ['{"a": 1}\n\t', [{ a: 1 }]],
    ['{"a": "\\/",}', ['0:7-0:9']],
  ] as const)
    test(JSON.stringify(text), () => assert.deepEqual(read(parse(text)), expected));
});

describe('values', () => {
  const cases: [string, unknown][] = [
    ['a: "b"#c\nd: []#e\nf: |#g\n  h\n', { a: 'b', d: [], f: 'h\n' }],
    ['!!str <<: {x: 1}\n', { '<<': { x: 1 } }],
    ['a: [1,\r2]\r', { a: [1, 2] }],
    ['a: !!int 5.0\n', '0:9-0:12'],
    ['a: "\\/"\n', '0:4-0:6'],
    ['a: b#c\n', { a: 'b#c' }],
    ['a: &x#c d\n', '0:8-0:9'],
  ];
  for (const [text, expected] of cases)
    test(JSON.stringify(text), () => assert.deepEqual(read(parse(text)), [expected]));
});
