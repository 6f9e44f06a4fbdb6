/** What the rules of the edit stage add to a keystroke, with 1,000 manifests in the workspace: the findings of the file
 *  that changed, with a new graph over all of them. `npm run bench` builds and runs it. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { ParseCache, parseFile, type Manifest } from '../../server/src/manifest/document';
import type { SourceFile } from '../../server/src/model/finding';
import { resolveOptions } from '../../server/src/model/options';
import { ObjectGraph } from '../../server/src/rules/graph';
import { runRules } from '../../server/src/rules/run';
import { mixedManifests, PODS_EACH } from './manifestLoad';

const MANIFESTS = 1000;
const EDITS = 41;
const WARM_UP = 10;
const LIMIT_MS = 5;
/** A keystroke looks at one file of 20 workloads: four times the manifests must not cost four times as much. */
const MOST_TIMES = 3;

const cache = new ParseCache();
const options = resolveOptions();
const onFailure = (_: unknown, error: unknown): never => {
  throw error;
};

const edited = (files: readonly SourceFile[], edit: number): readonly SourceFile[] =>
  files.map((file, index) =>
    index === 1 ? { ...file, text: file.text.replace(/cpu: \d+m/, `cpu: ${300 + edit}m`) } : file,
  );

/** Milliseconds of the rules alone: parsing is done before. */
function timeOfRules(all: readonly Manifest[], uri: string): number {
  const manifests = all.filter((manifest) => manifest.uri === uri);
  const start = performance.now();
  runRules({ graph: new ObjectGraph(all), manifests, options, withFixes: false, onFailure }, 'edit');
  return performance.now() - start;
}

function medianOf(manifestCount: number): number {
  const files = mixedManifests((manifestCount - 2) * PODS_EACH);
  const times = Array.from({ length: EDITS + WARM_UP }, (_, edit) => {
    const all = edited(files, edit).flatMap((file) => parseFile(file, { cache }));
    assert.equal(all.length, manifestCount);
    return timeOfRules(all, files[1]?.uri ?? '');
  }).slice(WARM_UP);
  return times.sort((a, b) => a - b)[Math.floor(EDITS / 2)] ?? NaN;
}

const small = medianOf(MANIFESTS / 4);
const large = medianOf(MANIFESTS);
const ratio = large / small;
process.stdout.write(
  `rules of the edit stage, a keystroke among ${MANIFESTS} manifests: median ${large.toFixed(2)} ms ` +
    `(wanted: under ${LIMIT_MS}), ${ratio.toFixed(1)} times that among ${MANIFESTS / 4}\n`,
);
mkdirSync('out/bench', { recursive: true });
writeFileSync(
  'out/bench/rules.json',
  `${JSON.stringify({ node: process.version, manifests: MANIFESTS, medianMs: Number(large.toFixed(2)), ratio: Number(ratio.toFixed(2)) }, undefined, 1)}\n`,
);
assert.ok(ratio < MOST_TIMES, `${ratio.toFixed(1)} times, at most ${MOST_TIMES}`);
