import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isRevision } from '../../../client/src/revision';

it('names of commits are revisions', () => {
  for (const text of [
    'HEAD',
    '@',
    'main',
    'feature/a.b',
    'v1.0^{commit}',
    'HEAD~2',
    'HEAD^^',
    '4a7ae46',
    'origin/main',
  ])
    assert.equal(isRevision(text), true, text);
  assert.equal(isRevision('main@{1 week ago}'), true);
});

it('options, ranges, paths and negations are none', () => {
  for (const text of [
    '--output=x',
    '-p',
    '..',
    'main..HEAD',
    'a...b',
    ':',
    'HEAD:gpu',
    '/etc',
    '../x',
    './x',
    '^HEAD',
    'HEAD^!',
    'HEAD^@',
    'a*',
    'a\u0001',
    '',
  ])
    assert.equal(isRevision(text), false, text);
});
