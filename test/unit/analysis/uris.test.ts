import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseName, isWithin, parentKey, relativePath, uriKey } from '../../../server/src/analysis/uris';

test('spellings of one file have one key', () => {
  assert.equal(uriKey('file:///c%3A/a%20b.yaml'), uriKey('file:///C:/a b.yaml'));
  assert.equal(uriKey('file:///home/x/%40y.yaml'), uriKey('file:///home/x/@y.yaml'));
});

test('a stray percent sign is kept', () => assert.equal(uriKey('odd:100%'), 'odd:100%'));

test('folders and what lies in them', () => {
  assert.equal(parentKey('file:///a/b/c.yaml'), 'file:///a/b');
  assert.equal(parentKey('untitled:Untitled-1'), 'untitled:');
  assert.equal(isWithin('untitled:Untitled-1', 'untitled:'), true);
  assert.equal(isWithin('file:///a.yaml', 'untitled:'), false);
  assert.ok(isWithin('file:///a/b/c.yaml', 'file:///a/b/'));
  assert.ok(!isWithin('file:///a/bc.yaml', 'file:///a/b'));
  assert.equal(relativePath('file:///a/b/c.yaml', 'file:///a'), 'b/c.yaml');
  assert.equal(baseName('file:///a/b'), 'b');
});
