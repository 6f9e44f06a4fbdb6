// Runs files with node:test and says no more than what failed.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run } from 'node:test';

/** Compiled test files below `folder`, sorted. */
export function testFiles(folder, suffix) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} a cancelled test is a failed one */
export function runNodeTests(files, { concurrency = availableParallelism(), verbose = false } = {}) {
  const counts = { pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const stream = run({ files: files.map((file) => join(process.cwd(), file)), concurrency });
  stream.on('test:fail', (event) => report(event));
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  if (verbose) {
    stream.on('test:pass', (event) => passed(event));
    // What tests measured.
    stream.on('test:stdout', ({ message }) => process.stdout.write(message));
  }
  stream.on('test:diagnostic', ({ message, nesting }) => {
    const [, key, count] = /^(\w+) (\d+)$/.exec(message) ?? [];
    if (nesting === 0 && key in counts) counts[key] += Number(count);
  });
  stream.resume();
  return new Promise((resolve) => stream.on('end', () => resolve(total(counts))));
}

function total({ pass, fail, cancelled, skipped, todo }) {
  return { passed: pass, failed: fail + cancelled, skipped: skipped + todo };
}

function report({ name, file, details }) {
  // A suite fails when a test in it does: the test says why.
  if (details.error.failureType === 'subtestsFailed') return;
  const cause = details.error.cause ?? details.error;
  console.error(`FAILED ${name}${file ? ` (${relative(process.cwd(), file)})` : ''}\n${textOf(cause)}\n`);
}

/** With what it was caused by: a property fails because of an assertion in it. */
function textOf(error) {
  if (typeof error === 'string') return error;
  const text = error.stack ?? error.message;
  return error.cause === undefined ? text : `${text}\ncaused by ${textOf(error.cause)}`;
}

function passed({ name, details }) {
  if (details.type !== 'suite') console.log(`  ok ${name} (${Math.round(details.duration_ms)} ms)`);
}
