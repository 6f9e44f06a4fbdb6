// The command line as people and scripts meet it: what is printed where, and the exit status.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { check, simulate, type ClusterCost } from '../../../server/src/api';
import { exampleOf, FLAGS, type Flag } from '../../../server/src/cli/flags';
import { COMMANDS } from '../../../server/src/cli/invocation';
import type { World } from '../../../server/src/cli/world';
import { CommandLineFolder, type Run } from '../../support/commandLine';
import { POOL, web } from '../../support/smallCluster';

const folder = new CommandLineFolder();
const { root } = folder;
after(() => folder.remove());
const run = (words: readonly string[], more: Partial<World> = {}): Promise<Run> => folder.run(words, more);
const write = (path: string, text: string): string => folder.write(path, text);

const bad = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: q}\nspec: {weight: 0}\n';

const good = write('good/a/pool.yaml', POOL);
write('good/web.yml', web(2, '1'));
write('good/node_modules/x.yaml', bad);
write('good/.git/x.yaml', bad);
write('good/readme.md', '# no manifest');
const refused = write('refused.yaml', bad);
write('large/pool.yaml', POOL);
write('large/web.yaml', web(2, '500'));

test('nothing is wrong: status 0, and nothing on standard error', async () => {
  const { status, err } = await run(['check', join(root, 'good'), '--fail-on', 'error']);
  assert.deepEqual({ status, err }, { status: 0, err: '' });
});

test('json is exactly the object of the programming interface', async () => {
  const files = [{ uri: new URL(`file://${refused}`).href, text: bad }];
  const { status, out } = await run(['check', refused, '--format', 'json']);
  assert.equal(status, 1);
  assert.deepEqual(JSON.parse(out), check(files, { placeholders: 'allow' }));
});

test('a finding is told with file, line, column and rule', async () => {
  const { out } = await run(['check', refused]);
  assert.match(out, /^refused\.yaml:4:16 error schema\/\S+$/m);
});

test('--fail-on moves the threshold', async () => {
  const warned = write('warned.yaml', POOL.replace(/al2023@v\d+/, 'al2023@latest'));
  assert.equal((await run(['check', warned])).status, 0);
  assert.equal((await run(['check', warned, '--fail-on', 'warning'])).status, 1);
  assert.equal((await run(['check', refused, '--fail-on=never'])).status, 0);
});

test('folders are read down to the last file, but for node_modules and .git', async () => {
  const { status, out } = await run(['simulate', join(root, 'good')]);
  assert.equal(status, 0);
  assert.match(out, /^NodePool p: 1 node, \$\d+\.\d{4}\/hour$/m);
  assert.match(out, /2 x shop\/web/);
});

test('pods left over: status 1, with the reason', async () => {
  const { status, out } = await run(['simulate', join(root, 'large')]);
  assert.equal(status, 1);
  assert.match(out, /^Not placed:\n {2}2 pods of shop\/web\n {6}\S/m);
  assert.equal((await run(['simulate', join(root, 'large'), '--fail-on', 'never'])).status, 0);
});

test('times are told only when asked for', async () => {
  const args = ['simulate', join(root, 'good'), '--format', 'json'];
  const without = JSON.parse((await run(args)).out) as object;
  assert.ok(!('stats' in without));
  let now = 0;
  const { out } = await run([...args, '--stats'], { now: () => (now += 5) });
  const { stats } = JSON.parse(out) as { stats: { podCount: number; solveMs: number } };
  assert.equal(stats.podCount, 2);
  assert.equal(stats.solveMs, 5);
});

test('json and Markdown have the bill of the text, and --cost counts in all three', async () => {
  const billOf = async (format: string): Promise<string> => {
    const args = ['simulate', join(root, 'good'), '--cost', 'controlPlane=extended', '--format', format];
    return (await run(args)).out;
  };
  const { bill } = JSON.parse(await billOf('json')) as { bill: ClusterCost };
  const term = bill.bill.terms.find(({ id }) => id === 'control-plane');
  assert.equal(term?.usdPerMonth, 0.6 * 730);
  const together = bill.bill.usdPerMonth.toFixed(2);
  assert.match(await billOf('text'), new RegExp(`^Together +\\$${together}$`, 'm'));
  const markdown = await billOf('markdown');
  assert.match(markdown, /^\| EKS control plane \| \\?\$438\.00 \|$/m);
  assert.match(markdown, new RegExp(`^\\| \\*\\*Together\\*\\* \\| \\*\\*\\$${together}\\*\\* \\|$`, 'm'));
  assert.equal(markdown.split('Prices of us-east-1').length, 2);
});

