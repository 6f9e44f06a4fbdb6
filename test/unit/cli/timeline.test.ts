/** `timeline`, `strategies`, `gangs` and `simulate --after-scale-down` as a person meets them: what is printed, what is refused
 *  with which sentence, and the exit status. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CommandLineFolder, type Run } from '../../support/commandLine';

const folder = new CommandLineFolder();

/** Words that name something in the folder stand for its path. */
const run = (words: readonly string[]): Promise<Run> =>
  folder.run(words.map((word) => (existsSync(join(folder.root, word)) ? join(folder.root, word) : word)));

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: train, namespace: ml, labels: {kueue.x-k8s.io/queue-name: team}}
spec:
  parallelism: 4
  completions: 4
  suspend: true
  template:
    spec:
      restartPolicy: Never
      containers: [{name: c, image: i, resources: {requests: {cpu: CPU, memory: 1Gi}}}]
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ResourceFlavor
metadata: {name: plain}
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ClusterQueue
metadata: {name: all}
spec:
  namespaceSelector: {}
  resourceGroups:
  - coveredResources: [cpu, memory]
    flavors:
    - name: plain
      resources: [{name: cpu, nominalQuota: "QUOTA"}, {name: memory, nominalQuota: 100Gi}]
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: LocalQueue
metadata: {name: team, namespace: ml}
spec: {clusterQueue: all}
`;

const gang = (cpu: string, quota: string): string =>
  `${readFileSync('examples/spike/nodepool.yaml', 'utf8')}---\n${JOB.replace('CPU', cpu).replace('QUOTA', quota)}`;

before(() => {
  for (const name of ['checkout.yaml', 'nodepool.yaml'])
    folder.write(`spike/${name}`, readFileSync(`examples/spike/${name}`, 'utf8'));
  folder.write('kueue/fits.yaml', gang('"1"', '10'));
  folder.write('kueue/never.yaml', gang('"1"', '3'));
  folder.write('kueue/nonode.yaml', gang('"16"', '100'));
  folder.write('pools/nodepool.yaml', readFileSync('examples/spike/nodepool.yaml', 'utf8'));
  folder.write('empty.yaml', '');
  folder.write('load.csv', 'time,requests\n08:00,100\n08:10,100\n08:11,400\n08:30,400\n');
});
after(() => folder.remove());

const SPIKE = ['--load', 'spike:base=100,peak=400,at=10m,for=15m', '--capacity', '50'];

test('a timeline as text says what was played, what it cost and what was lost', async () => {
  const { status, out, err } = await run(['timeline', 'spike', ...SPIKE]);
  assert.equal(status, 0);
  assert.equal(err, '');
  assert.match(out, /^shop\/checkout under HorizontalPodAutoscaler\/checkout\n/);
  assert.match(out, /A ready pod serves 50 requests\/s at 500 mCPU \(its CPU limit\)/);
  assert.match(out, / {4}4 to 8 {2}0:10:30 {6}20 {8}10 {4}1 {4}46 {5}12 {6}5 {5}94\n/);
  assert.match(
    out,
    /Service: 1 shortage, time to serve p50 38 s, p95 94 s, most 94 s; 1\.65 % unserved \(10\.4k of 630k\)/,
  );
  assert.match(out, /Cost: \$\d+\.\d\d\/day, \$\d+\.\d\d\/month at this rate/);
  assert.ok(!out.includes('\u001b'));
});

test('json is the API object, csv a row a step, svg one picture', async () => {
  const json = await run(['timeline', 'spike', ...SPIKE, '--format', 'json', '--step', '1m']);
  const timeline = JSON.parse(json.out) as { version: number; series: { t: number[] }; slo: unknown };
  assert.equal(timeline.version, 1);
  assert.equal(timeline.series.t.length, 60);
  const csv = await run(['timeline', 'spike', ...SPIKE, '--format', 'csv', '--step', '1m']);
  const lines = csv.out.trimEnd().split('\n');
  assert.equal(lines[0], 't,demand,demandMax,wanted,running,ready,nodes,usdPerHour,unserved,backlog');
  assert.equal(lines.length, 61);
  const svg = await run(['timeline', 'spike', ...SPIKE, '--format', 'svg']);
  assert.match(svg.out, /^<svg [\s\S]*<\/svg>\n$/);
  assert.deepEqual([json.status, csv.status, svg.status], [0, 0, 0]);
});

test('a load of one’s own is read from a file, its times from the first line on', async () => {
  const { status, out } = await run([
    ...[
      'timeline',
      'spike',
      '--load-file',
      'load.csv',
      '--capacity',
      '50',
      '--for',
      '30m',
      '--format',
      'json',
    ],
  ]);
  const { series } = JSON.parse(out) as { series: { t: number[]; demand: number[] } };
  assert.equal(status, 0);
  assert.equal(series.demand[series.t.indexOf(600)], 102.5);
  assert.equal(series.demand.at(-1), 400);
});

const REFUSED: readonly (readonly [words: readonly string[], message: RegExp])[] = [
  [['timeline'], /^dryfit: timeline needs a path: dryfit timeline PATH\.\.\. /],
  [['timeline', 'spike'], /^dryfit: a load is needed: --load spike:/],
  [
    ['timeline', 'spike', '--load', 'wave:a=1'],
    /load wave:a=1: write one of constant, step, ramp, spike, daily, such as /,
  ],
  [['timeline', 'spike', '--load', 'spike:base=1'], /load spike: peak must be a number, 0 or more/],
  [['timeline', 'spike', '--load', 'spike:base=1,pek=3'], /spike has no pek: did you mean peak\?/],
  [['timeline', 'spike', '--load', 'spike:base=1,peak=3,at=soon'], /at=soon is no time, such as 90s or 10m/],
  [['timeline', 'spike', '--load', 'constant:value=-1'], /load constant: value must be a number, 0 or more/],
  [['timeline', 'spike', '--load', '5', '--load-file', 'load.csv'], /are two loads: write one of them/],
  [['timeline', 'spike', '--load', '5', '--for', '8d'], /--for 8d: write a time from 1m to 7d/],
  [['timeline', 'spike', '--load', '5', '--step', '0'], /--step 0: write a time of 1s or more/],
  [['timeline', 'spike', '--load', '5', '--capacity', '0'], /--capacity 0: write what one ready pod serves/],
  [['timeline', 'spike', '--load', '5', '--seed', 'x'], /--seed x: write a whole number/],
  [
    ['timeline', 'spike', '--load', '5', '--cronhpa-time-zone', 'Asia/Beijing'],
    /cronHpaTimeZone Asia\/Beijing is no time zone: write one such as Asia\/Shanghai/,
  ],
  [['timeline', 'spike', '--load', '5', '--overload', 'wait'], /--overload wait: write drop or queue/],
  [
    ['timeline', 'spike', '--load', '5', '--presets', 'al2024'],
    /unknown preset al2024: did you mean al2023\?/,
  ],
  [
    ['timeline', 'spike', '--load', '5', '--set', 'bootSecond=1'],
    /unknown setting bootSecond: did you mean bootSeconds\?/,
  ],
  [
    ['timeline', 'spike', '--load', '5', '--workload', 'shop/checkot'],
    /no workload shop\/checkot that takes part: did you mean shop\/checkout\?/,
  ],
  [['timeline', 'spike', '--load', '5', '--start', 'monday'], /start monday is no RFC 3339 time/],
  [
    ['timeline', 'empty.yaml', '--load', '5'],
    /there is no workload: a Deployment, StatefulSet, Job or ScaledJob is needed/,
  ],
  [
    ['timeline', 'spike', '--load', '5', '--format', 'sarif'],
    /--format sarif does not go with timeline: write one of text, json, csv, svg/,
  ],
  [
    ['timeline', 'spike', '--load', '5', '--print', 'tuned'],
    /--print works with strategies: dryfit strategies PATH... --print warm-pool/,
  ],
  [
    ['check', 'spike', '--load', '5'],
    /--load works with timeline, strategies: dryfit timeline PATH... --load /,
  ],
  [
    ['strategies', 'spike', '--load', '5', '--peak-share', '2'],
    /--peak-share 2: write a share above 0 and up to 1/,
  ],
  [
    ['strategies', 'spike', '--load', '5', '--objective', 'p99=3'],
    /p99 is not known: --objective p95=60,unserved=0\.1/,
  ],
  [['strategies', 'spike', '--load', '5', '--print', 'tunde'], /strategy tunde: did you mean tuned\?/],
  [['strategies', 'spike', '--load', '5', '--print', 'reactive'], /strategy reactive changes nothing/],
  [
    ['strategies', 'spike', '--load', '5', '--format', 'csv'],
    /--format csv does not go with strategies: write one of text, json/,
  ],
  [['gangs'], /gangs needs a path: dryfit gangs PATH/],
  [['gangs', 'nowhere.yaml'], /nowhere\.yaml: no such file or folder/],
  [['check', 'spike', '--after-scale-down'], /--after-scale-down works with simulate/],
];

for (const [words, message] of REFUSED)
  test(`refused in one line: dryfit ${words.join(' ')}`, async () => {
    const { status, out, err } = await run(words);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(err, message);
    assert.equal(err.trimEnd().split('\n').length, 1);
  });

const BAD_CSV: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ['nothing', '', /nothing\.csv, no line has a time and a number, such as 60,120 or 08:30,120/],
  ['title', 'time,rps\n', /title\.csv, no line has a time and a number/],
  ['word', '0,1\nnoon,2\n', /word\.csv, line 2: noon,2: noon is no time: write seconds, hh:mm or /],
  ['value', '0,1\n60,many\n', /value\.csv, line 2: 60,many: many is no number of 0 or more/],
  ['negative', '0,1\n60,-2\n', /line 2: 60,-2: -2 is no number of 0 or more/],
  ['order', '60,1\n60,2\n', /order\.csv, line 2: 60,2: the time does not come after that of the line before/],
  [
    'three',
    '0,1\n60,"1,000"\n',
    /three\.csv, line 2: .*: two columns are expected, a time and a number without thousands marks/,
  ],
];

for (const [name, text, message] of BAD_CSV)
  test(`a bad CSV is refused by line: ${name}`, async () => {
    const file = folder.write(`${name}.csv`, text);
    const { status, err } = await run(['timeline', 'spike', '--load-file', file]);
    assert.equal(status, 2);
    assert.match(err, message);
  });

test('marks of editors, comments, quotes, semicolons and dates are read', async () => {
  const file = folder.write(
    'odd.csv',
    '\u{feff}# from the balancer\r\ntime;rps\r\n"2026-01-05T08:00:00Z";"100"\r\n2026-01-05 08:10;200\r\n',
  );
  const { status, out } = await run([
    'timeline',
    'spike',
    '--load-file',
    file,
    '--format',
    'json',
    '--step',
    '5m',
  ]);
  const { series } = JSON.parse(out) as { series: { demandMax: number[] } };
  assert.equal(status, 0);
  assert.equal(series.demandMax.at(-1), 200);
});

test('strategies as text are one table with a recommendation; as json the comparison; printed ones are manifests', async () => {
  const words = ['strategies', 'spike', ...SPIKE, '--business', 'incident=500,unit=0.02'];
  const text = await run(words);
  assert.equal(text.status, 0);
  assert.match(
    text.out,
    /STRATEGY +P95 TO SERVE +UNSERVED +EXTRA \$\/MONTH +RETURN \$\/MONTH +COMPLEXITY +MEETS\n/,
  );
  assert.match(text.out, /\n {2}reactive +94 s +1\.65 % +\+0\.00 +\+0\.00 +none +no\n/);
  assert.match(text.out, /\nRecommended: [a-z-]+ \(/);
  assert.match(text.out, /\nWarm pool: \d+ pods, /);
  const json = await run([...words, '--format', 'json']);
  const { recommended, outcomes } = JSON.parse(json.out) as {
    recommended: string;
    outcomes: { id: string; meets: boolean }[];
  };
  assert.equal(outcomes.find(({ id }) => id === recommended)?.meets, true);
  assert.ok(text.out.includes(`Recommended: ${recommended} (`));
  const printed = await run([...words, '--print', 'warm-pool']);
  assert.match(printed.out, /^# Warm pool of pause pods\. [\s\S]*\nkind: PriorityClass\n/);
});

test('gangs: admitted, by quota never, by nodes never; the exit status says whether one can never run', async () => {
  const fits = await run(['gangs', 'kueue/fits.yaml']);
  assert.equal(fits.status, 0);
  assert.match(fits.out, /^ml\/train: 4 pods in team, admitted\n/);
  assert.match(fits.out, /Starts 2 x m6i\.xlarge on-demand, \$0\.3840\/hour\./);
  const never = await run(['gangs', 'kueue/never.yaml']);
  assert.equal(never.status, 1);
  assert.match(never.out, /^ml\/train: 4 pods in team, can never run\n/);
  assert.match(never.out, /cpu/);
  const noNode = await run(['gangs', 'kueue/nonode.yaml', '--format', 'json']);
  const [report] = JSON.parse(noNode.out) as { verdict: string; reason: string; nodes?: unknown }[];
  assert.deepEqual([noNode.status, report?.verdict, report?.nodes], [1, 'never', undefined]);
  assert.match(report?.reason ?? '', /\w+/);
  assert.equal((await run(['gangs', 'kueue/never.yaml', '--fail-on', 'never'])).status, 0);
  assert.match((await run(['gangs', 'spike'])).out, /^No Job names a queue of Kueue/);
});

test('after the scale-down: what consolidation does, or why nothing shrinks', async () => {
  const text = await run(['simulate', 'spike', '--after-scale-down']);
  assert.equal(text.status, 0);
  assert.match(text.out, /After the scale-down\n {2}From maximum to minimum: shop\/checkout 40 to 4\./);
  assert.match(
    text.out,
    /6 nodes at \$1\.1520\/hour become 1 node at \$0\.1920\/hour: \$700\.80\/month\n? *saved\./,
  );
  const none = await run(['simulate', 'pools', '--after-scale-down']);
  assert.equal(none.status, 0);
  assert.match(none.out, /After the scale-down: no workload has a scaler that shrinks it/);
});

test('two scalers on one target, and pods that fit no pool, are told', async () => {
  const text = readFileSync('examples/spike/checkout.yaml', 'utf8');
  const second = text.slice(text.lastIndexOf('---')).replace('name: checkout', 'name: again');
  folder.write(
    'two/all.yaml',
    `${text}${second}---\n${readFileSync('examples/spike/nodepool.yaml', 'utf8')}`,
  );
  const two = await run(['timeline', 'two', ...SPIKE]);
  assert.match(
    two.out.replace(/\s+/g, ' '),
    /HorizontalPodAutoscaler\/checkout scales the same pods: the two would fight;/,
  );
  folder.write(
    'big/all.yaml',
    `${text.replaceAll('cpu: 500m', 'cpu: "64"')}---\n${readFileSync('examples/spike/nodepool.yaml', 'utf8')}`,
  );
  const big = await run(['timeline', 'big', ...SPIKE]);
  assert.equal(big.status, 0);
  assert.match(big.out, /unschedulable 4 pods find no node/);
  assert.match(big.out, /Pods found no node: dryfit simulate --explain PATH\.\.\. says why\./);
  assert.match(big.out, /100\.00 % unserved/);
});
