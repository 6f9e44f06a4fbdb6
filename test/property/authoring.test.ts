/** Help while writing never throws, whatever the text and wherever the cursor; what it inserts stays on the cursor's
 *  line and leaves a document that can be read. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from '../support/fastCheck';
import { complete } from '../../server/src/authoring/completion/complete';
import { documentLinks } from '../../server/src/authoring/documentLinks';
import { fieldHover } from '../../server/src/authoring/hover';
import { definitionsAt, referencesAt } from '../../server/src/authoring/links/find';
import { symbolsOf } from '../../server/src/authoring/symbols';
import { parseFile } from '../../server/src/manifest/document';
import { regionOf } from '../support/completion';

const RUNS = Number(process.env['DRYFIT_PROPERTY_RUNS'] ?? 400);
const EXAMPLES = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => readFileSync(join('examples', name), 'utf8'));

function askEverything(text: string, offset: number): void {
  const manifests = parseFile({ uri: 'file:///a.yaml', text }, { placeholders: 'allow' });
  const surroundings = { region: () => regionOf('us-east-1'), manifests: () => manifests };
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const { items } = complete({ text, offset, karpenterVersion: '1.14.1', surroundings });
  for (const { start, end } of items) {
    assert.ok(start <= offset && offset <= end, 'the replaced text holds the cursor');
    assert.ok(!text.slice(start, end).includes('\n'), 'and lies on one line');
  }
  fieldHover({ manifests, position, karpenterVersion: '1.14.1', surroundings });
  definitionsAt(manifests, position, manifests);
  referencesAt(manifests, position, manifests, { includeDeclaration: true });
  symbolsOf(manifests);
  documentLinks(manifests);
}

const yamlish = fc
  .array(
    fc.constantFrom(
      ...[
        'apiVersion: karpenter.sh/v1\n',
        'kind: NodePool\n',
        'spec:',
        '\n',
        '  ',
        '- ',
        ': ',
        '"',
        "'",
        '[',
        ']',
      ],
      ...[
        '{',
        '}',
        ',',
        '#',
        '|',
        '>',
        '&a',
        '*a',
        '<<: *a',
        '---\n',
        'key',
        'values',
        '{{',
        '}}',
        '\t',
        '\r\n',
      ],
      ...['__proto__', 'constructor', 'requirements', 'template', '?', '!', '$', '\ue0ff', 'é', '😀'],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const cursor = fc.double({ min: 0, max: 1, noNaN: true });

test('on any text', () => {
  const text = fc.oneof(yamlish, fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(text, cursor, (given, share) => askEverything(given, Math.floor(given.length * share))),
    { numRuns: RUNS, seed: 11 },
  );
});

test('on manifests that are being edited', () => {
  const edit = fc.record({
    example: fc.constantFrom(...EXAMPLES),
    share: cursor,
    inserted: yamlish,
    cut: fc.nat(40),
  });
  fc.assert(
    fc.property(edit, ({ example, share, inserted, cut }) => {
      const at = Math.floor(example.length * share);
      const text = example.slice(0, at) + inserted + example.slice(at + cut);
      askEverything(text, at + inserted.length);
    }),
    { numRuns: RUNS, seed: 11 },
  );
});

test('hostile texts take no long time', () => {
  const hostile = [
    '- '.repeat(50_000),
    '['.repeat(50_000),
    '{a: '.repeat(30_000),
    Array.from({ length: 700 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
    `a: ${'"'.repeat(50_000)}`,
    'a: [\n  b,\n'.repeat(10_000),
    ': '.repeat(60_000),
  ];
  for (const text of hostile) {
    const before = process.cpuUsage();
    complete({
      ...{ text, offset: text.length, karpenterVersion: '1.14.1' },
      surroundings: { region: () => undefined, manifests: () => [] },
    });
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 500_000, `${text.slice(0, 10)} took ${user + system} µs`);
  }
});