test('standard input is a path', async () => {
  const { out } = await run(['simulate', '-', '--format', 'json'], {
    readStdin: () => `${POOL}---\n${web(2, '1')}`,
  });
  const want = simulate([{ uri: 'stdin:/standard-input.yaml', text: `${POOL}---\n${web(2, '1')}` }]);
  assert.deepEqual((JSON.parse(out) as typeof want).nodeClaims, want.nodeClaims);
});

test('zones, region and replicas reach the simulation', async () => {
  const json = async (...more: string[]) => {
    const { out } = await run(['simulate', join(root, 'good'), '--format', 'json', ...more]);
    return JSON.parse(out) as ReturnType<typeof simulate>;
  };
  assert.deepEqual((await json('--zones', 'us-east-1a')).nodeClaims[0]?.launch?.zones, ['us-east-1a']);
  assert.match(
    (await json('--region', 'eu-central-1')).nodeClaims[0]?.launch?.zones[0] ?? '',
    /^eu-central-1/,
  );
});

test('bad usage: status 2 and one line that says how to do it right', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /no command: write dryfit check PATH/],
    [['chek', 'x'], /unknown command chek: did you mean check\?/],
    [['check'], /check needs a path/],
    [['check', 'x', '--formt', 'json'], /unknown option --formt: did you mean --format\?/],
    [['check', 'x', '--format', 'xml'], /--format xml: write one of text, json/],
    [
      ['simulate', 'x', '--format', 'sarif'],
      /--format sarif does not go with simulate: write one of text, json, markdown/,
    ],
    [['check', 'x', '--budget', '5'], /--budget works with diff/],
    [['diff', 'a', 'b', '--budget', 'much'], /--budget much: write dollars a month/],
    [['check', 'x', '--baseline'], /--baseline needs a value/],
    [['check', 'x', '--region'], /--region needs a value/],
    [['check', good, '--region', 'cn-north-1'], /region cn-north-1: .*use one of af-south-1/],
    [['check', good, '--zones', 'us-east-1z'], /--zones us-east-1z: us-east-1 has us-east-1a/],
    [['check', join(root, 'none.yaml')], /none\.yaml: no such file or folder/],
    [['diff', 'a'], /diff needs two sides/],
    [['diff', 'a', '-'], /diff reads paths and git revisions, not standard input/],
    [['rules', 'a'], /rules takes no path/],
    [['simulate', 'x', '--stats=yes'], /--stats takes no value/],
  ];
  for (const [words, message] of cases) {
    const { status, out, err } = await run(words);
    assert.equal(status, 2, words.join(' '));
    assert.equal(out, '');
    assert.match(err, message);
    assert.match(err, /^dryfit: [^\n]+\n$/);
  }
});

test('an empty folder is no input', async () => {
  mkdirSync(join(root, 'empty'));
  assert.match((await run(['check', join(root, 'empty')])).err, /no \.yaml, \.yml or \.json file below/);
});

test('links that lead nowhere or in circles are passed over', async () => {
  write('links/pool.yaml', POOL);
  symlinkSync(join(root, 'nowhere.yaml'), join(root, 'links/dead.yaml'));
  symlinkSync(join(root, 'links'), join(root, 'links/self'));
  assert.equal((await run(['check', join(root, 'links')])).status, 0);
});

test('help and version', async () => {
  const help = (await run(['--help'])).out;
  assert.match(help, /dryfit check PATH/);
  assert.ok(help.split('\n').every((line) => line.length <= 80));
  assert.equal((await run(['-v'])).out, '9.9.9\n');
});

