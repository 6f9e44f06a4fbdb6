// Many clusters: the report of the whole, the same whatever the number of threads, and the sum of its parts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { merge, type FleetReport } from '../../../server/src/api';
import { CommandLineFolder } from '../../support/commandLine';
import { POOL, web } from '../../support/smallCluster';

const folder = new CommandLineFolder();
after(() => folder.remove());

for (const [name, replicas] of [
  ['a', 1],
  ['b', 12],
  ['c', 30],
] as const) {
  folder.write(`fleet/${name}/pool.yaml`, POOL);
  folder.write(`fleet/${name}/web.yaml`, web(replicas));
}
folder.write(
  'fleet/c/bad.yaml',
  'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: q}\nspec: {weight: 0}\n',
);
const fleet = join(folder.root, 'fleet');

async function overview(...words: string[]): Promise<FleetReport> {
  const { out } = await folder.run(['overview', '--format', 'json', ...words]);
  return JSON.parse(out) as FleetReport;
}

test('results per folder, and their sum', async () => {
  const report = await overview(fleet);
  assert.deepEqual(
    report.clusters.map(({ name }) => name),
    ['a', 'b', 'c'].map((name) => join('fleet', name)),
  );
  const sum = (amount: (cluster: FleetReport['clusters'][number]) => number) =>
    report.clusters.reduce((total, cluster) => total + amount(cluster), 0);
  assert.equal(
    report.totals.nodeCount,
    sum(({ nodeCount }) => nodeCount),
  );
  assert.equal(report.totals.podCount, 43);
  assert.equal(report.totals.rejectedCount, 1);
  assert.ok(Math.abs(report.totals.usdPerMonth - sum(({ usdPerMonth }) => usdPerMonth)) < 1e-6);
  assert.equal(
    report.totals.findingCounts.error,
    sum(({ findings }) => findings.filter(({ severity }) => severity === 'error').length),
  );
});

test('threads change nothing', () => {
  const program = (jobs: string): string =>
    execFileSync(
      process.execPath,
      ['server/out/cli.js', 'overview', fleet, '--format', 'json', '--jobs', jobs],
      {
        encoding: 'utf8',
      },
    );
  assert.equal(program('3'), program('1'));
});

test('threads reckon with the prices that are chosen', () => {
  const usdPerHour = { 'm7i.large': 0.5, 'm7i.xlarge': 1, 'm7a.large': 0.6 };
  const prices = folder.write(
    'prices.json',
    JSON.stringify({ version: 1, region: 'us-east-1', onDemand: { asOf: '2026-11-01', usdPerHour } }),
  );
  const report = (...words: string[]): FleetReport =>
    JSON.parse(
      execFileSync(process.execPath, ['server/out/cli.js', 'overview', fleet, '--format', 'json', ...words], {
        encoding: 'utf8',
      }),
    ) as FleetReport;
  const here = report('--jobs', '1', '--prices', prices);
  assert.deepEqual(report('--jobs', '3', '--prices', prices), here);
  assert.notEqual(here.totals.usdPerMonth, report('--jobs', '3').totals.usdPerMonth);
});

test('a thread that ends is told, not waited for', async () => {
  const threadFile = folder.write('thread.cjs', 'process.exit(3);');
  await assert.rejects(folder.run(['overview', fleet, '--jobs', '2'], { threadFile }), {
    message: /^a thread ended with 3 before it had judged /,
  });
});

test('parts judged apart and merged are the whole', async () => {
  const parts = await Promise.all(['a', 'b', 'c'].map((name) => overview(join(fleet, name))));
  assert.deepEqual(merge(parts), await overview(fleet));
  const files = parts.map((part, index) => folder.write(`part-${index}.json`, JSON.stringify(part)));
  const { status, out } = await folder.run(['merge', ...files]);
  assert.deepEqual([status, JSON.parse(out)], [0, merge(parts)]);
});

test('what cannot be added up is refused in one line', async () => {
  const report = folder.write('report.json', JSON.stringify(await overview(fleet)));
  const twice = await folder.run(['merge', report, report]);
  assert.deepEqual([twice.status, twice.out], [2, '']);
  assert.match(twice.err, /would count twice/);
  const abroad = folder.write(
    'abroad.json',
    JSON.stringify(await overview(fleet, '--region', 'eu-central-1')),
  );
  assert.match((await folder.run(['merge', report, abroad])).err, /prices differ, merge them apart/);
  const other = folder.write('other.json', '{"version": 1}');
  assert.match((await folder.run(['merge', other])).err, /not a report of dryfit overview/);
});

test('a file that cannot be read is told, and the rest is reported all the same', async () => {
  const before = await overview(fleet);
  const [one, other] = [join(fleet, 'a', 'one.yaml'), join(fleet, 'a', 'other.yaml')];
  symlinkSync(one, other);
  symlinkSync(other, one);
  try {
    const { status, out, err } = await folder.run(['overview', '--format', 'json', fleet]);
    const report = JSON.parse(out) as FleetReport;
    assert.equal(status, 2);
    assert.match(err, /a.one\.yaml: too many links, left out/);
    assert.deepEqual(
      report.unreadable.map(({ path }) => path),
      [join('fleet', 'a', 'one.yaml'), join('fleet', 'a', 'other.yaml')],
    );
    assert.deepEqual(report.totals, before.totals);
    assert.equal((await folder.run(['check', fleet])).status, 2);
  } finally {
    rmSync(one);
    rmSync(other);
  }
});
