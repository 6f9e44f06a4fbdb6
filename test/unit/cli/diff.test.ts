// `dryfit diff` over folders and over a git repository.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { version } from '../../../package.json';
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

test('a folder that moved is no change, nor is a checkout with other line breaks', async () => {
  const moved = new CommandLineFolder();
  try {
    for (const [side, name, breaks] of [
      ['old', 'blue', '\n'],
      ['new', 'green', '\r\n'],
    ] as const) {
      moved.write(`${side}/${name}/pool.yaml`, POOL.replaceAll('\n', breaks));
      moved.write(`${side}/${name}/web.yaml`, web(3).replaceAll('\n', breaks));
    }
    const { out } = await moved.run(
      ['diff', 'old', 'new', '--format', 'json'].map((word) => inside(moved, word)),
    );
    const result = JSON.parse(out) as DiffResult;
    assert.deepEqual([result.clusters, result.unchangedClusterCount], [[], 1]);
  } finally {
    moved.remove();
  }
});

test('clusters that come and go, down to a side without any', async () => {
  const sides = new CommandLineFolder();
  try {
    for (const path of ['old/a/pool.yaml', 'new/b/pool.yaml']) sides.write(path, POOL);
    sides.write('old/a/web.yaml', web(2));
    sides.write('new/b/web.yaml', web(3));
    sides.write('empty/readme.md', '');
    const statuses = async (old: string, now: string): Promise<string[]> => {
      const { out, err } = await sides.run([
        'diff',
        '--format',
        'json',
        inside(sides, old),
        inside(sides, now),
      ]);
      assert.equal(err, '');
      return (JSON.parse(out) as DiffResult).clusters.map(({ name, status }) => `${name} ${status}`);
    };
    assert.deepEqual(await statuses('old', 'empty'), ['empty/a removed']);
    assert.deepEqual(await statuses('empty', 'new'), ['new/b added']);
    const neither = await sides.run(['diff', inside(sides, 'empty'), inside(sides, 'empty')]);
    assert.deepEqual([neither.status, neither.out], [2, '']);
    assert.match(neither.err, /neither \S+ nor \S+ holds a \.yaml/);
  } finally {
    sides.remove();
  }
});

const inside = ({ root }: CommandLineFolder, word: string): string =>
  ['old', 'new', 'empty'].includes(word) ? join(root, word) : word;

test('a place that no revision has is told; one that only one side has is a cluster that comes or goes', async () => {
  const neither = await folder.run(['diff', 'HEAD~1:clusters/typo', 'HEAD:clusters/typo']);
  assert.equal(neither.status, 2);
  assert.match(neither.err, /^dryfit: neither HEAD~1:clusters\/typo nor HEAD:clusters\/typo holds[^\n]*\n$/);
  const gone = await json(['HEAD:clusters', 'HEAD:nothing']);
  assert.ok(gone.clusters.length > 0 && gone.clusters.every(({ status }) => status === 'removed'));
});

