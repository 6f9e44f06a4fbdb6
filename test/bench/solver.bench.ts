/** How long the solver takes, and that its answer is right while it is fast: node counts and dollars are checked before
 *  anything is timed. `npm run bench` builds and runs it; results go to out/bench/solver.json.
 *  Options: `--quick` leaves out loads above 100,000 pods, `--runs N`. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { resolveInstanceTypes } from '../../server/src/catalog/resolve';
import { resolveOptions } from '../../server/src/model/options';
import type { SolveInput, SolveResult } from '../../server/src/solver/input';
import { SolverCache } from '../../server/src/solver/groundwork';
import { solve } from '../../server/src/solver/solve';
import { nodeClass } from '../support/catalogBuilders';
import { makeLoad, type LoadShape } from './solverLoad';

interface Load extends LoadShape {
  readonly name: string;
  readonly nodeCount: number;
  readonly usdPerHour: number;
}

const mixed = (podCount: number, nodeCount: number, usdPerHour: number): Load => ({
  ...{ name: `${podCount} mixed pods`, podCount, grouped: false, plain: false },
  ...{ nodeCount, usdPerHour },
});
const plain = (podCount: number, nodeCount: number, usdPerHour: number): Load => ({
  ...{ name: `${podCount} plain pods in Deployments`, podCount, grouped: true, plain: true },
  ...{ nodeCount, usdPerHour },
});

/** The answers for 500 and 1,000 mixed pods are Karpenter's own, random picks settled by name. The others were computed
 *  by this solver and guard against change. */
const LOADS: readonly Load[] = [
  mixed(500, 100, 6.239),
  mixed(1000, 200, 11.4944),
  mixed(5000, 1000, 54.7118),
  mixed(20_000, 4000, 231.3138),
  plain(1000, -1, -1),
  plain(10_000, -1, -1),
  plain(100_000, 190, 3893.3126),
  plain(300_000, -1, -1),
  plain(1_000_000, -1, -1),
];

const flags = process.argv.slice(2);
const runs = flags.includes('--runs') ? Number(flags[flags.indexOf('--runs') + 1]) : 5;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const types = resolveInstanceTypes(loadCatalog(), nodeClass(), resolveOptions());
const cache = new SolverCache();

function check(load: Load, input: SolveInput, result: SolveResult): void {
  const placed = result.nodeClaims.reduce(
    (sum, { pods }) => sum + pods.reduce((n, { count }) => n + count, 0),
    0,
  );
  assert.equal(placed, load.podCount, `${load.name}: every pod is placed once`);
  assert.equal(
    result.podCount,
    input.groups.reduce((sum, { podCount }) => sum + podCount, 0),
  );
  if (load.nodeCount < 0) return;
  assert.equal(result.nodeClaims.length, load.nodeCount, load.name);
  assert.equal(usdOf(result).toFixed(4), load.usdPerHour.toFixed(4), load.name);
}

const usdOf = ({ nodeClaims }: SolveResult): number =>
  nodeClaims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0), 0);

function measure(load: Load) {
  const input = makeLoad(load, types);
  const coldStart = performance.now();
  const result = solve(input);
  const coldMs = performance.now() - coldStart;
  check(load, input, result);
  const times = Array.from({ length: load.podCount > 100_000 ? 2 : runs }, () => {
    const start = performance.now();
    solve(input, { cache });
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const medianMs = times[Math.floor(times.length / 2)] ?? 0;
  return {
    name: load.name,
    podCount: load.podCount,
    nodes: result.nodeClaims.length,
    usdPerHour: Number(usdOf(result).toFixed(4)),
    coldMs: Number(coldMs.toFixed(1)),
    medianMs: Number(medianMs.toFixed(1)),
    maxMs: Number((times.at(-1) ?? 0).toFixed(1)),
    microsecondsPerPod: Number(((medianMs * 1000) / load.podCount).toFixed(2)),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  };
}

type Measured = ReturnType<typeof measure>;

const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, place) => (place === 0 ? String(cell).padEnd(34) : String(cell).padStart(10))).join('');

const loads = flags.includes('--quick') ? LOADS.filter(({ podCount }) => podCount <= 100_000) : LOADS;
print(row(['load', 'nodes', 'cold ms', 'median ms', 'max ms', 'µs/pod', 'RSS MB']));
const measured: Measured[] = [];
for (const load of loads) {
  const found = measure(load);
  measured.push(found);
  print(
    row([
      found.name,
      found.nodes,
      found.coldMs,
      found.medianMs,
      found.maxMs,
      found.microsecondsPerPod,
      found.rssMb,
    ]),
  );
}
mkdirSync('out/bench', { recursive: true });
const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length };
writeFileSync('out/bench/solver.json', `${JSON.stringify({ machine, runs, measured }, undefined, 1)}\n`);
