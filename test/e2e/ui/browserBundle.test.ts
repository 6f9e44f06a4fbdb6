/** The pure core in a browser's page: the same verdicts, nodes and dollars as in Node, without a server behind it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { check, simulate } from '../../../server/src/api';
import { launchBrowser } from '../driver/browser';
import { ROOT } from '../driver/root';

const SERVED: Readonly<Record<string, string>> = {
  '/browser.mjs': 'text/javascript',
  '/catalog.bin.gz': 'application/octet-stream',
};
const files = ['staging/pool.yaml', 'staging/web.yaml', 'staging/batch.yaml'].map((path) => ({
  uri: `file:///${path}`,
  text: readFileSync(join(ROOT, 'test/e2e/workspace', path), 'utf8'),
}));

let server: Server;
let browser: Browser;

before(async () => {
  server = createServer(({ url = '' }, response) => {
    const type = SERVED[url];
    if (type) response.setHeader('content-type', type).end(readFileSync(join(ROOT, 'server/out', url)));
    else response.setHeader('content-type', 'text/html').end('<!doctype html><title>empty</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('check and simulate in a page answer as in Node', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const answers: unknown = await page.evaluate(`(async () => {
    const dryfit = await import('/browser.mjs');
    const packed = await fetch('/catalog.bin.gz');
    const unpacked = new Response(packed.body.pipeThrough(new DecompressionStream('gzip')));
    dryfit.provideCatalog(new Uint8Array(await unpacked.arrayBuffer()));
    const files = ${JSON.stringify(files)};
    return JSON.parse(JSON.stringify([dryfit.check(files), dryfit.simulate(files)]));
  })()`);
  const expected: unknown = JSON.parse(JSON.stringify([check(files), simulate(files)]));
  assert.deepEqual(answers, expected);
});
