import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { nodeWorkspaceFiles } from '../../../server/src/adapters/workspaceFiles';
import { SCAN_LIMITS } from '../../../server/src/analysis/limits';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';
const SECRET = 'apiVersion: v1\nkind: Secret\n';

let base = '';
let root = '';

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
};

const urlOf = (path: string): string => pathToFileURL(join(base, path)).href;

before(() => {
  base = mkdtempSync(join(tmpdir(), 'dryfit-files-'));
  root = join(base, 'ws');
  put('ws/a.yaml', POD);
  put('ws/deep/er/b.YML', POD);
  put('ws/c.json', JSON.stringify({ apiVersion: 'v1', kind: 'Pod' }));
  put('ws/compose.yaml', 'services: {}\n');
  put('ws/notes.txt', POD);
  put('ws/binary.yaml', `${POD}\0`);
  put('ws/.git/x.yaml', POD);
  put('ws/node_modules/p/x.yaml', POD);
  put('outside/secret.yaml', SECRET);
  symlinkSync(join(base, 'outside'), join(root, 'linked'));
  symlinkSync(join(base, 'outside/secret.yaml'), join(root, 'linked.yaml'));
});

after(() => rmSync(base, { recursive: true }));

const namesOf = (files: readonly { uri: string }[]): string[] =>
  files.map(({ uri }) => decodeURIComponent(uri).slice(pathToFileURL(root).href.length + 1));

test('manifests of a folder are found; tools, other files and links are left alone', async () => {
  const { files, leftOut } = await nodeWorkspaceFiles().scan(pathToFileURL(root).href);
  assert.deepEqual(namesOf(files).sort(), ['a.yaml', 'c.json', 'deep/er/b.YML']);
  assert.deepEqual(leftOut, []);
});

test('a folder that has come to be is read where the whole would read it', async () => {
  const inside = async (path: string) =>
    namesOf(await nodeWorkspaceFiles().scanInside(urlOf(path), [pathToFileURL(root).href]));
  assert.deepEqual(await inside('ws/deep'), ['deep/er/b.YML']);
  for (const path of [
    'ws/.git',
    'ws/node_modules',
    'ws/node_modules/p',
    'ws/linked',
    'outside',
    'ws/notes.txt',
    'ws/gone',
  ])
    assert.deepEqual(await inside(path), [], path);
});

test('limits on number, size, sum and depth are kept and told', async () => {
  const scan = async (limits: object) =>
    nodeWorkspaceFiles({ ...SCAN_LIMITS, ...limits }).scan(pathToFileURL(root).href);
  assert.equal((await scan({ fileCount: 1 })).files.length, 1);
  assert.match((await scan({ fileCount: 1 })).leftOut.join(), /more than 1 files/);
  assert.match((await scan({ fileBytes: 40 })).leftOut.join(), /bytes, more than 40/);
  assert.match((await scan({ totalBytes: 60 })).leftOut.join(), /more than 60 bytes of manifests/);
  assert.match((await scan({ depth: 1 })).leftOut.join(), /deeper than 1 folders/);
});

test('a single file is read only inside the folders, and not through a link', async () => {
  const files = nodeWorkspaceFiles();
  const folders = [pathToFileURL(root).href];
  assert.equal(await files.read(urlOf('ws/a.yaml'), folders), POD);
  for (const path of [
    'outside/secret.yaml',
    'ws/linked.yaml',
    'ws/linked/secret.yaml',
    'ws/.git/x.yaml',
    'ws/gone.yaml',
    'ws/notes.txt',
  ])
    assert.equal(await files.read(urlOf(path), folders), undefined, path);
  assert.equal(await files.read(`${urlOf('ws')}/../outside/secret.yaml`, folders), undefined);
});

test('what is no file, or a folder that is gone, is nothing to read', async () => {
  const files = nodeWorkspaceFiles();
  assert.equal(await files.read('untitled:Untitled-1', ['file:///']), undefined);
  assert.equal(await files.read('file://host/%00.yaml', ['file:///']), undefined);
  assert.deepEqual(await files.scan('vscode-vfs://github/x'), { files: [], leftOut: [] });
  const gone = await files.scan(urlOf('gone'));
  assert.deepEqual([gone.files, gone.leftOut.length], [[], 1]);
});
