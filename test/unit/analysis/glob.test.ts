import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob } from '../../../server/src/analysis/clusters/glob';

const CASES: readonly (readonly [glob: string, matching: readonly string[], other: readonly string[]])[] = [
  [
    'production/**',
    ['production/a.yaml', 'production/x/y.yaml'],
    ['staging/a.yaml', 'production2/a.yaml', 'x/production/a.yaml'],
  ],
  ['**/base/*.yaml', ['base/a.yaml', 'x/y/base/a.yaml'], ['base/x/a.yaml', 'database/a.yaml']],
  ['production', ['production/a.yaml', 'production/x/y.yaml'], ['production.yaml']],
  ['./production/', ['production/a.yaml'], ['a.yaml']],
  ['**', ['a.yaml', 'x/a.yaml'], []],
  ['.', ['a.yaml', 'x/a.yaml'], []],
  ['*.{yaml,yml}', ['a.yaml', 'a.yml'], ['a.json', 'x/a.yaml']],
  ['apps-?/a[12].yaml', ['apps-x/a1.yaml'], ['apps-xy/a1.yaml', 'apps-x/a3.yaml']],
  ['a[!12].yaml', ['a3.yaml'], ['a1.yaml']],
  ['a+(b).yaml', ['a+(b).yaml'], ['ab.yaml']],
  ['open{brace', ['open{brace'], []],
  ['open[bracket', ['open[bracket'], []],
];

for (const [glob, matching, other] of CASES) {
  test(`glob ${glob}`, () => {
    const matches = compileGlob(glob);
    assert.deepEqual([...matching, ...other].filter(matches), matching);
  });
}