test('a shallow clone says what to fetch; a path outside of git says that it is none', async () => {
  const clone = new CommandLineFolder();
  const outside = new CommandLineFolder();
  try {
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder.root}`, join(clone.root, 'c')]);
    const words = ['diff', 'HEAD~1', 'HEAD'];
    const shallow = await clone.run(words, { workingDirectory: join(clone.root, 'c') });
    assert.equal(shallow.status, 2);
    assert.match(
      shallow.err,
      /^dryfit: HEAD~1: neither a path nor .*: this clone is shallow, fetch more .*fetch-depth: 0/,
    );
    assert.match(
      (await outside.run(words)).err,
      /^dryfit: HEAD~1: no such path, and no git revision \([^\n]*\n$/,
    );
  } finally {
    clone.remove();
    outside.remove();
  }
});

test('files of a submodule are those of the commit that each revision names', async () => {
  const outer = new CommandLineFolder();
  try {
    const inOuter = (...words: string[]): string =>
      execFileSync(
        'git',
        [
          '-C',
          outer.root,
          '-c',
          'protocol.file.allow=always',
          '-c',
          'user.name=t',
          '-c',
          'user.email=t@e',
          ...words,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
    inOuter('init', '-q', '-b', 'main');
    inOuter('submodule', 'add', '-q', folder.root, 'sub');
    execFileSync('git', ['-C', join(outer.root, 'sub'), 'checkout', '-q', 'HEAD~1']);
    inOuter('add', '-A');
    inOuter('commit', '-q', '-m', 'one');
    execFileSync('git', ['-C', join(outer.root, 'sub'), 'checkout', '-q', 'main']);
    inOuter('commit', '-q', '-a', '-m', 'two');
    const at = async (...words: string[]): Promise<DiffResult> =>
      JSON.parse((await outer.run(['diff', '--format', 'json', ...words])).out) as DiffResult;
    assert.deepEqual(placed(await at('HEAD~1', 'HEAD')), [{ before: 2, after: 30 }]);
    assert.deepEqual(placed(await at('HEAD~1', outer.root)), [{ before: 2, after: 30 }]);
    assert.deepEqual((await at('HEAD', outer.root)).clusters, []);
  } finally {
    outer.remove();
  }
});

test('findings have the same fingerprints as in a report of check', async () => {
  const two = new CommandLineFolder();
  try {
    two.write('old/pool.yaml', POOL);
    const now = two.write('new/pool.yaml', POOL.replace(/al2023@v\d+/, 'al2023@latest'));
    type Log = { runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[] };
    const fingerprints = async (...words: string[]): Promise<string[]> =>
      (JSON.parse((await two.run([...words, '--format', 'sarif'])).out) as Log).runs
        .flatMap(({ results }) => results)
        .filter(({ ruleId }) => ruleId === 'nodeclass/ami-version-pinned')
        .flatMap(({ partialFingerprints }) => Object.values(partialFingerprints));
    const changed = await fingerprints('diff', inside(two, 'old'), inside(two, 'new'));
    assert.equal(changed.length, 1);
    assert.deepEqual(changed, await fingerprints('check', now));
  } finally {
    two.remove();
  }
});

test('the comment that the documentation shows is the one of that change; UPDATE_FIXTURES=1 rewrites it', async () => {
  const shop = new CommandLineFolder();
  try {
    for (const name of ['nodepool.yaml', 'storefront.yaml']) {
      const text = readFileSync(join('examples/web-service/good', name), 'utf8');
      shop.write(`old/shop/${name}`, text);
      shop.write(
        `now/shop/${name}`,
        text.replace(/minReplicas: 6/, 'minReplicas: 30').replace('@v20260701', '@latest'),
      );
    }
    const { out } = await shop.run(
      ['diff', join(shop.root, 'old'), join(shop.root, 'now'), '--format', 'markdown'],
      { version },
    );
    const page = 'docs/ci/change.md';
    if (process.env['UPDATE_FIXTURES'] === '1') writeFileSync(page, out);
    assert.equal(out, readFileSync(page, 'utf8'));
  } finally {
    shop.remove();
  }
});

test('text, markdown and sarif of the same change', async () => {
  assert.match((await folder.run(['diff', 'HEAD~1', 'HEAD'])).out, /shop\/web: placed 2 -> 30/);
  assert.match(
    (await folder.run(['diff', 'HEAD~1', 'HEAD', '--format', 'markdown'])).out,
    /^<!-- dryfit diff -->\n### Dryfit/,
  );
  const pending = await folder.run(['diff', 'HEAD', clusters, '--format', 'markdown']);
  assert.match(pending.out, /^Pending pods cost nothing here: with nodes for them/m);
  const sarif = JSON.parse((await folder.run(['diff', 'HEAD~1', 'HEAD', '--format', 'sarif'])).out) as {
    version: string;
  };
  assert.equal(sarif.version, '2.1.0');
});
