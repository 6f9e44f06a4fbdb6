import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import zlib from 'node:zlib';
import { version } from '../../../package.json';

const SERVER = join(process.cwd(), 'server/out/main.js');
const CLI = join(process.cwd(), 'server/out/cli.js');
/** Only a test that fails waits this long. */
const END_LIMIT_MS = 60_000;
const isKept = 'crc32' in zlib;

const frame = (message: object): string => {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

/** A language server's shortest life, with the caches of its user in `cache`. */
async function startAndEnd(cache: string, environment: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], {
    env: { ...process.env, ...environment, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Of a server that is gone its end tells.
  child.stdin.on('error', () => undefined);
  try {
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(END_LIMIT_MS) });
    child.stdin.write(
      frame({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }),
    );
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.stdin.write(frame({ id: 2, method: 'shutdown' }) + frame({ method: 'exit' }));
    assert.deepEqual(await ended, [0, null]);
  } finally {
    child.kill('SIGKILL');
  }
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-code-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What the main thread keeps, by path. A file that is written anew has another number. */
function keptFiles(cache: string): ReadonlyMap<string, number> {
  const folder = join(cache, 'dryfit', `code-${version}`);
  const ofMain = readdirSync(folder).find((name) => name.startsWith('main-')) ?? '';
  const paths = readdirSync(join(folder, ofMain)).map((name) => join(folder, ofMain, name));
  return new Map(paths.map((path) => [path, statSync(path).ino]));
}

test('the server keeps its compiled code for the next start, and removes that of other versions', async (t) => {
  const cache = temporaryFolder(t);
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

test(
  'the next start takes what is kept, and makes anew what is damaged or of another source',
  { skip: !isKept },
  async (t) => {
    const cache = temporaryFolder(t);
    await startAndEnd(cache);
    const first = keptFiles(cache);
    const [ofOtherSource, damaged, tooShort] = [...first.keys()];
    assert.ok(ofOtherSource && damaged && tooShort);
    const withOther = (path: string, at: number): Buffer => {
      const bytes = readFileSync(path);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    };
    writeFileSync(ofOtherSource, withOther(ofOtherSource, 0));
    writeFileSync(damaged, withOther(damaged, 40));
    writeFileSync(tooShort, '');
    await startAndEnd(cache);
    const second = keptFiles(cache);
    const isNew = ([path, number]: [string, number]): boolean => second.get(path) !== number;
    assert.deepEqual(
      [...first].filter(isNew).map(([path]) => path),
      [ofOtherSource, damaged, tooShort],
    );
    assert.equal(second.size, first.size);
  },
);

test('nothing is kept where Node is told to keep nothing', async (t) => {
  const cache = temporaryFolder(t);
  await startAndEnd(cache, { NODE_DISABLE_COMPILE_CACHE: '1' });
  assert.equal(existsSync(join(cache, 'dryfit')), false);
});

test('a cache folder that cannot be made does not keep the server from starting', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'file'), '');
  await startAndEnd(join(folder, 'file'));
});

/** What a command of the command line says, with the caches of its user in `cache`. */
function runCli(cache: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  const { CI: _, ...ours } = process.env;
  return execFileSync(process.execPath, [CLI, ...words], {
    env: { ...ours, ...environment, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache },
    encoding: 'utf8',
  });
}

test(
  'commands keep what each of them compiled, say the same with it, and nothing on machines of CI',
  { skip: !isKept },
  (t) => {
    const cache = temporaryFolder(t);
    const dryfit = join(cache, 'dryfit');
    const words = ['timeline', 'examples/spike', '--load', 'constant:value=100', '--for', '1h'];
    const said = runCli(cache, words, { CI: 'true' });
    runCli(cache, ['rules']);
    assert.equal(existsSync(dryfit), false);
    for (const name of ['code-0.0.0', 'cli-code-0.0.0']) mkdirSync(join(dryfit, name), { recursive: true });
    assert.equal(runCli(cache, words), said);
    assert.equal(runCli(cache, words), said);
    assert.deepEqual(readdirSync(dryfit).sort(), [`cli-code-${version}`, 'code-0.0.0']);
    const [folder = ''] = readdirSync(join(dryfit, `cli-code-${version}`));
    assert.match(folder, /^cli-timeline-/);
    assert.ok(readdirSync(join(dryfit, `cli-code-${version}`, folder)).includes('part-cli-process'));
  },
);
