// Runs one test file in a process of its own, and ends that process, with all it started, when its time is over: a test
// that never ends must not keep all others from telling.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MARK } from './testEvents.mjs';

const REPORTER = new URL('testReporter.mjs', import.meta.url).href;
/** From the polite signal to the other one. */
const GRACE_MS = 3_000;
/** How long output may come after the end of the process that wrote it. */
const DRAIN_MS = 5_000;
const HAS_GROUPS = process.platform !== 'win32';

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const child of running) signalAll(child, 'SIGKILL');
    process.exit(1);
  });

/** @param {{limitMs: number, tell: {failed(name: string, why: string): void, passed(name: string, ms: number): void,
 *   wrote(line: string): void, complained(line: string): void}}} options  what is told of goes to `tell` as it happens
 *  @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runTestFile(file, { limitMs, tell }) {
  const child = spawn(
    process.execPath,
    [`--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout', file],
    // A group of its own, to be ended as one.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: HAS_GROUPS },
  );
  running.add(child);
  const seen = { counts: {}, open: [], last: undefined };
  createInterface({ input: child.stdout }).on('line', (line) => take(line, seen, tell));
  createInterface({ input: child.stderr }).on('line', (line) => tell.complained(line));
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    stop(child);
  }, limitMs);
  const ended = await endOf(child);
  clearTimeout(timer);
  running.delete(child);
  return verdict({ ...seen, ended, isOverdue, limitMs }, tell);
}

function take(line, seen, tell) {
  if (!line.startsWith(MARK)) return line === '' ? undefined : tell.wrote(line);
  const event = JSON.parse(line.slice(MARK.length));
  switch (event.type) {
    case 'begun':
      return seen.open.push(event.name);
    case 'passed':
      close(seen, event.name);
      return event.isSuite ? undefined : tell.passed(event.name, event.ms);
    case 'failed':
      close(seen, event.name);
      return event.why === undefined ? undefined : tell.failed(event.name, event.why);
    case 'count':
      seen.counts[event.key] = event.count;
  }
}

function close(seen, name) {
  const at = seen.open.indexOf(name);
  if (at >= 0) seen.open.splice(at, 1);
  seen.last = name;
}

/** Tests that were counted, and one more that failed if the process did not come to its end as it should. */
function verdict({ counts, open, last, ended, isOverdue, limitMs }, tell) {
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = counts;
  const result = { passed: pass, failed: fail + cancelled, skipped: skipped + todo };
  const isSummedUp = counts.pass !== undefined;
  if (!isOverdue && isSummedUp && (ended === '0' || result.failed > 0)) return result;
  const what = isOverdue ? `It did not end within ${limitMs / 1000} s` : `Its process ended with ${ended}`;
  tell.failed('the file', `${what}; ${whereItWas({ isSummedUp, open, last })}.`);
  return { ...result, failed: result.failed + 1 };
}

/** A test that never lets others have a turn cannot say that it has begun. */
function whereItWas({ isSummedUp, open, last }) {
  if (isSummedUp) return 'all its tests had ended';
  if (open.length > 0) return `in: ${open.join(', ')}`;
  return last === undefined ? 'none of its tests had ended' : `the last test that ended: ${last}`;
}

/** @returns {Promise<string>} the status or the signal with which it ended */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('exit', (code, signal) => {
      const ended = String(code ?? signal);
      // Whatever it left behind.
      signalAll(child, 'SIGKILL');
      child.once('close', () => resolve(ended));
      setTimeout(() => resolve(ended), DRAIN_MS);
    });
  });
}

function stop(child) {
  signalAll(child, 'SIGTERM');
  setTimeout(() => signalAll(child, 'SIGKILL'), GRACE_MS).unref();
}

/** To the process and to those that it started. */
function signalAll(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // They have ended.
  }
}
