// What the quick reader reads is what the YAML library reads, place by place; it takes the manifests that people write.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from '../support/fastCheck';
import { readFully } from '../../server/src/manifest/full';
import { maskPlaceholders, unmaskPlaceholders } from '../../server/src/manifest/placeholders';
import { readQuickly } from '../../server/src/manifest/quick';
import { splitStream } from '../../server/src/manifest/stream';

const same = (text: string): string => text;

/** @returns whether it was read quickly */
function assertSame(text: string, masked = text, unmask = same): boolean {
  const quick = readQuickly(masked, unmask);
  if (!quick) return false;
  const full = readFully(masked, unmask);
  assert.deepEqual(full.problems, [], JSON.stringify(text));
  assert.deepEqual(quick, full.root, JSON.stringify(text));
  return true;
}

/** Lines that are nearly those of manifests: the indentation mostly fits, comments and blank lines are anywhere. */
const VALUE = fc.constantFrom(
  ...['', ' x', ' 010', ' "a b"', " 'c'", ' [a, "b", {c: 1}]', ' {a: b, c: [1, 2]}', ' {}', ' []', ' yes'],
  ...[
    ' a#b',
    ' a # note',
    ' -1',
    ' a:b',
    ' 10%',
    ' http://x/y?z',
    ' null',
    ' ~',
    ' .5',
    ' é',
    ' x  ',
    '  "y" # z',
  ],
  ...[
    ' |\n',
    ' |-\n',
    ' [a,',
    ' "x',
    ' {a: }',
    ' [a: b]',
    ' *a',
    ' &a b',
    ' !!str 1',
    ' a: b',
    ' - a',
    ' >',
    ' |+',
  ],
  ...[
    ' {a:b}',
    ' [a ,b]',
    ' {"a":1}',
    ' [-]',
    ' [x]y',
    ' "x"y',
    ' "x"#y',
    ' .inf',
    ' 1 2',
    ' a\tb',
    ' # only',
  ],
);
const SOUND_VALUE = fc.oneof(
  { weight: 1, arbitrary: VALUE },
  { weight: 20, arbitrary: fc.constantFrom(' x', ' "a b"', ' [a, b]', ' {c: 1}', '', ' 5 # note', " 'd'") },
);
const KEY = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'e f',
  '"g"',
  "'h'",
  '1',
  'y',
  '<<',
  '-k',
  '.l',
  'm/n',
  '__proto__',
  'a[0]',
  '? q',
);
const INDENT = fc.constantFrom('', '  ', '  ', '    ', '      ', ' ', '   ');
const LINE = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(KEY, VALUE).map(([key, value]) => `${key}:${value}`) },
  { weight: 3, arbitrary: fc.tuple(KEY, VALUE).map(([key, value]) => `- ${key}:${value}`) },
  { weight: 2, arbitrary: VALUE.map((value) => `-${value}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('# note', '#', '', '', '# a: b', '- - a', '-   a: 1', '...', '%x', 'text'),
  },
);
const ANY_LINES = fc
  .tuple(
    fc.array(fc.tuple(INDENT, LINE), { maxLength: 14 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.constantFrom('', 'end'),
  )
  .map(([lines, end, last]) => lines.map((line) => line.join('')).join(end) + (last ? end : ''));

/** A tree that is sound, in block style, with trivia between its lines. */
const SOUND = fc.letrec<{ node: string[]; map: string[]; list: string[] }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.constant<string[]>([]), tie('map'), tie('list')),
  map: fc
    .array(fc.tuple(fc.constantFrom(0, 2, 4), tie('node'), SOUND_VALUE, TRIVIA()), {
      minLength: 1,
      maxLength: 4,
    })
    .map((fields) =>
      fields.flatMap(([indent, below, value, trivia], index) =>
        below.length > 0
          ? [
              `k${index}:`,
              ...trivia,
              ...below.map((line) => ' '.repeat(isList(below) ? indent : indent + 1) + line),
            ]
          : [`k${index}:${value}`, ...trivia],
      ),
    ),
  list: fc
    .array(fc.tuple(tie('node'), SOUND_VALUE, TRIVIA()), { minLength: 1, maxLength: 4 })
    .map((items) =>
      items.flatMap(([below, value, trivia]) =>
        below.length > 0
          ? below.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)).concat(trivia)
          : [`-${value}`, ...trivia],
      ),
    ),
}));
function TRIVIA(): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<string[]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom('', '# c', '  # c', '    # c', '      # c', '   '), {
        maxLength: 3,
      }),
    },
  );
}
const isList = (lines: readonly string[]): boolean => lines[0]?.startsWith('-') === true;

describe('the quick reader', () => {
  test('agrees with the YAML library on lines of any kind', () => {
    fc.assert(
      fc.property(ANY_LINES, (text) => void assertSame(text)),
      { numRuns: 6000 },
    );
  });

  test('agrees on trees with comments and blank lines anywhere', () => {
    let quickCount = 0;
    fc.assert(
      fc.property(SOUND.map, (lines) => {
        if (assertSame(lines.join('\n') + '\n')) quickCount++;
      }),
      { numRuns: 4000 },
    );
    assert.ok(quickCount > 400, `${quickCount} were read quickly`);
  });

  test('takes nearly all documents of the examples and fixtures, and agrees', () => {
    const texts = ['examples', 'test/fixtures', 'test/scenarios']
      .flatMap(yamlFiles)
      .flatMap((path) => splitStream(readFileSync(path, 'utf8')).map(({ text }) => text));
    let quickCount = 0;
    for (const text of texts) {
      const masked = maskPlaceholders(text);
      if (assertSame(text, masked, masked === text ? same : unmaskPlaceholders)) quickCount++;
    }
    assert.ok(quickCount > 0.8 * texts.length, `${quickCount} of ${texts.length}`);
  });
});

const yamlFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
