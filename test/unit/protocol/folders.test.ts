/** Files that go: what it takes to see that they are known, while folders are still being read, too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock, WorkspaceFiles } from '../../../server/src/analysis/jobs/ports';
import { Workspace } from '../../../server/src/analysis/workspace';
import { Folders } from '../../../server/src/protocol/folders';

const ROOT = 'file:///ws';
const DELETED = 3;
const uris = Array.from({ length: 40 }, (_, index) => `${ROOT}/teams/t${index % 4}/a${index}.yaml`);
const files: WorkspaceFiles = {
  scan: () => Promise.resolve({ files: uris.map((uri) => ({ uri, text: 'a: b' })), leftOut: [] }),
  read: () => Promise.resolve(undefined),
  scanInside: () => Promise.resolve([]),
};

/** A clock by which every slice is over, so that other work comes between any two files. */
function slowClock(): Clock {
  let nowMs = 0;
  return {
    now: () => (nowMs += 1000),
    after: (_, run) => {
      setImmediate(run);
      return () => undefined;
    },
  };
}

function started() {
  const workspace = new Workspace();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const folders = new Folders({ workspace, files, log, clock: slowClock() });
  folders.set([{ uri: ROOT, name: 'ws' }], true);
  return { workspace, folders };
}

const deleted = (...gone: readonly string[]) => gone.map((uri) => ({ uri, type: DELETED }) as const);

test('files that are read after something else was deleted are forgotten when they go', async () => {
  const { workspace, folders } = started();
  const scanned = folders.scan();
  await folders.update(deleted(`${ROOT}/out.js`, `${ROOT}/other.js`));
  await scanned;
  assert.equal(workspace.diskFileCount, 40);
  assert.deepEqual(await folders.update(deleted(uris[39] ?? '')), [uris[39]]);
  assert.equal((await folders.update(deleted(`${ROOT}/teams/t1`))).length, 10);
  assert.equal(workspace.diskFileCount, 29);
});

test('to delete files looks at no other file', async (context) => {
  const { workspace, folders } = started();
  await folders.scan();
  const looks = context.mock.method(workspace, 'diskUris');
  assert.equal((await folders.update(deleted(...uris, `${ROOT}/none`))).length, 40);
  assert.equal(looks.mock.callCount(), 0);
});