test('the help of a command lists the options that go with it, and no others', async () => {
  const timeline = (await run(['timeline', '--help'])).out;
  assert.equal((await run(['help', 'timeline'])).out, timeline);
  assert.match(timeline, /--load KIND/);
  assert.match(timeline, /bottlerocket/);
  assert.doesNotMatch(timeline, /--objective|--budget|--fix/);
  const general = (await run(['--help'])).out;
  for (const command of COMMANDS) {
    const help = (await run([command, '--help'])).out;
    assert.ok(help.startsWith(`dryfit ${command}`), command);
    assert.ok(
      help.split('\n').every((line) => line.length <= 80),
      command,
    );
    // Each option is listed, or refused by name.
    for (const flag of Object.keys(FLAGS)) {
      if (['format', 'help', 'version'].includes(flag)) continue;
      const isListed = new RegExp(`--${flag}(?![a-z-])`).test(help);
      const { err } = await run([command, `--${flag}`, ...exampleOf(flag as Flag), 'x']);
      const isRefused = new RegExp(`--${flag} works with [a-z]`).test(err);
      assert.equal(isRefused, !isListed, `${command} --${flag}: ${err}`);
      assert.ok(general.includes(`--${flag}`), flag);
    }
  }
});

test('colours on a terminal only, and not with NO_COLOR', async () => {
  const escape = '\u001b[';
  assert.ok((await run(['check', refused], { isTerminal: true })).out.includes(escape));
  assert.ok(!(await run(['check', refused], { isTerminal: true, noColour: true })).out.includes(escape));
  assert.ok(!(await run(['check', refused])).out.includes(escape));
});

test('overview: status 0 whatever is found, each folder with a pool for itself, all in 80 columns', async () => {
  const { status, out } = await run(['overview', root]);
  assert.equal(status, 0);
  for (const name of ['good', 'large', 'links'])
    assert.match(out, new RegExp(`^${name}\\S* .*objects? in \\d+ files?$`, 'm'));
  assert.match(out, /Prices of us-east-1: on demand of \d{4}-\d{2}-\d{2}/);
  const tooWide = out.split('\n').filter((line) => line.length > 80 && line.includes(' '));
  assert.deepEqual(tooWide, []);
});

test('rules are listed', async () => {
  const { status, out } = await run(['rules']);
  assert.equal(status, 0);
  assert.match(out, /^karpenter\/\S+ (error|warning|info|hint)/m);
});

// One in quotes that may not be, one the other way round, one removed, and one whose fix is not safe.
const fixable = `${POOL.replace('cpu: "100"', 'cpu: 100')}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: w}
spec:
  scaleTargetRef: {name: w}
  minReplicaCount: "2"
  triggers:
    - type: kafka
      metadata:
        bootstrapServers: k:9092
        consumerGroup: w
        topic: t
        metricName: lag # dropped
        lagThreshold: 50
`;

test('check --fix writes safe fixes in place, keeps the rest, and has nothing left to do', async () => {
  const file = write('fix/all.yaml', fixable);
  const first = await run(['check', '--fix', file]);
  assert.equal(first.err, 'dryfit: applied 4 fixes in 1 file\n');
  const after = readFileSync(file, 'utf8');
  assert.equal(
    after,
    fixable
      .replace('cpu: 100', 'cpu: "100"')
      .replace('minReplicaCount: "2"', 'minReplicaCount: 2')
      .replace('        metricName: lag # dropped\n', '')
      .replace('lagThreshold: 50', 'lagThreshold: "50"'),
  );
  assert.equal(first.status, 0);
  assert.equal((await run(['check', '--fix', file])).err, 'dryfit: nothing to fix\n');
  assert.equal(readFileSync(file, 'utf8'), after);
});

test('check --fix leaves standard input and other encodings alone', async () => {
  const piped = await run(['check', '--fix', '-'], { readStdin: () => fixable });
  assert.equal(piped.err, 'dryfit: nothing to fix\n');
  const file = write('fix/latin.yaml', '');
  const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${fixable}`)]);
  writeFileSync(file, bytes);
  assert.equal((await run(['check', '--fix', file])).err, 'dryfit: nothing to fix\n');
  assert.deepEqual(readFileSync(file), bytes);
});

test('--fix is refused where nothing is checked', async () => {
  const refused = await run(['simulate', '--fix', root]);
  assert.equal(refused.status, 2);
  assert.match(refused.err, /--fix works with check/);
});
