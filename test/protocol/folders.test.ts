/** Folders that come and go as a whole, of which an editor tells no file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterSummary } from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

const CLUSTER = stream(nodePool('general'), nodeClass(), deployment('web'));

test('a folder that is moved here is read, and one that is gone is forgotten', async () => {
  const client = await TestClient.start({ disk: { 'a/pool.yaml': CLUSTER } });
  await client.scanned();
  const told = async (...changes: { uri: string; type: 1 | 3 }[]): Promise<string[]> => {
    client.notify('workspace/didChangeWatchedFiles', { changes });
    const clusters = await client.request<ClusterSummary[]>('dryfit/clusters');
    return clusters.map(({ name }) => name);
  };
  client.files.texts.set(uri('b/deep/pool.yaml'), CLUSTER);
  assert.deepEqual(await told({ uri: uri('b'), type: 1 }), ['a', 'b/deep']);
  // Nothing of ours, among it a name that begins as a folder's does.
  assert.deepEqual(await told({ uri: uri('b/dee'), type: 3 }, { uri: uri('out.js'), type: 3 }), [
    'a',
    'b/deep',
  ]);
  assert.deepEqual(await told({ uri: uri('b'), type: 3 }), ['a']);
  client.files.texts.set(uri('b/deep/pool.yaml'), CLUSTER);
  assert.deepEqual(await told({ uri: uri('b'), type: 1 }, { uri: uri('a'), type: 3 }), ['b/deep']);
  await client.stop();
});
