// Project files and pages of rules on the command line.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CheckResult } from '../../../server/src/api';
import { CommandLineFolder, type Run } from '../../support/commandLine';
import { deployment, nodeClass, nodePool, stream } from '../../support/manifests';

const folder = new CommandLineFolder();
const { root } = folder;
after(() => folder.remove());

const POD = `apiVersion: v1
kind: Pod
metadata: { name: bare }
spec: { containers: [{ name: app, image: app }] }
`;
folder.write('.dryfit.yaml', 'rules:\n  pods/requests-set: error\n');
folder.write('a/deep/pod.yaml', POD);
folder.write('b/pod.yaml', POD);
folder.write('b/.dryfit.yaml', 'rules:\n  pods/*: off\n  pods/requests-st: off\n');

const run = (...words: string[]): Promise<Run> => folder.run(words, { readStdin: () => POD });

const rulesIn = (out: string): string[] =>
  (JSON.parse(out) as CheckResult).findings.map(({ rule, severity }) => `${severity} ${rule}`);

test('the nearest .dryfit.yaml upward of each path counts', async () => {
  const deep = await run('check', join(root, 'a/deep/pod.yaml'), '--format', 'json');
  assert.deepEqual([deep.status, rulesIn(deep.out)], [1, ['error pods/requests-set']]);
  const nearer = await run('check', join(root, 'b/pod.yaml'), '--format', 'json');
  assert.deepEqual([nearer.status, rulesIn(nearer.out)], [1, ['error dryfit/settings-known']]);
  const stdin = await run('check', '-', '--format', 'json');
  assert.deepEqual(rulesIn(stdin.out), ['error pods/requests-set']);
});

test('a project file is no manifest, and is named as people know it', async () => {
  const { out } = await run('check', root);
  assert.match(
    out,
    /^b\/\.dryfit\.yaml:3:3 error dryfit\/settings-known\n {4}unknown rule pods\/requests-st: did you/m,
  );
  assert.match(out, /2 documents checked/);
});

test('rules as JSON, and the page of one', async () => {
  const list = JSON.parse((await run('rules', '--format', 'json')).out) as Record<string, unknown>[];
  for (const one of list) {
    for (const key of ['id', 'summary', 'severity', 'stage']) assert.equal(typeof one[key], 'string', key);
    assert.equal(typeof one['fix'], 'boolean');
  }
  assert.ok(list.some(({ id }) => id === 'dryfit/suppression-used'));
  const page = await run('explain', 'pods/requests-set');
  assert.equal(page.status, 0);
  for (const part of [
    'Every container requests',
    'Severity: warning',
    'dryfit-disable-next-line pods/requests-set',
    'https://',
  ])
    assert.ok(page.out.includes(part), part);
  assert.ok(page.out.split('\n').every((line) => line.length <= 80));
});

test('explain prints the pages of verdicts and of validation expressions', async () => {
  const page = await run('explain', 'schema/enum');
  assert.equal(page.status, 0);
  for (const part of ['none of those that the schema lists', 'WhenUnderutilized', 'Right'])
    assert.ok(page.out.includes(part), part);
  assert.match(
    (await run('explain', 'cel/nodepool/spec.disruption.budgets#0')).out,
    /both schedule and duration/,
  );
  assert.equal((await run('explain', 'cel/nodepool')).out.match(/^cel\/nodepool\//gm)?.length, 20);
  const json = JSON.parse((await run('explain', 'runtime/taint', '--format', 'json')).out) as {
    id: string;
    wrong: string;
  };
  assert.equal(json.id, 'runtime/taint');
  assert.match(json.wrong, /startupTaints/);
  assert.match((await run('explain', 'schema/enums')).err, /did you mean schema\/enum\?/);
});

test('explain for what is no rule: status 2, with the nearest', async () => {
  assert.deepEqual(await run('explain', 'pods/request-set'), {
    ...{ status: 2, out: '' },
    err: 'dryfit: unknown rule pods/request-set: did you mean pods/requests-set?\n',
  });
  assert.match((await run('explain', 'requests-set')).err, /did you mean pods\/requests-set\?/);
  assert.match((await run('explain', 'zzz')).err, /dryfit rules lists them/);
  assert.equal((await run('explain')).status, 2);
});

test('the bill is made with the cost of .dryfit.yaml, and --cost counts before it', async () => {
  folder.write('c/.dryfit.yaml', 'cost: { currencyLabel: EUR, controlPlane: none }\n');
  folder.write('c/all.yaml', stream(nodePool('general'), nodeClass(), deployment('web')));
  const project = await run('simulate', join(root, 'c'));
  assert.match(project.out, /EUR \d/);
  assert.doesNotMatch(project.out, /control plane +EUR/i);
  const told = await run('simulate', join(root, 'c'), '--cost', 'currencyLabel=CHF');
  assert.match(told.out, /CHF \d/);
  assert.doesNotMatch(told.out, /EUR/);
});
