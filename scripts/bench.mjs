// All benchmarks: the solver, an edit, the rules, a week of a timeline, the panel's server, the start of it. Results also go
// to out/bench/.
//   npm run bench [-- --quick] [-- --upstream PROGRAM MANIFESTS...]
// With --upstream, a program that prints how long Karpenter's own Solve takes on a file of manifests (`-time -quiet`) is
// timed in the same run as ours on the same file, each in turn.
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const upstreamAt = args.indexOf('--upstream');
const [upstream, ...manifests] = upstreamAt < 0 ? [] : args.splice(upstreamAt).slice(1);

function run(program, words, options = {}) {
  const result = spawnSync(program, words, { stdio: 'inherit', ...options });
  if (result.status !== 0) process.exit(result.status ?? 1);
  return result;
}

run(process.execPath, ['scripts/build.mjs', '--tests', '--production']);
run(process.execPath, ['out/test/bench/solver.bench.mjs', ...args]);
run(process.execPath, ['out/test/bench/edit.bench.mjs']);
run(process.execPath, ['out/test/bench/rules.bench.mjs']);
run(process.execPath, ['out/test/bench/timeline.bench.mjs']);
run(process.execPath, ['out/test/bench/panel.bench.mjs']);
run(process.execPath, ['scripts/bench-start.mjs']);
for (const file of manifests) {
  const theirs = spawnSync(upstream, ['-time', '-quiet', file], { encoding: 'utf8' });
  const ours = spawnSync(
    process.execPath,
    ['server/out/cli.js', 'simulate', file, '--format', 'json', '--stats'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  const theirMs = Number(/solve ([\d.]+) ms/.exec(theirs.stderr)?.[1]);
  const { nodeClaims, stats } = JSON.parse(ours.stdout);
  const { nodes } = JSON.parse(theirs.stdout);
  const ratio = (theirMs / stats.solveMs).toFixed(0);
  console.log(
    `${file}: Karpenter ${theirMs.toFixed(0)} ms, ${nodes} nodes; Dryfit, cold process, ${stats.solveMs.toFixed(0)} ms, ${nodeClaims.length} nodes; ${ratio} times`,
  );
}
