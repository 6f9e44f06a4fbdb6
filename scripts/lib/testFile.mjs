// Runs one test file in a process of its own, and ends that process, with all it started, when its time is over: a test
// that never ends must not keep all others from telling.
import { spawn } from 'node:child_process';
import { parsedJson } from './json.mjs';
import { MARK } from './testReporter.mjs';

const REPORTER = new URL('testReporter.mjs', import.meta.url).href;
/** From the polite signal to the other one. */
const GRACE_MS = 3_000;
/** How long output may come after the end of the process that wrote it. */
const DRAIN_MS = 5_000;
const HAS_GROUPS = process.platform !== 'win32';

/** What is told of each process that runs. */
const running = new Map();
process.on('exit', () => {
  for (const child of running.keys()) signalAll(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    for (const { seen, tell } of running.values()) tell.failed('the file', `Given up; ${whereItWas(seen)}.`);
    process.exit(1);
  });

/** @param {{limitMs: number, tell: {failed(name: string, why: string): void, passed(name: string, ms: number): void,
 *   wrote(line: string): void, complained(line: string): void}}} options  what is told of goes to `tell` as it happens
 *  @returns {Promise<{passed: number, failed: number, skipped: number}>} */
export async function runTestFile(file, { limitMs, tell }) {
  // Without what a runner of Node's own may have set for its children.
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  const child = spawn(
    process.execPath,
    [`--test-reporter=${REPORTER}`, '--test-reporter-destination=stdout', file],
    // A group of its own, to be ended as one.
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: HAS_GROUPS },
  );
  const seen = { counts: {}, open: [], last: undefined, said: [], isGarbled: false };
  running.set(child, { seen, tell });
  eachLine(child.stdout, (line) => take(line, seen, tell));
  eachLine(child.stderr, (line) => tell.complained(line));
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    stop(child);
  }, limitMs);
  child.once('exit', () => clearTimeout(timer));
  const ended = await endOf(child);
  clearTimeout(timer);
  running.delete(child);
  return verdict({ seen, ended, isOverdue, limitMs }, tell);
}

/** Lines end with a line feed and nothing else. */
function eachLine(stream, tell) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) tell(line);
  });
  stream.on('end', () => rest !== '' && tell(rest));
}

function take(line, seen, tell) {
  if (!line.startsWith(MARK)) return line === '' ? undefined : tell.wrote(line);
  const event = parsedJson(line.slice(MARK.length));
  switch (event?.type) {
    case undefined:
      // Another process wrote into the line.
      seen.isGarbled = true;
      return;
    case 'said':
      return seen.said.push(event.text);
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
function verdict({ seen, ended, isOverdue, limitMs }, tell) {
  const { pass = 0, fail = 0, cancelled = 0, skipped = 0, todo = 0 } = seen.counts;
  const result = { passed: pass, failed: fail + cancelled, skipped: skipped + todo };
  const isWell = !isOverdue && !seen.isGarbled && isSummedUp(seen) && (ended === '0' || result.failed > 0);
  if (isWell) return result;
  const what = isOverdue ? `It did not end within ${limitMs / 1000} s` : `Its process ended with ${ended}`;
  const garbled = seen.isGarbled ? ['Another process wrote into what it told.'] : [];
  tell.failed('the file', [`${what}; ${whereItWas(seen)}.`, ...garbled, ...seen.said].join('\n'));
  return { ...result, failed: result.failed + 1 };
}

const isSummedUp = ({ counts }) => counts.pass !== undefined;

/** A test that never lets others have a turn cannot say that it has begun. */
function whereItWas(seen) {
  if (isSummedUp(seen)) return 'all its tests had ended';
  if (seen.open.length > 0) return `in: ${seen.open.join(', ')}`;
  return seen.last === undefined ? 'none of its tests had ended' : `the last test that ended: ${seen.last}`;
}

/** @returns {Promise<string>} the status or the signal with which it ended */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('exit', (code, signal) => {
      const ended = String(code ?? signal);
      // Whatever it left behind.
      signalAll(child, 'SIGKILL');
      const drain = setTimeout(() => {
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
      }, DRAIN_MS);
      child.once('close', () => {
        clearTimeout(drain);
        resolve(ended);
      });
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
