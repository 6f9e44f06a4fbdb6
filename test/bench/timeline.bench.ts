/** How long a week takes to play: the small example; 50 workloads with their scalers in five pools, both under a load that rises
 *  and falls every day; and queue workers whose size swings all the time. From the files to the answer, with instance types known
 *  from a run before. In CPU time of the whole process, which other programs disturb less than the clock. `npm run bench` builds
 *  and runs it; it fails when a week costs too many times the small one. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { strategiesOfFiles } from '../../server/src/analysis/motion/strategies';
import { timelineOfFiles, type TimelineRequest } from '../../server/src/analysis/motion/timeline';
import type { SourceFile } from '../../server/src/model/finding';
import { TypeCache } from '../../server/src/simulate/instanceTypes';
import type { Outcome } from '../../server/src/util/outcome';
import { manyWorkloads, WORKLOADS } from './timelineLoad';

const DAY = 24 * 3600;
const WEEK = 7 * DAY;
const RUNS = 5;
const SPIKE = 'examples/spike';
const QUEUE = 'examples/queue-workers/good';

const resources = { catalog: loadCatalog(), cache: new TypeCache() };

function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.message);
  return outcome.value;
}

const filesOf = (folder: string): readonly SourceFile[] =>
  readdirSync(folder).map((name) => ({
    uri: `file:///${name}`,
    text: readFileSync(join(folder, name), 'utf8'),
  }));

const requestOf = (
  files: readonly SourceFile[],
  {
    low,
    high,
    podCapacity = 50,
  }: { readonly low: number; readonly high: number; readonly podCapacity?: number },
): TimelineRequest => ({
  ...{ files, durationSeconds: WEEK, podCapacity },
  load: { kind: 'daily', low, high, peakHour: 14, weekendShare: 0.5 },
});

/** Milliseconds of CPU, of the first run and of the best and the middle of the others, which have to answer the same. */
function timed<T>(ask: () => T): {
  readonly answer: T;
  readonly coldMs: number;
  readonly bestMs: number;
  readonly medianMs: number;
} {
  const once = (): { readonly answer: T; readonly ms: number } => {
    const before = process.cpuUsage();
    const answer = ask();
    const { user, system } = process.cpuUsage(before);
    return { answer, ms: Math.round((user + system) / 1000) };
  };
  const first = once();
  const text = JSON.stringify(first.answer);
  const times = Array.from({ length: RUNS }, () => {
    const { answer, ms } = once();
    assert.equal(JSON.stringify(answer), text);
    return ms;
  }).sort((a, b) => a - b);
  const [bestMs = NaN, medianMs = NaN] = [times[0], times[Math.floor(RUNS / 2)]];
  return { answer: first.answer, coldMs: first.ms, bestMs, medianMs };
}

function measure(name: string, request: TimelineRequest) {
  const { answer, ...times } = timed(() => valueOf(timelineOfFiles(request, resources)));
  const { waves, series, eventCount } = answer;
  assert.ok(waves.length > 50, `${waves.length} scale-ups`);
  const nodes = Math.max(...series.nodes);
  process.stdout.write(
    `a week of ${name} (up to ${nodes} nodes, ${Math.max(...series.running)} pods of it, ${waves.length} scale-ups, ` +
      `${eventCount} events), ms of CPU: median ${times.medianMs}, best ${times.bestMs}, first ${times.coldMs}\n`,
  );
  return { name, nodes, waves: waves.length, events: eventCount, ...times };
}

function compare(name: string, request: TimelineRequest) {
  const { answer, ...times } = timed(() => valueOf(strategiesOfFiles(request, resources)));
  const strategies = answer.outcomes.length;
  process.stdout.write(
    `${strategies} strategies over a day of ${name}, ms of CPU: median ${times.medianMs}, best ${times.bestMs}, first ${times.coldMs}\n`,
  );
  return { name, strategies, ...times };
}

const DAILY = { low: 100, high: 900 };
const MANY = `${WORKLOADS} workloads in 5 pools`;
const many = requestOf(manyWorkloads(), { low: 200, high: 3000 });
const small = measure(SPIKE, requestOf(filesOf(SPIKE), DAILY));
const large = measure(MANY, many);
const swinging = measure(QUEUE, requestOf(filesOf(QUEUE), { low: 4, high: 150, podCapacity: 2 }));
const strategies = [
  compare(SPIKE, { ...requestOf(filesOf(SPIKE), DAILY), durationSeconds: DAY }),
  compare(MANY, { ...many, durationSeconds: DAY }),
];

mkdirSync('out/bench', { recursive: true });
const results = [small, large, swinging];
writeFileSync(
  'out/bench/timeline.json',
  `${JSON.stringify({ node: process.version, results, strategies }, undefined, 1)}\n`,
);

/** Above what they were when this was written, on a busy machine (3.8 to 5.5, 4.9 to 5.9, 12 to 17). */
const MOST_TIMES_SMALL = [
  [large, 7],
  [swinging, 8],
  [strategies[1], 25],
] as const;
for (const [one, most] of MOST_TIMES_SMALL) {
  const times = (one?.bestMs ?? NaN) / small.bestMs;
  assert.ok(
    times < most,
    `${one?.name ?? ''}: ${times.toFixed(1)} times the week of ${SPIKE}, more than ${most}`,
  );
}
