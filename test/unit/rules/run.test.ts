/** What holds for all rules: bugs stay where they are, comments switch rules off, edits leave the rest of the text alone. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseFile, type Manifest } from '../../../server/src/manifest/document';
import { resolveOptions } from '../../../server/src/model/options';
import type { TextEdit } from '../../../server/src/model/finding';
import {
  appendValue,
  insertEntry,
  insertItem,
  removeEntry,
  renameKey,
  replaceValue,
} from '../../../server/src/rules/edits';
import { ObjectGraph } from '../../../server/src/rules/graph';
import { editRule, type EditRule } from '../../../server/src/rules/rule';
import { runRules } from '../../../server/src/rules/run';
import { applyEdits } from '../../support/edits';

const docs = { summary: '', why: '', source: 'https://example.com' };
const base = { kinds: [], severity: 'info', fixable: false, docs } as const;
const speaking: EditRule = editRule({
  ...base,
  id: 'api/speaks',
  check: ({ report }) => report({ path: ['spec', 'a'], message: 'a is there' }),
});
const throwing: EditRule = editRule({
  ...base,
  id: 'api/throws',
  check: () => {
    throw new Error('a bug');
  },
});

function run(text: string, rules: readonly EditRule[]) {
  const failed: string[] = [];
  const findings = runRules(
    {
      graph: new ObjectGraph(parseFile({ uri: 'file:///a.yaml', text })),
      options: resolveOptions(),
      withFixes: false,
      onFailure: ({ id }) => failed.push(id),
    },
    'edit',
    rules,
  );
  const found = findings.filter(({ rule }) => !rule.startsWith('dryfit/'));
  return {
    failed,
    found: found.map(({ rule, document }) => `${rule} ${document}`),
    ranges: found.map(({ range }) => range),
  };
}

const OBJECT = 'apiVersion: v1\nkind: X\nspec:\n  a: 1\n';

suite('running rules', () => {
  test('a rule that throws is told of, the others still run', () => {
    const { failed, found } = run(OBJECT, [throwing, speaking]);
    assert.deepEqual({ failed, found }, { failed: ['api/throws'], found: ['api/speaks 0'] });
  });

  test('a value of several lines is shown by its key', () => {
    for (const value of ['[\n    1\n  ]', '\n    b: 1']) {
      const [finding] = run(`apiVersion: v1\nkind: X\nspec:\n  a: ${value}\n`, [speaking]).ranges;
      assert.deepEqual(finding, { start: { line: 3, character: 2 }, end: { line: 3, character: 3 } });
    }
  });

  test('a comment switches a rule off for the next line', () => {
    const text = OBJECT.replace('  a:', '  # dryfit-disable-next-line api/speaks -- on purpose\n  a:');
    assert.deepEqual(run(`${text}---\n${OBJECT}`, [speaking]).found, ['api/speaks 1']);
  });

  test('a comment switches rules off for its document', () => {
    const text = `# dryfit-disable api/other, api/speaks\n${OBJECT}`;
    assert.deepEqual(run(`${text}---\n${OBJECT}`, [speaking]).found, ['api/speaks 1']);
  });

  test('another rule, or a reason that names it, switches nothing off', () => {
    const text = `# dryfit-disable api/other -- unlike api/speaks\n${OBJECT}`;
    assert.deepEqual(run(text, [speaking]).found, ['api/speaks 0']);
  });
});

suite('edits', () => {
  const cases: readonly (readonly [string, string, (manifest: Manifest) => TextEdit[], string])[] = [
    ['a quoted value', 'a: "x" # why\n', (m) => replaceValue(m, ['a'], 'y z'), 'a: "y z" # why\n'],
    ['a single quoted value', "a: 'x'\n", (m) => replaceValue(m, ['a'], "it's"), "a: 'it''s'\n"],
    ['a plain value that must be quoted', 'a: x\n', (m) => replaceValue(m, ['a'], '16'), 'a: "16"\n'],
    [
      'an item of a block list',
      'a:\n  - x # why\nb: 1\n',
      (m) => appendValue(m, ['a'], 'w'),
      'a:\n  - x # why\n  - w\nb: 1\n',
    ],
    [
      'an item of a flow list',
      'a: ["x"] # why\n',
      (m) => appendValue(m, ['a'], 'w'),
      'a: ["x", "w"] # why\n',
    ],
    ['an item of an empty list', 'a: []\n', (m) => appendValue(m, ['a'], 'w'), 'a: [w]\n'],
    [
      'a map as an item of a flow list',
      'a: [{ b: 1 }]\n',
      (m) => insertItem(m, ['a'], 'b: 2'),
      'a: [{ b: 1 }, { b: 2 }]\n',
    ],
    ['CRLF', 'a:\r\n- x\r\nb: 1\r\n', (m) => appendValue(m, ['a'], 'w'), 'a:\r\n- x\r\n- w\r\nb: 1\r\n'],
    ['no line break at the end', 'a:\n  - x', (m) => appendValue(m, ['a'], 'w'), 'a:\n  - x\n  - w'],
    ['an entry away', 'a: 1 # why\nb:\n  c: 2\nd: 3\n', (m) => removeEntry(m, ['b']), 'a: 1 # why\nd: 3\n'],
    [
      'the first entry of an item away',
      'a:\n  - b: 1\n    c: 2\n',
      (m) => removeEntry(m, ['a', 0, 'b']),
      'a:\n  - c: 2\n',
    ],
    ['not the only entry away', 'a:\n  b: 1\n', (m) => removeEntry(m, ['a', 'b']), 'a:\n  b: 1\n'],
    [
      'an entry more',
      'a:\n  b: 1 # why\n\nd: 3\n',
      (m) => insertEntry(m, ['a'], 'c: 2'),
      'a:\n  b: 1 # why\n  c: 2\n\nd: 3\n',
    ],
    [
      'an entry more in flow style',
      'a: { b: 1 }\n',
      (m) => insertEntry(m, ['a'], 'c: 2'),
      'a: { b: 1, c: 2 }\n',
    ],
    ['another key', 'a:\n  b: 1 # why\n', (m) => renameKey(m, ['a', 'b'], 'c'), 'a:\n  c: 1 # why\n'],
    [
      'nothing through an alias',
      'x: &x [1]\na: *x\n',
      (m) => appendValue(m, ['a'], 'w'),
      'x: &x [1]\na: *x\n',
    ],
    [
      'a later document',
      'z: 1\n--- # second\na: [x]\n',
      (m) => appendValue(m, ['a'], 'w'),
      'z: 1\n--- # second\na: [x, w]\n',
    ],
  ];
  for (const [what, before, make, after] of cases) {
    test(what, () => {
      const manifest = parseFile({ uri: 'file:///a.yaml', text: before }).at(-1);
      assert.ok(manifest);
      assert.equal(applyEdits(before, make(manifest)), after);
    });
  }
});
