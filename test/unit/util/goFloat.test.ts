import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoFloat } from '../../../server/src/util/goFloat';

// What strconv.ParseFloat of go1.26 answers.
const READ: readonly (readonly [string, number])[] = [
  ...([
    ['5.', 5],
    ['.5', 0.5],
    ['+0.5', 0.5],
    ['1E5', 1e5],
    ['1e-400', 0],
    ['03', 3],
  ] as const),
  ...([
    ['1_0', 10],
    ['1_000.5', 1000.5],
    ['1e1_0', 1e10],
    ['0x_1p-2', 0.25],
  ] as const),
  ...([
    ['0x1p-2', 0.25],
    ['0x1.8p1', 3],
    ['0x1P+3', 8],
    ['-0x1p0', -1],
  ] as const),
  ...([
    ['inf', Infinity],
    ['+Infinity', Infinity],
    ['-INF', -Infinity],
    ['NaN', NaN],
  ] as const),
];
const REFUSED = [
  '',
  ' 1',
  '1 ',
  '.',
  '1e',
  '--1',
  '0b1',
  '0x10',
  '1__0',
  '_1',
  '1_',
  '1e400',
  'Infinit',
  '+nan',
  '1,5',
];

test('numbers are read as Go reads them', () => {
  for (const [text, value] of READ) assert.ok(Object.is(parseGoFloat(text), value), text);
  for (const text of REFUSED) assert.equal(parseGoFloat(text), undefined, text);
});
