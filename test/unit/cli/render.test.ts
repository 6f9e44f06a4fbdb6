// `--render` as people and scripts meet it, with programs that answer what the real ones answered.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { renderPrograms } from '../../../server/src/adapters/render/renderPrograms';
import { CommandLineFolder, type Run } from '../../support/commandLine';
import { canFakePrograms, fakeProgram } from '../../support/fakeProgram';

const folder = new CommandLineFolder();
after(() => folder.remove());
const bin = join(folder.root, 'bin');

const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: i, resources: {requests: {cpu: "1", memory: 1Gi}}}]
`;
folder.write('web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n');
folder.write('web/values.yaml', 'replicas: 2\n');
folder.write('web/templates/deployment.yaml', TEMPLATE);
folder.write('web/templates/_helpers.tpl', '{{ define "x" }}x{{ end }}');
folder.write('web/values-bad.yaml', 'replicas: -1\n');
folder.write('broken/Chart.yaml', 'apiVersion: v2\nname: broken\n');
folder.write('broken/templates/x.yaml', 'kind: A\na: {{ .x\n');

/** As Helm answers: replicas of the file of values, an error for the broken chart. */
fakeProgram(
  bin,
  'helm',
  `const chart = words[2];
   if (chart.endsWith('broken')) {
     process.stderr.write('Error: parse error at (broken/templates/x.yaml:2): unclosed action');
     process.exit(1);
   }
   const replicas = words.includes('--values') ? '-1' : '2';
   process.stdout.write('---\\n# Source: web/templates/deployment.yaml\\n' + ${JSON.stringify(TEMPLATE)}
     .replace('{{ .Release.Name }}', words[1]).replace('{{ .Values.replicas }}', replicas));`,
);

const run = (words: readonly string[], path = bin): Promise<Run> =>
  folder.run(words, { programs: renderPrograms({ path }) });

describe('charts', { skip: !canFakePrograms }, () => {
  test('without --render templates are left in peace, and one line says so', async () => {
    const { status, out, err } = await run(['check', join(folder.root, 'web')]);
    assert.equal(status, 0);
    assert.equal(
      err,
      'dryfit: templates of 1 chart left in peace: --render checks what helm makes of them\n',
    );
    assert.match(out, /^No findings/);
  });

  test('a finding is told at the values that it comes from', async () => {
    const chart = join(folder.root, 'web');
    const values = join('web', 'values-bad.yaml');
    const { status, out, err } = await run(['check', '--render', '--values', values, chart]);
    assert.equal(err, '');
    assert.equal(status, 1);
    assert.match(out, /^web\/values-bad\.yaml:1:11 error builtin\/invalid\n/);
    assert.match(out.replace(/\s+/g, ' '), /\(rendered by helm: values\.yaml, web\/values-bad\.yaml\)/);
  });

  test('json says what was rendered', async () => {
    const words = ['check', '--render', '--values', 'web/values-bad.yaml', '--format', 'json'];
    const { out } = await run([...words, join(folder.root, 'web')]);
    const { findings } = JSON.parse(out) as {
      findings: { rule: string; rendered: unknown; fixes: unknown }[];
    };
    const found = findings.find(({ rule }) => rule === 'builtin/invalid');
    assert.deepEqual(found?.fixes, []);
    assert.deepEqual(found?.rendered, {
      by: 'helm',
      inputs: ['values.yaml', 'web/values-bad.yaml'],
      isExact: true,
    });
  });

  test('a simulation takes what was rendered', async () => {
    const { out } = await run(['simulate', '--render', '--format', 'json', join(folder.root, 'web')]);
    const { unschedulable, skipped } = JSON.parse(out) as { unschedulable: unknown; skipped: unknown };
    assert.deepEqual(skipped, []);
    assert.match(JSON.stringify(unschedulable), /"workload":"default\/web","count":2/);
    const plain = await run(['simulate', join(folder.root, 'web')]);
    assert.match(plain.out, /Left out: 1 template, not rendered/);
  });

  test('what Helm refuses is a finding at its line, and stops a simulation', async () => {
    const chart = join(folder.root, 'broken');
    const checked = await run(['check', '--render', chart]);
    assert.equal(checked.status, 1);
    assert.match(checked.out, /^broken\/templates\/x\.yaml:2:1 error dryfit\/not-rendered\n/);
    const simulated = await run(['simulate', '--render', chart]);
    assert.equal(simulated.status, 2);
    assert.match(simulated.err, /x\.yaml: helm cannot render it: parse error/);
  });

  test('an overview tells what Helm refuses and goes on', async () => {
    const paths = ['web', 'broken'].map((name) => join(folder.root, name));
    const { status, out, err } = await run(['overview', '--render', '--format', 'json', ...paths]);
    assert.equal(status, 2);
    assert.match(err, /x\.yaml: helm cannot render it: .*, left out\n$/);
    const { notRendered, totals } = JSON.parse(out) as {
      notRendered: { rule: string }[];
      totals: { pendingPodCount: number };
    };
    assert.deepEqual(
      notRendered.map(({ rule }) => rule),
      ['dryfit/not-rendered'],
    );
    assert.equal(totals.pendingPodCount, 2);
    const merged = await run(['merge', folder.write('report.json', out)]);
    assert.equal(merged.out, out);
  });

  test('without helm the chart is left as it is, and one line says so', async () => {
    const charts = ['web', 'broken'].map((name) => join(folder.root, name));
    const { status, out, err } = await run(['check', '--render', ...charts], join(folder.root, 'nothing'));
    assert.equal(status, 0);
    assert.equal(err, 'dryfit: 2 charts left as they are: no helm on the PATH\n');
    assert.match(out, /^No findings/);
  });

  test('nothing is written beside the chart', async () => {
    await run(['check', '--render', join(folder.root, 'web')]);
    assert.equal(readFileSync(join(folder.root, 'web/templates/deployment.yaml'), 'utf8'), TEMPLATE);
  });
});

describe('arguments', () => {
  const refusals: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [['check', '--values', 'a.yaml', 'x'], /--values works with --render/],
    [['check', '--render', '--fix', 'x'], /--fix does not go with --render/],
    [['convert', '--render', 'x'], /--render works with check, simulate/],
    [['check', '--render', '-'], /not standard input/],
    [['check', '--render', '--values', 'gone.yaml', 'web'], /--values gone\.yaml: no such file/],
  ];
  for (const [words, message] of refusals)
    test(words.join(' '), async () => {
      const { status, err } = await run(
        words.map((word) => (word === 'web' ? join(folder.root, 'web') : word)),
      );
      assert.equal(status, 2);
      assert.match(err, message);
    });
});

const DEPLOYMENT = TEMPLATE.replace('{{ .Release.Name }}', 'web').replace('{{ .Values.replicas }}', '2');

describe('kustomizations', { skip: !canFakePrograms }, () => {
  const root = 'kustomized';
  folder.write(`${root}/base/kustomization.yaml`, 'resources: [web.yaml]\n');
  folder.write(`${root}/base/web.yaml`, DEPLOYMENT);
  for (const overlay of ['a', 'b']) {
    folder.write(
      `${root}/${overlay}/kustomization.yaml`,
      'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    );
    folder.write(
      `${root}/${overlay}/patch.yaml`,
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {paused: maybe}\n',
    );
  }
  const tools = join(folder.root, 'tools');
  fakeProgram(
    tools,
    'kustomize',
    `process.stdout.write(${JSON.stringify(DEPLOYMENT)}.replace('replicas: 2', 'paused: maybe\\n  replicas: 2').replace('cpu: "1", ', ''));`,
  );

  test('patches are left in peace: they are pieces of objects', async () => {
    const { out } = await run(['check', join(folder.root, root)]);
    assert.doesNotMatch(out, /patch\.yaml/);
  });

  test('findings of a base that overlays share are told once, with the overlays; those of patches at the patch', async () => {
    const { out } = await run(['check', '--render', join(folder.root, root)], tools);
    assert.match(out, /kustomized\/a\/patch\.yaml:4:16 error/);
    assert.match(out, /kustomized\/b\/patch\.yaml:4:16 error/);
    const text = out.replace(/\s+/g, ' ');
    assert.equal(text.match(/base\/web\.yaml:\d+:\d+ warning pods\/requests-set/g)?.length, 1);
    assert.match(text, /rendered by kustomize: kustomized\/a, kustomized\/b\)/);
  });

  test('what lies elsewhere is not fetched', async () => {
    folder.write('remote/kustomization.yaml', 'resources: ["https://example.com/base"]\n');
    const { status, out } = await run(['check', '--render', join(folder.root, 'remote')], tools);
    assert.equal(status, 1);
    assert.match(
      out.replace(/\s+/g, ' '),
      /https:\/\/example\.com\/base is not on this machine, and nothing is fetched/,
    );
  });
});
