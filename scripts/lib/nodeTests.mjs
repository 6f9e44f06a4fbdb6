// Runs test files, each in a process of its own, and says no more than what failed.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { runTestFile } from './testFile.mjs';

/** Many times what the slowest file takes on a busy machine. */
const LIMIT_MS = 300_000;

/** Compiled test files below `folder`, sorted. */
export function testFiles(folder, suffix) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @returns {Promise<{passed: number, failed: number, skipped: number}>} a cancelled test is a failed one, and so is a
 *   file that does not end within its time */
export async function runNodeTests(
  files,
  { concurrency = availableParallelism(), verbose = false, limitMs = LIMIT_MS } = {},
) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await runTestFile(join(process.cwd(), file), { limitMs, tell: teller(file, verbose) });
      for (const key of Object.keys(sum)) sum[key] += result[key];
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return sum;
}

function teller(file, verbose) {
  const path = relative(process.cwd(), file);
  return {
    failed: (name, why) => console.error(`FAILED ${name} (${path})\n${why}\n`),
    passed: (name, ms) => verbose && console.log(`  ok ${name} (${Math.round(ms)} ms)`),
    // What tests measured.
    wrote: (line) => verbose && console.log(line),
    complained: (line) => console.error(line),
  };
}
