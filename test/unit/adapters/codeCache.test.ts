import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { version } from '../../../package.json';

const SERVER = join(process.cwd(), 'server/out/main.js');
const isKept = 'enableCompileCache' in nodeModule;

const frame = (message: object): string => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

/** A language server's shortest life, with the caches of its user in `cache`. */
async function startAndEnd(cache: string): Promise<void> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], {
    env: { ...process.env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write(
    frame({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
  );
  await once(child.stdout, 'data');
  child.stdin.write(frame({ id: 2, method: 'shutdown' }) + frame({ method: 'exit' }));
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
}

test('the server keeps its compiled code for the next start, and removes that of other versions', async (t) => {
  const cache = mkdtempSync(join(tmpdir(), 'dryfit-code-'));
  t.after(() => rmSync(cache, { recursive: true, force: true }));
  const dryfit = join(cache, 'dryfit');
  for (const name of ['code-0.0.0', 'prices']) {
    mkdirSync(join(dryfit, name), { recursive: true });
    writeFileSync(join(dryfit, name, 'file'), '');
  }
  await startAndEnd(cache);
  const kept = join(dryfit, `code-${version}`);
  assert.equal(existsSync(kept) && readdirSync(kept).length > 0, isKept);
  assert.equal(existsSync(join(dryfit, 'code-0.0.0')), !isKept);
  assert.ok(existsSync(join(dryfit, 'prices', 'file')));
});

test('a cache folder that cannot be made does not keep the server from starting', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-code-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'file'), '');
  await startAndEnd(join(folder, 'file'));
});
