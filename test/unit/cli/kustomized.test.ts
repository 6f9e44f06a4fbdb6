/** A folder on the command line brings along what its kustomizations name. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readInputs } from '../../../server/src/cli/inputs';

const FILES = {
  'work/overlay/kustomization.yaml': 'resources: [../base, ../../outside.yaml, github.com/a/b, ../notes.txt]',
  'work/base/kustomization.yml': 'resources: [web.yaml, ../overlay]',
  'work/base/web.yaml': 'kind: Deployment',
  'work/other.yaml': 'kind: Deployment',
  'work/notes.txt': 'text',
  'outside.yaml': 'kind: Deployment',
};

test('bases are read, what lies outside of the working directory is not', () => {
  const root = mkdtempSync(join(tmpdir(), 'dryfit-'));
  try {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const read = readInputs([join(root, 'work/overlay')], join(root, 'work'), () => '');
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.map(({ label }) => label),
      ['overlay/kustomization.yaml', 'base/kustomization.yml', 'base/web.yaml'],
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
