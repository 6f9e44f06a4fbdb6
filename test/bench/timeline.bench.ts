/** How long a week takes to play: the small example, and 50 workloads in five pools, both under a load that rises and falls
 *  every day. Wall time from the files to the answer, with instance types known from a run before. `npm run bench` builds and
 *  runs it. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { timelineOfFiles, type TimelineRequest } from '../../server/src/analysis/motion/timeline';
import type { SourceFile } from '../../server/src/model/finding';
import { TypeCache } from '../../server/src/simulate/instanceTypes';
import type { Timeline } from '../../server/src/timeline/timeline';
import { manyWorkloads, WORKLOADS } from './timelineLoad';

const WEEK = 7 * 24 * 3600;
const RUNS = 5;
const EXAMPLE = 'examples/spike';

const resources = { catalog: loadCatalog(), cache: new TypeCache() };

function play(request: TimelineRequest): Timeline {
  const played = timelineOfFiles(request, resources);
  assert.ok(played.ok, played.ok ? '' : played.failure.message);
  return played.value;
}

const exampleFiles = (): readonly SourceFile[] =>
  readdirSync(EXAMPLE).map((name) => ({
    uri: `file:///${name}`,
    text: readFileSync(join(EXAMPLE, name), 'utf8'),
  }));

const week = (files: readonly SourceFile[], low: number, high: number): TimelineRequest => ({
  ...{ files, durationSeconds: WEEK, podCapacity: 50 },
  load: { kind: 'daily', low, high, peakHour: 14, weekendShare: 0.5 },
});

function measure(name: string, request: TimelineRequest) {
  const first = play(request);
  const text = JSON.stringify(first);
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    const again = play(request);
    const took = performance.now() - start;
    assert.equal(JSON.stringify(again), text);
    return took;
  }).sort((a, b) => a - b);
  const [bestMs = NaN, medianMs = NaN] = [times[0], times[Math.floor(RUNS / 2)]];
  const { waves, series, eventCount } = first;
  assert.ok(waves.length > 50, `${waves.length} scale-ups`);
  const nodes = Math.max(...series.nodes);
  process.stdout.write(
    `a week of ${name} (up to ${nodes} nodes, ${Math.max(...series.running)} pods of it, ${waves.length} scale-ups, ` +
      `${eventCount} events): median ${medianMs.toFixed(0)} ms, best ${bestMs.toFixed(0)} ms\n`,
  );
  return {
    name,
    nodes,
    waves: waves.length,
    events: eventCount,
    medianMs: Math.round(medianMs),
    bestMs: Math.round(bestMs),
  };
}

const results = [
  measure(EXAMPLE, week(exampleFiles(), 100, 900)),
  measure(`${WORKLOADS} workloads in 5 pools`, week(manyWorkloads(), 200, 3000)),
];
mkdirSync('out/bench', { recursive: true });
writeFileSync(
  'out/bench/timeline.json',
  `${JSON.stringify({ node: process.version, results }, undefined, 1)}\n`,
);
