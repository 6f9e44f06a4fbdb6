// What runs the tests: nothing that a file does keeps the others from telling, and whatever is wrong is said.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

interface Runner {
  readonly runTestFile: (
    file: string,
    options: {
      readonly limitMs: number;
      readonly tell: {
        readonly failed: (name: string, why: string) => void;
        readonly passed: (name: string) => void;
        readonly wrote: (line: string) => void;
        readonly complained: (line: string) => void;
      };
    },
  ) => Promise<Readonly<Record<'passed' | 'failed' | 'skipped', number>>>;
}

const folder = mkdtempSync(join(tmpdir(), 'dryfit-runner-'));
after(() => rmSync(folder, { recursive: true }));

let fileCount = 0;

/** What a file with some tests comes to, and what is said of it. */
async function ran(source: string, limitMs = 60_000) {
  const { runTestFile } = (await import(pathToFileURL(resolve('scripts/lib/testFile.mjs')).href)) as Runner;
  const file = join(folder, `${++fileCount}.test.mjs`);
  writeFileSync(file, `import { describe, test } from 'node:test';\n${source}`);
  const said: string[] = [];
  const complaints: string[] = [];
  const result = await runTestFile(file, {
    limitMs,
    tell: {
      failed: (name, why) =>
        said.push(
          `${name}: ${why
            .split('\n')
            .filter((line) => !line.includes('    at '))
            .join('; ')}`,
        ),
      passed: (name) => said.push(`${name}: ok`),
      wrote: (line) => said.push(`> ${line}`),
      complained: (line) => complaints.push(line),
    },
  });
  return { ...result, said, complaints };
}

test('tests are counted and named, and what they write is told', async () => {
  const source = `
    process.stdout.write('no end of line');
    console.error('a warning');
    describe('a suite', () => {
      test('passes', () => console.log('measured'));
      test('fails', () => { throw new Error('outer', { cause: new Error('inner') }); });
      test('is left out', { skip: true }, () => {});
    });`;
  assert.deepEqual(await ran(source), {
    passed: 1,
    failed: 1,
    skipped: 1,
    said: [
      '> no end of linemeasured',
      'passes: ok',
      'fails: Error: outer; caused by Error: inner',
      'is left out: ok',
    ],
    complaints: ['a warning'],
  });
});

test('characters that some take for ends of lines do no harm', async () => {
  const { failed, said } = await ran(`test('fails', () => { throw new Error('a \\u2028 b \\u2029 c'); });`);
  assert.equal(failed, 1);
  assert.deepEqual(said, ['fails: Error: a \u2028 b \u2029 c']);
});

test('what happens after the end of a test is told', async () => {
  const { passed, failed, said } = await ran(
    `test('fine', () => void setTimeout(() => { throw new Error('late'); }, 50));`,
  );
  assert.deepEqual([passed, failed], [1, 1]);
  assert.match(
    said.at(-1) ?? '',
    /^the file: Its process ended with 1; all its tests had ended\.; .*fine.*late/,
  );
});

for (const [what, source, where] of [
  ['leaves something running', 'setInterval(() => {}, 1000);', 'the last test that ended: odd'],
  ['never answers', 'await new Promise(() => setInterval(() => {}, 1000));', 'in: odd'],
  ['never lets others have a turn', 'for (;;);', 'none of its tests had ended'],
] as const)
  test(`a file is ended when a test of it ${what}`, async () => {
    const tests = `test('fine', () => {});\ntest('odd', async () => { ${source} });`;
    const { failed, said } = await ran(tests, 2_000);
    assert.ok(failed > 0);
    assert.equal(said.at(-1), `the file: It did not end within 2 s; ${where}.`);
  });

test('what it started is ended with it', async () => {
  const beats = join(folder, 'beats');
  const beat = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(beats)}, '.'), 10)`;
  const started = `
    import { spawn } from 'node:child_process';
    import { existsSync } from 'node:fs';
    spawn(process.execPath, ['-e', ${JSON.stringify(beat)}], { stdio: 'inherit' }).unref();
    test('it runs', async () => {
      while (!existsSync(${JSON.stringify(beats)})) await new Promise((resolve) => setTimeout(resolve, 10));
    });`;
  const { passed, failed } = await ran(started);
  assert.deepEqual([passed, failed], [1, 0]);
  const { size } = statSync(beats);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(statSync(beats).size, size);
});

for (const [what, source] of [
  ['cannot be loaded', `import 'no-such-package';`],
  ['ends with status', 'process.exit(3);'],
  ['dies of a signal', `test('dies', () => process.kill(process.pid, 'SIGKILL'));`],
] as const)
  test(`a file that ${what} is a failure`, async () => {
    const { passed, failed, said } = await ran(source);
    assert.deepEqual([passed, failed], [0, 1]);
    assert.match(
      said.at(-1) ?? '',
      /^the file: Its process ended with (1|3|SIGKILL); none of its tests had ended\.$/,
    );
  });
