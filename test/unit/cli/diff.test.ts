// `dryfit diff` over folders and over a git repository.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { DiffResult } from '../../../server/src/api';
import { CommandLineFolder } from '../../support/commandLine';
import { POOL, web } from '../../support/smallCluster';

const folder = new CommandLineFolder();
after(() => folder.remove());

const git = (...words: string[]): string =>
  execFileSync('git', ['-C', folder.root, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], {
    encoding: 'utf8',
  });
const json = async (words: readonly string[]): Promise<DiffResult> => {
  const { out, err } = await folder.run(['diff', '--format', 'json', '--fail-on', 'never', ...words]);
  assert.equal(err, '');
  return JSON.parse(out) as DiffResult;
};

folder.write('clusters/prod/pool.yaml', POOL);
folder.write('clusters/prod/web.yaml', web(2));
folder.write('clusters/dev/pool.yaml', POOL);
folder.write('old.yaml', `${POOL}---\n${web(1)}`);
folder.write('new.yml', `${POOL}---\n${web(40)}`);
git('init', '-q', '-b', 'main');
git('add', '-A');
git('commit', '-q', '-m', 'one');
folder.write('clusters/prod/web.yaml', web(30));
git('commit', '-q', '-a', '-m', 'two');
folder.write('clusters/prod/web.yaml', web(60));

const placed = (result: DiffResult) => result.clusters.map(({ workloads }) => workloads[0]?.placedPods);
const clusters = join(folder.root, 'clusters');

test('a revision stands for the same folder in that revision', async () => {
  const result = await json(['HEAD', clusters]);
  assert.deepEqual(placed(result), [
    { before: 30, after: result.clusters[0]?.workloads[0]?.placedPods.after },
  ]);
  assert.equal(result.clusters[0]?.name, join('clusters', 'prod'));
  assert.equal(result.unchangedClusterCount, 1);
});

test('two revisions, with and without a path of their own', async () => {
  assert.deepEqual(placed(await json(['HEAD~1', 'HEAD'])), [{ before: 2, after: 30 }]);
  assert.deepEqual(placed(await json(['HEAD~1:clusters/prod', 'HEAD:clusters/prod'])), [
    { before: 2, after: 30 },
  ]);
  const oneFile = await json(['HEAD~1:clusters/prod/web.yaml', 'HEAD:clusters/prod/web.yaml']);
  assert.deepEqual(oneFile.totals.pendingPods, { before: 2, after: 30 });
});

test('two files are held against each other whatever they are called', async () => {
  const result = await json([join(folder.root, 'old.yaml'), join(folder.root, 'new.yml')]);
  assert.deepEqual(
    result.clusters.map(({ status }) => status),
    ['changed'],
  );
  assert.equal(result.clusters[0]?.workloads[0]?.placedPods.before, 1);
});

test('status 1 for new findings, for pods that lost their place, and above the budget; never with --fail-on never', async () => {
  assert.equal((await folder.run(['diff', 'HEAD~1', 'HEAD'])).status, 0);
  const over = await folder.run(['diff', 'HEAD~1', 'HEAD', '--budget', '100']);
  assert.equal(over.status, 1);
  assert.match(over.err, /a month more, above the budget of \$100\.00/);
  assert.equal((await folder.run(['diff', 'HEAD~1', 'HEAD', '--budget', '100000'])).status, 0);
  folder.write('clusters/prod/web.yaml', web(60, '900'));
  assert.equal((await folder.run(['diff', 'HEAD', clusters])).status, 1);
  assert.equal((await folder.run(['diff', 'HEAD', clusters, '--fail-on', 'never'])).status, 0);
});

test('what is neither a path nor a revision is told in one line', async () => {
  const { status, err } = await folder.run(['diff', 'HEAD', 'no-such-thing']);
  assert.equal(status, 2);
  assert.match(err, /^dryfit: no-such-thing: neither a path nor a git revision here[^\n]*\n$/);
  assert.equal((await folder.run(['diff', '--', '--output=x', 'HEAD'])).status, 2);
});

test('text, markdown and sarif of the same change', async () => {
  assert.match((await folder.run(['diff', 'HEAD~1', 'HEAD'])).out, /shop\/web: placed 2 -> 30/);
  assert.match(
    (await folder.run(['diff', 'HEAD~1', 'HEAD', '--format', 'markdown'])).out,
    /^<!-- dryfit diff -->\n### Dryfit/,
  );
  const sarif = JSON.parse((await folder.run(['diff', 'HEAD~1', 'HEAD', '--format', 'sarif'])).out) as {
    version: string;
  };
  assert.equal(sarif.version, '2.1.0');
});
