// Nodes of static pools: in the text as they are, in the JSON as the API answers, or with them when asked.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { simulate } from '../../../server/src/api';
import { CommandLineFolder } from '../../support/commandLine';
import { deployment, nodeClass, nodePool, staticPool, stream } from '../../support/manifests';

const folder = new CommandLineFolder();
after(() => folder.remove());

const text = stream(nodeClass(), nodePool('general'), staticPool('base', 2), deployment('web'));
const file = folder.write('cluster.yaml', text);

test('the text has them', async () => {
  const { out } = await folder.run(['simulate', file]);
  assert.match(out, /NodePool base: 2 nodes, .*static/);
});

for (const [flags, staticNodes] of [
  [[], false],
  [['--static-nodes'], true],
] as const)
  test(`the JSON ${flags.join(' ')} is what the API answers`, async () => {
    const { out } = await folder.run(['simulate', file, '--format', 'json', ...flags]);
    const { nodeClaims } = JSON.parse(out) as ReturnType<typeof simulate>;
    assert.deepEqual(nodeClaims, simulate([{ uri: 'file:///a.yaml', text }], { staticNodes }).nodeClaims);
    assert.equal(nodeClaims.filter(({ isStatic }) => isStatic).length, staticNodes ? 2 : 0);
  });
