import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cursorAt } from '../../../server/src/authoring/outline/cursor';
import { unmark } from '../../support/completion';

/** Place and path of the cursor `|`, e.g. `key spec`, with what was typed. */
function at(marked: string): string | undefined {
  const { text, offset } = unmark(marked);
  const cursor = cursorAt(text, offset);
  if (!cursor) return undefined;
  const typed = cursor.token.typed === '' ? '' : ` <${cursor.token.typed}`;
  return `${cursor.place} ${cursor.path.join('.')}${typed}`;
}

describe('the cursor in half-typed YAML', () => {
  const cases: readonly (readonly [marked: string, expected: string | undefined])[] = [
    ['|', 'key '],
    ['a: 1\n|', 'key '],
    ['spec:\n  |', 'key spec'],
    ['spec:\n  te|\n  foo: 1', 'key spec <te'],
    ['spec:\n  te|:\n    x: 1', 'key spec <te'],
    ['spec:\n  x:\n    y: 1\n  |\n  z: 2', 'key spec'],
    ['spec: |', 'value spec'],
    ['spec:|', 'value spec'],
    ['list:\n  - |', 'value list.0'],
    ['list:\n  - key: a\n    |', 'key list.0'],
    ['list:\n  - key: a\n  |', 'item list'],
    ['list:\n- key: a\n  |\n- key: b', 'key list.0'],
    ['list:\n- key: a\n|', 'key '],
    ['list:\n- |\n  key: a', 'key list.0'],
    ['list:\n  - a\n  - b|', 'value list.1 <b'],
    ['list:\n  - - |', 'value list.0.0'],
    ['x: [a, |]', 'value x.1'],
    ['x: [a, |\ny: 1', 'value x.1'],
    ['x: {a: b, |}', 'key x'],
    ['x: {a: |}', 'value x.a'],
    ['x:\n  - {key: a, values: [|]}', 'value x.0.values.0'],
    ['x: [\n  a,\n  |\n]', 'value x.1'],
    ['x: "a|b"', 'value x <a'],
    ["x: 'a|", 'value x <a'],
    ['{"a": {"b": "|"}}', 'value a.b'],
    ['{\n  "a": {\n    |\n  }\n}', 'key a'],
    ['# note |', undefined],
    ['a: b # note |', undefined],
    ['a: >-\n  text |\nb: 1', undefined],
    ['a: b\n    |', undefined],
    ['a: &anchor |', 'value a'],
    ['a: {{ .Values.x }}\nb: |', 'value b'],
  ];
  for (const [marked, expected] of cases)
    test(JSON.stringify(marked), () => assert.equal(at(marked), expected));
});
