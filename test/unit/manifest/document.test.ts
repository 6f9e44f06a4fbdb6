import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  fieldPath,
  ParseCache,
  parseFile,
  type Manifest,
  type ParseOptions,
} from '../../../server/src/manifest/document';

const parse = (text: string, options?: ParseOptions): readonly Manifest[] =>
  parseFile({ uri: 'file:///a.yaml', text }, options);
const one = (text: string, options?: ParseOptions): Manifest => {
  const [manifest] = parse(text, options);
  assert.ok(manifest, 'a manifest');
  return manifest;
};
/** The value as ordinary objects, so that prototypes do not matter in comparisons. */
const valueOf = (manifest: Manifest): unknown => JSON.parse(JSON.stringify(manifest.value)) as unknown;
const problemsOf = (manifest: Manifest): string[] =>
  manifest.problems.map(
    ({ rule, path, range: { start, end } }) =>
      `${rule} ${fieldPath(path)} ${start.line}:${start.character}-${end.line}:${end.character}`,
  );
const textAt = (text: string, { start, end }: Manifest['range']): string => {
  const lines = text.split('\n');
  assert.equal(start.line, end.line);
  return (lines[start.line] ?? '').slice(start.character, end.character);
};

describe('scalars as the API server reads them', () => {
  const cases: [string, unknown][] = [
    ['y', true],
    ['Y', true],
    ['on', true],
    ['Off', false],
    ['NO', false],
    ['tRue', 'tRue'],
    ['~', null],
    ['', null],
    ['Null', null],
    ['nUll', 'nUll'],
    ['010', 8],
    ['08', 8],
    ['0o10', 8],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['+12', 12],
    ['-0', 0],
    ['-010', -8],
    ['10.0', 10],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['1e400', '1e400'],
    ['1.2.3', '1.2.3'],
    ['1:30', '1:30'],
    ['2024-01-01', '2024-01-01'],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'],
    ['0x', '0x'],
    ['1__', 1],
    ['"010"', '010'],
    ["'yes'", 'yes'],
    ['!!str 30', '30'],
    ['!!int "1"', 1],
    ['!!float 1', 1],
    ['!Ref x', 'x'],
    ['18446744073709551615', 2 ** 64],
    ['99999999999999999999', 1e20],
    ['0x99999999999999999999', '0x99999999999999999999'],
  ];
  for (const [text, expected] of cases) {
    test(`${text || '(nothing)'} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(valueOf(one(`a: ${text}\n`)), { a: expected });
    });
  }
  for (const text of ['.inf', '-.Inf', '.NaN', '!!int x', '!!bool 1']) {
    test(`${text} is refused`, () => {
      const manifest = one(`a: ${text}\n`);
      assert.equal(manifest.value, undefined);
      assert.deepEqual(
        manifest.problems.map(({ rule }) => rule),
        ['syntax/number'],
      );
    });
  }
});

describe('streams', () => {
  test('documents are counted without empty ones, with their own lines', () => {
    const text = '# head\n---\na: 1\n---\n# nothing\n---\nb: @x\n...\n---\nc: 3\n';
    const manifests = parse(text);
    assert.deepEqual(
      manifests.map(({ index, line }) => [index, line]),
      [
        [0, 1],
        [1, 5],
        [2, 8],
      ],
    );
    assert.deepEqual(
      manifests.map((manifest) => manifest.value !== undefined),
      [true, false, true],
    );
    assert.deepEqual(problemsOf(manifests[1] as Manifest), ['syntax/yaml  6:3-6:4']);
    assert.equal(textAt(text, (manifests[2] as Manifest).rangeOf(['c'])), '3');
  });
  test('a byte order mark and CRLF', () => {
    const text = '\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n---\r\nc: 2\r\n';
    const manifests = parse(text);
    assert.deepEqual(manifests.map(valueOf), [{ a: 1, b: 'x\ny\n' }, { c: 2 }]);
    assert.deepEqual(manifests[0]?.rangeOf(['a'], 'key').start, { line: 0, character: 1 });
    assert.deepEqual(manifests[1]?.rangeOf(['c']), {
      start: { line: 5, character: 3 },
      end: { line: 5, character: 4 },
    });
  });
  test('JSON, tabs included', () => {
    assert.deepEqual(valueOf(one('{\n\t"a": [1,\n\t\t"x"],\n\t"b": {"c": null}\n}')), {
      a: [1, 'x'],
      b: { c: null },
    });
  });
  for (const text of ['', '\n', '# only\n', '---\n---\n', '~\n', '--- # x\n']) {
    test(`nothing in ${JSON.stringify(text)}`, () => assert.deepEqual(parse(text), []));
  }
});

describe('anchors, aliases, merges', () => {
  test('are resolved, and shown where they are written', () => {
    const text = 'a: &x {b: one}\nc: *x\nd:\n  <<: *x\n  e: 2\n';
    const manifest = one(text);
    assert.deepEqual(valueOf(manifest), { a: { b: 'one' }, c: { b: 'one' }, d: { b: 'one', e: 2 } });
    assert.equal(textAt(text, manifest.rangeOf(['c'])), '*x');
    assert.deepEqual(manifest.rangeOf(['c', 'b']), manifest.rangeOf(['a', 'b']));
    assert.equal(manifest.placeOf(['d', 'b'])?.merged, true);
    assert.equal(manifest.placeOf(['c'])?.alias, true);
  });
  test('a merge that is overridden, in either order', () => {
    assert.deepEqual(problemsOf(one('a:\n  <<: {w: 5}\n  w: 6\n')), ['strict/merge-override a.w 2:2-2:3']);
    assert.deepEqual(problemsOf(one('a:\n  w: 6\n  <<: {w: 5}\n')), ['strict/merge-override a.w 2:2-2:4']);
  });
  test('of several merged maps the first counts', () => {
    assert.deepEqual(valueOf(one('a:\n  <<: [{k: 1}, {k: 2, l: 3}]\n')), { a: { k: 1, l: 3 } });
  });
  for (const [text, rule] of [
    ['a: *b\n', 'syntax/alias'],
    ['a: &b [*b]\n', 'syntax/alias'],
    ['a:\n  <<: 5\n', 'syntax/merge'],
    ['~: 1\n', 'syntax/key'],
    ['? [a]\n: 1\n', 'syntax/key'],
  ] as const) {
    test(`${JSON.stringify(text)} is unreadable`, () => {
      const manifest = one(text);
      assert.equal(manifest.value, undefined);
      assert.deepEqual(
        manifest.problems.map((problem) => problem.rule),
        [rule],
      );
    });
  }
  test('an alias bomb is bounded', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `a${level}: &a${level} [${Array(9)
          .fill(level === 0 ? 'x' : `*a${level - 1}`)
          .join()}]`,
    );
    const manifest = one(levels.join('\n'));
    assert.equal(manifest.value, undefined);
    assert.match(manifest.problems[0]?.message ?? '', /^aliases expand this document to \d+ values/);
  });
});

describe('what the API server reads though it looks wrong', () => {
  const cases: [string, unknown, (string | number)[], string][] = [
    ['a: {\n"b": [\n1,\n2\n]\n}\nc: x\n', { a: { b: [1, 2] }, c: 'x' }, ['c'], 'x'],
    ['k:\n  - v: [p,\n  q]\n    w: x\n', { k: [{ v: ['p', 'q'], w: 'x' }] }, ['k', 0, 'v', 1], 'q'],
    ['k:\n  q: "sum(\n rate)"\n  r: x\n', { k: { q: 'sum( rate)', r: 'x' } }, ['k', 'r'], 'x'],
    ['s: |\n  [ {\n  "\nk: [\nz]\n', { s: '[ {\n"\n', k: ['z'] }, ['k', 0], 'z'],
    ['a: !!binary aGk=\n', { a: 'hi' }, ['a'], 'aGk='],
  ];
  for (const [text, value, path, shown] of cases) {
    test(JSON.stringify(text), () => {
      const manifest = one(text);
      assert.deepEqual(valueOf(manifest), value);
      assert.equal(manifest.sourceOf(path)?.slice(-shown.length), shown);
      const { start } = manifest.rangeOf(path);
      const place = manifest.placeOf(path);
      assert.equal(
        text.split('\n')[start.line]?.slice(start.character, start.character + 1),
        text[place?.start ?? -1],
      );
    });
  }
  test('a block scalar without a last line break, which kubectl adds', () => {
    assert.deepEqual(valueOf(one('a: |\n  x')), { a: 'x\n' });
    assert.deepEqual(valueOf(one('a: |\n  x\n')), { a: 'x\n' });
  });
});

describe('what the API server does not read though it looks right', () => {
  const cases: [string, string][] = [
    ['a:\n  - \tx\n', 'syntax/yaml  1:3-1:5'],
    ['a: 1\nkind\n  : Job\n', 'syntax/yaml  1:0-1:4'],
    ['{"a\n b": 1}\n', 'syntax/yaml  0:1-0:3'],
    ['a: &b/c d\n', 'syntax/alias  0:8-0:9'],
  ];
  for (const [text, problem] of cases)
    test(JSON.stringify(text), () => assert.deepEqual(problemsOf(one(text)), [problem]));
});

describe('keys', () => {
  test('numbers and booleans become texts', () => {
    assert.deepEqual(valueOf(one('{1: a, 0x10: b, yes: c, 1.5: d}')), {
      1: 'a',
      16: 'b',
      true: 'c',
      '1.5': 'd',
    });
  });
  test('a key given twice: the last counts, and it is told', () => {
    const manifest = one('a:\n  b: 1\n  "b": 2\n');
    assert.deepEqual(valueOf(manifest), { a: { b: 2 } });
    assert.deepEqual(problemsOf(manifest), ['strict/duplicate-key a.b 2:2-2:5']);
  });
  test('__proto__ is a key like any other', () => {
    const manifest = one('__proto__: {polluted: yes}\nconstructor: 1\n');
    assert.deepEqual(Object.keys(manifest.value as object), ['__proto__', 'constructor']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(manifest.has(['toString']), false);
  });
});

describe('places', () => {
  const text =
    'spec:\n  list:\n    - name: x # c\n      script: |\n        one\n        two\n\n  empty:\nlast: {a: [1, 22]}\n';
  const manifest = one(text);
  test('of values, keys and items', () => {
    assert.equal(textAt(text, manifest.rangeOf(['spec', 'list', 0, 'name'])), 'x');
    assert.equal(textAt(text, manifest.rangeOf(['spec', 'list', 0, 'name'], 'key')), 'name');
    assert.equal(textAt(text, manifest.rangeOf(['last', 'a', 1])), '22');
    assert.deepEqual(manifest.rangeOf(['spec', 'list', 0, 'script']), {
      start: { line: 3, character: 14 },
      end: { line: 5, character: 11 },
    });
  });
  test('of what is missing: the key of the nearest ancestor', () => {
    assert.equal(textAt(text, manifest.rangeOf(['spec', 'nothing', 'below'])), 'spec');
    assert.equal(textAt(text, manifest.rangeOf(['last', 'a', 5])), 'a');
    assert.deepEqual(manifest.rangeOf(['nothing']).start, { line: 0, character: 0 });
  });
  test('spots are on one line', () => {
    assert.equal(textAt(text, manifest.spotOf(['spec'])), 'spec');
    assert.equal(textAt(text, manifest.spotOf(['spec', 'list', 0])), 'name: x # c');
    assert.equal(textAt(text, manifest.spotOf(['spec', 'list', 0, 'script'])), 'script');
    assert.equal(textAt(text, manifest.spotOf(['spec', 'list', 0, 'missing'])), 'name: x # c');
    assert.equal(textAt(text, manifest.spotOf(['last', 'a'])), '[1, 22]');
  });
  test('sources are as written', () => {
    assert.equal(manifest.sourceOf(['last', 'a']), '[1, 22]');
    assert.equal(manifest.sourceOf(['last', 'a'], 'key'), 'a');
    assert.equal(manifest.sourceOf(['spec', 'empty']), '');
    assert.equal(manifest.sourceOf(['nothing']), undefined);
  });
  test('offsets are those of the document', () => {
    const [, second] = parse('a: 1\n---\nb: two\n');
    const place = second?.placeOf(['b']);
    assert.equal(second?.parsed.text.slice(place?.start, place?.end), 'two');
    assert.deepEqual(second?.rangeBetween(place?.start ?? 0, place?.end ?? 0), second?.rangeOf(['b']));
  });
});

describe('text that is not YAML yet', () => {
  const cases: [string, RegExp, string][] = [
    ['a:\n\tb: 1\n', /tabs/, '1:0'],
    ['a: b: c\n', /"key: value"/, '0:3'],
    ['a: @x\n', /cannot begin with @.*quotes/, '0:3'],
    ['a:\n  - b\n c: d\n', /indentation/, '2:0'],
    ['a: 1\nb: "open\nc: 2\n', /closing quote/, '1:3'],
    ['a: b\n  c: d\n', /indented further/, '1:2'],
    ['a: [1, 2\nb: 3\n', /closing bracket/, '1:0'],
    ['a: 1\nb\n', /colon/, '1:0'],
    ['kind Foo\na: 1\n', /colon/, '0:0'],
    ['  a: 1\nb: 2\n', /further left/, '1:0'],
    ['a: 1\n\t\nb: 2\n', /begins with a tab/, '1:0'],
    ['a: "1"\n  \t# c\nb: 2\n', /begins with a tab/, '1:0'],
    ['a:\n  b: 1\n \t\nc: 2\n', /begins with a tab/, '2:0'],
    ['a: |\n  \t\n  b\n', /begins with a tab/, '1:0'],
    ['a: |\n  b\n\t\n', /tabs/, '2:0'],
    ['a: "\\ud83d"\n', /no character by itself/, '0:4'],
    ['a: x\u0007y\n', /control character \(U\+0007\)/, '0:4'],
    ['a: x\u2028y\n', /invisible line break \(U\+2028\)/, '0:4'],
  ];
  for (const [text, message, place] of cases) {
    test(JSON.stringify(text), () => {
      const { problems, value } = one(text);
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(`${problems[0]?.range.start.line}:${problems[0]?.range.start.character}`, place);
      assert.equal(value, undefined);
    });
  }
  for (const text of [
    'a: 1\n \t\nb: 2\n',
    'a: [\n\t1,\n\t2]\n',
    'a: "x\n\ty"\n',
    'a: |\n  b\n  \tc\n  \t\n',
    'a: b\t# c\n',
    'a: "\\U0001F600"\n',
    'a: "😀"\rb: 2\r',
  ]) {
    test(`${JSON.stringify(text)} is read as the API server reads it`, () => {
      assert.deepEqual(one(text).problems, []);
    });
  }
  test('what could be read of it is kept for help while typing', () => {
    const manifest = one('apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  labels: [\n');
    assert.deepEqual([manifest.apiVersion, manifest.kind, manifest.name], ['v1', 'Pod', 'x']);
  });
});

describe('templates and placeholders', () => {
  for (const text of [
    'a: {{ .Values.x }}\n',
    '{{- if .x }}\na: 1\n{{- end }}\n',
    'a: "{{ include "b" . }}"\n',
    '{{/* c */}}\na: 1\n',
  ]) {
    test(`${JSON.stringify(text)} is left in peace`, () => {
      const manifest = one(text);
      assert.equal(manifest.isTemplated, true);
      assert.deepEqual(manifest.problems, []);
      assert.equal(manifest.value, undefined);
    });
  }
  test('a script in a block scalar is no template of the document', () => {
    const manifest = one("a: 1\nuserData: |\n  docker ps --format '{{.Names}}'\nb: 2\n");
    assert.equal(manifest.isTemplated, false);
    assert.deepEqual(valueOf(manifest), { a: 1, userData: "docker ps --format '{{.Names}}'\n", b: 2 });
    assert.equal(one("a: {{ .x }}\nuserData: |\n  docker ps --format '{{.Names}}'\n").isTemplated, true);
  });
  test('braces of a shell script are no template', () => {
    assert.equal(one('a: |\n  if {{ broken\n').isTemplated, false);
  });
  test('${VAR} may stand anywhere where placeholders are allowed', () => {
    const text = 'a: ${A}\nb: [${B:-[x, "y"]}, c]\n${K}: {d: ${D}}\ne: $(E)\n';
    assert.deepEqual(valueOf(one(text, { placeholders: 'allow' })), {
      a: '${A}',
      b: ['${B:-[x, "y"]}', 'c'],
      '${K}': { d: '${D}' },
      e: '$(E)',
    });
    assert.equal(one('b: [${B}]\n').problems.length, 1);
  });
});

describe('limits', () => {
  const cases: [string, string][] = [
    ['deep lists', '['.repeat(100_000)],
    ['deep dashes', '- '.repeat(50_000)],
    ['deep maps', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['many tokens', 'a: b\n'.repeat(200_000)],
    ['a large document', `a: "${'x'.repeat(3_200_000)}"`],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      const manifest = one(text);
      assert.deepEqual(
        manifest.problems.map(({ rule }) => rule),
        ['syntax/limit'],
      );
      assert.equal(manifest.value, undefined);
    });
  }
});

test('the same text gives the same manifests with a cache, another file its own', () => {
  const cache = new ParseCache();
  const first = parse('a: 1\n---\nb: 2\n', { cache });
  assert.equal(parse('a: 1\n---\nb: 2\n', { cache }), first);
  assert.notEqual(parseFile({ uri: 'file:///b.yaml', text: 'a: 1\n---\nb: 2\n' }, { cache }), first);
  assert.notEqual(parse('a: 1\n---\nb: 2\n', { cache, placeholders: 'allow' }), first);
});

test('the cache parses again only what has changed', () => {
  const cache = new ParseCache();
  const first = parse('a: 1\n---\nb: 2\n---\nc: 3\n', { cache });
  const second = parse('a: 1\n---\nb: changed\n---\nc: 3\n', { cache });
  assert.deepEqual(
    second.map(({ parsed }, index) => parsed === first[index]?.parsed),
    [true, false, true],
  );
  const moved = parse('new: 0\n---\nc: 3\n', { cache });
  assert.equal(moved[1]?.parsed, second[2]?.parsed);
  assert.deepEqual(moved[1]?.rangeOf(['c']).start, { line: 2, character: 3 });
});

test('every short text of marks is read to its end, alone and behind a key', () => {
  const marks = [...'[]{}#\'":-|>,&*!%\\?a \n\t'];
  const pairs = marks.flatMap((first) => marks.map((second) => first + second));
  for (const start of ['', 'a: ', '- [b, '])
    for (const pair of pairs) for (const end of marks) assert.ok(parse(start + pair + end).length <= 1);
});

test('a comment without a word that ends the text inside a flow value is read to its end', () => {
  for (const text of ['a: [ #', '{ #', 'a: {b, #', 'a: [b\n #'])
    assert.ok(problemsOf(one(text)).length > 0, text);
});
