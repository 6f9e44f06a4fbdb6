/** How long an edit of one workload takes to show its nodes and dollars: from the changed text of one file among many
 *  to the result, with what a worker keeps between jobs. `npm run bench` builds and runs it. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { ParseCache, parseFile } from '../../server/src/manifest/document';
import type { SourceFile } from '../../server/src/model/finding';
import { resolveOptions } from '../../server/src/model/options';
import { TypeCache } from '../../server/src/simulate/instanceTypes';
import { runSimulation, type Simulation } from '../../server/src/simulate/simulate';
import { mixedManifests } from './manifestLoad';

const POD_COUNT = 1000;
const EDITS = 21;

const files = mixedManifests(POD_COUNT);
const parsed = new ParseCache();
const types = new TypeCache();
const catalog = loadCatalog();
const options = { ...resolveOptions(), replicas: 'spec' as const };

function simulateFiles(current: readonly SourceFile[]): Simulation {
  const documents = current.flatMap((file) => parseFile(file, { cache: parsed }));
  return runSimulation({ documents, refused: new Set(), catalog, options, cache: types });
}

/** The file with the request of its first pod changed: a new amount each time, so that nothing can be looked up. */
const edited = (edit: number): readonly SourceFile[] =>
  files.map((file, index) =>
    index === 1 ? { ...file, text: file.text.replace(/cpu: \d+m/, `cpu: ${300 + edit}m`) } : file,
  );

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

const podsOf = ({ result }: Simulation): number =>
  result.nodeClaims.reduce((sum, { pods }) => sum + pods.reduce((n, { count }) => n + count, 0), 0);

assert.equal(podsOf(simulateFiles(files)), POD_COUNT);
const times = Array.from({ length: EDITS }, (_, edit) => {
  const current = edited(edit);
  const start = performance.now();
  const simulation = simulateFiles(current);
  const took = performance.now() - start;
  assert.equal(podsOf(simulation), POD_COUNT);
  return took;
});
const measured = {
  name: `edit of one workload among ${POD_COUNT} mixed pods in ${files.length} files`,
  medianMs: Number(median(times).toFixed(1)),
  bestMs: Number(Math.min(...times).toFixed(1)),
  worstMs: Number(Math.max(...times).toFixed(1)),
};
process.stdout.write(
  `${measured.name}: median ${measured.medianMs} ms, best ${measured.bestMs} ms, worst ${measured.worstMs} ms\n`,
);
mkdirSync('out/bench', { recursive: true });
writeFileSync(
  'out/bench/edit.json',
  `${JSON.stringify({ node: process.version, ...measured }, undefined, 1)}\n`,
);
