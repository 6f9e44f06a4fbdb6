// The bundle for browsers: nothing of Node's in it, and the answers of the programmatic interface.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as api from '../../../server/src/api';
import { POOL, web } from '../../support/smallCluster';

type BrowserApi = typeof api & { provideCatalog(bytes: Uint8Array): void };

const BUNDLE = join(process.cwd(), 'server/out/browser.mjs');
const files = [
  { uri: 'file:///pool.yaml', text: POOL },
  { uri: 'file:///web.yaml', text: `${web(7)}---\napiVersion: v1\nkind: Pod\nmetadata: {name: Bad}\n` },
];

test('no module of Node, and no global of Node without a look whether it is there', () => {
  const source = readFileSync(BUNDLE, 'utf8');
  assert.doesNotMatch(
    source,
    /\bfrom ?["'](?:node:)?(?:fs|path|zlib|crypto|worker_threads|child_process)["']/,
  );
  assert.doesNotMatch(
    source,
    /\brequire\(["'](?:node:)?(?:fs|path|zlib|crypto|worker_threads|child_process)["']\)/,
  );
});

test('without a catalog it says what to do; with one it answers as the interface in Node does', async () => {
  const browser = (await import(pathToFileURL(BUNDLE).href)) as BrowserApi;
  assert.throws(() => browser.simulate(files), /call provideCatalog first/);
  browser.provideCatalog(new Uint8Array(gunzipSync(readFileSync('server/out/catalog.bin.gz'))));
  assert.deepEqual(browser.check(files), api.check(files));
  assert.deepEqual(browser.simulate(files), api.simulate(files));
  assert.deepEqual(Object.keys(browser).sort(), [...Object.keys(api), 'provideCatalog'].sort());
});
