// Builds the end-to-end tests and runs their two halves: the mocha suite inside an extension host, and the tests that
// drive a workbench in Chromium from outside.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { runNodeTests, testFiles } from './nodeTests.mjs';

const OUT = 'out/e2e';
/** Many times what the suite in an extension host, or a file that drives a workbench, takes. */
const LIMIT_MS = 480_000;
const STAND_IN = join(OUT, 'driver', 'codeServerAsCode.js');

export async function buildTests() {
  rmSync(OUT, { recursive: true, force: true });
  const suites = [...testFiles('test/e2e/host', '.ts'), ...testFiles('test/e2e/ui', '.test.ts')];
  await build({
    entryPoints: [...suites, ...testFiles('test/e2e/trace', '.ts'), 'test/e2e/driver/codeServerAsCode.ts'],
    outbase: 'test/e2e',
    outdir: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'playwright-core', 'axe-core', '@vscode/vsce'],
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
  chmodSync(STAND_IN, 0o755);
}

/** @param {'code-server' | 'desktop'} host which VS Code; the desktop's is downloaded unless VSCODE_EXECUTABLE names one
 *  @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runHostTests(host) {
  // A short path: desktop VS Code puts a socket into its user data folder.
  const folder = mkdtempSync(join(tmpdir(), 'host-'));
  const results = join(folder, 'results.json');
  try {
    cpSync('test/e2e/workspace', join(folder, 'fleet'), { recursive: true });
    const vscodeExecutablePath = host === 'desktop' ? await desktop() : resolve(STAND_IN);
    await withinLimit(runTests(hostOptions({ folder, results, vscodeExecutablePath })));
    return readHostResults(results);
  } finally {
    forget(folder);
  }
}

/** What is left of it in the temporary folder fails no test. */
function forget(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    console.error(error.message);
  }
}

/** What went wrong is said; that the suite has not ended shows where its results are read. */
async function withinLimit(run) {
  const limit = delay(LIMIT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`not done within ${LIMIT_MS / 1000} s`);
  });
  await Promise.race([run, limit]).catch((error) => console.error(error.message));
}

function hostOptions({ folder, results, vscodeExecutablePath }) {
  return {
    vscodeExecutablePath,
    extensionDevelopmentPath: resolve('.'),
    extensionTestsPath: resolve(OUT, 'host', 'index.js'),
    launchArgs: [
      join(folder, 'fleet'),
      '--disable-extensions',
      `--user-data-dir=${join(folder, 'user')}`,
      `--extensions-dir=${join(folder, 'extensions')}`,
    ],
    extensionTestsEnv: { DRYFIT_RESULTS: results },
  };
}

function desktop() {
  return (
    process.env.VSCODE_EXECUTABLE ??
    downloadAndUnzipVSCode({ version: process.env.VSCODE_VERSION ?? 'stable' })
  );
}

function readHostResults(file) {
  if (!existsSync(file)) {
    console.error('The extension host never came to the end of the suite.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { host, passed, skipped, failed } = JSON.parse(readFileSync(file, 'utf8'));
  console.log(`      in ${host}`);
  return { passed, failed, skipped };
}

/** @returns the status with which a program of test/e2e/trace ended */
export async function runTrace(program, words) {
  await buildTests();
  return (
    spawnSync(process.execPath, [join(OUT, 'trace', program), ...words], { stdio: 'inherit' }).status ?? 1
  );
}

/** One file after the other: each has a VS Code of its own. */
export function runUiTests(vsix) {
  process.env.DRYFIT_VSIX = resolve(vsix);
  return runNodeTests(testFiles(join(OUT, 'ui'), '.test.js'), {
    concurrency: 1,
    verbose: true,
    limitMs: LIMIT_MS,
  });
}
