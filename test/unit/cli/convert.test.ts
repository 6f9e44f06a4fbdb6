// `dryfit convert` as people and scripts meet it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CommandLineFolder, type Run } from '../../support/commandLine';

const folder = new CommandLineFolder();
after(() => folder.remove());

const HPA = `apiVersion: autoscaling/v2beta2 # old
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  maxReplicas: 2
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
`;
const POOL = `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata: {name: a}
spec:
  template:
    spec:
      requirements: []
      nodeClassRef: {name: web}
      kubelet: {maxPods: 9}
`;

const file = (name: string, text: string): string => folder.write(name, text);
const run = (words: readonly string[], stdin = ''): Promise<Run> =>
  folder.run(words, { readStdin: () => stdin });

test('a diff on standard output, and nothing is written', async () => {
  const path = file('a.yaml', HPA);
  const { status, out, err } = await run(['convert', path]);
  assert.equal(status, 0);
  assert.deepEqual(out.split('\n').slice(0, 5), [
    '--- a/a.yaml',
    '+++ b/a.yaml',
    '@@ -1,4 +1,4 @@',
    '-apiVersion: autoscaling/v2beta2 # old',
    '+apiVersion: autoscaling/v2 # old',
  ]);
  assert.match(err, /1 object of old API versions in 1 file; nothing is written without --write/);
  assert.equal(readFileSync(path, 'utf8'), HPA);
});

test('--write writes, and a second run finds nothing', async () => {
  const path = file('b.yaml', HPA);
  assert.equal((await run(['convert', '--write', path])).out, '');
  assert.equal(readFileSync(path, 'utf8'), HPA.replace('v2beta2', 'v2'));
  assert.match((await run(['convert', path])).err, /nothing to convert/);
});

test('workloads with old labels are counted apart', async () => {
  const path = file(
    'labels.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {nodeSelector: {karpenter.sh/provisioner-name: x}}\n',
  );
  assert.match(
    (await run(['convert', path])).err,
    /1 workload with old labels in 1 file; nothing is written/,
  );
  assert.match(
    (await run(['convert', path, file('e.yaml', HPA)])).err,
    /1 object .* and 1 workload with old labels in 2 files/,
  );
});

test('standard input: the new text alone on standard output, notes on standard error', async () => {
  const { out, err } = await run(['convert', '-'], POOL);
  assert.match(out, /^apiVersion: karpenter.sh\/v1\n[^]*# kubelet: \{maxPods: 9\}\n$/);
  assert.match(err, /document 0 warning spec.template.spec\n {4}kubelet is left as a comment/);
});

test('--fail-on warning: what is left to do makes the exit status 1', async () => {
  const path = file('c.yaml', POOL);
  assert.equal((await run(['convert', path])).status, 0);
  assert.equal((await run(['convert', '--fail-on', 'warning', path])).status, 1);
});

const EKSCTL = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: shop, region: us-east-1}
managedNodeGroups:
  - {name: web, instanceType: m5.large, minSize: 1, maxSize: 4}
`;

test('node groups: a new file beside, written on demand and never over another, and what both cost', async () => {
  const path = file('eks/cluster.yaml', EKSCTL);
  const shown = await run(['convert', path]);
  assert.match(shown.out, /^--- \/dev\/null\n\+\+\+ b\/eks\/cluster\.karpenter\.yaml\n\+# Made by/);
  assert.match(shown.out, /^web, m5\.large on-demand +\$70\.08 \(1\) +\$70\.08 \(1\) +\$280\.32 \(4\)$/m);
  assert.match(shown.err, /1 node group as NodePools; nothing is written/);
  assert.equal((await run(['convert', '--write', path])).status, 0);
  const made = join(folder.root, 'eks/cluster.karpenter.yaml');
  assert.match(readFileSync(made, 'utf8'), /kind: NodePool/);
  assert.equal((await run(['check', join(folder.root, 'eks')])).status, 0);
  assert.match((await run(['convert', join(folder.root, 'eks')])).err, /nothing to convert/);
  const again = await run(['convert', '--write', path]);
  assert.deepEqual([again.status, again.out], [2, '']);
  assert.match(again.err, /cluster\.karpenter\.yaml: is there already: move it away/);
});

test('node groups from standard input: the new manifests alone on standard output', async () => {
  const { out } = await run(['convert', '-'], EKSCTL);
  assert.match(out, /^# Made by dryfit convert/);
  assert.doesNotMatch(out, /ClusterConfig|\$\/MONTH/);
});

test('json is the object of the API; bad usage is 2', async () => {
  const path = file('d.yaml', HPA);
  const result = JSON.parse((await run(['convert', '--format', 'json', path])).out) as { version: number };
  assert.equal(result.version, 1);
  assert.equal((await run(['convert'])).status, 2);
  assert.equal((await run(['check', '--write', path])).status, 2);
  assert.equal((await run(['convert', '--write', '-'], HPA)).status, 2);
});
