/** AWS' own zone ids in manifests: they leave one zone, which one is a matter of the account. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions } from '../../../server/src/model/options';
import { runSimulation } from '../../../server/src/simulate/simulate';
import { deployment, nodeClass, nodePool, stream } from '../../support/manifests';

const catalog = loadCatalog();

function zonesFor(zoneId: string): readonly (readonly string[])[] {
  const web = deployment('web', { nodeSelector: `{ topology.k8s.aws/zone-id: ${zoneId} }` });
  const documents = parseFile({
    uri: 'file:///all.yaml',
    text: stream(nodePool('general'), nodeClass(), web),
  });
  const { summary } = runSimulation({
    ...{ documents, refused: new Set<string>(), catalog },
    options: { ...resolveOptions(), replicas: 'spec' },
  });
  return summary.nodeClaims.map(({ launch }) => launch?.zones ?? []);
}

describe('zone ids', () => {
  it('of the region stand for its zones in order', () => {
    assert.deepEqual(zonesFor('use1-az2'), [['us-east-1b']]);
    assert.deepEqual(zonesFor('use1-az4'), [['us-east-1d']]);
  });

  it('of another region have no node', () => {
    assert.deepEqual(zonesFor('euc1-az1'), []);
  });

  it('that stand in for a zone select it where no id of AWS is named', () => {
    assert.deepEqual(zonesFor('us-east-1c-id'), [['us-east-1c']]);
  });

  it('have as many zones in every region', () => {
    for (const name of catalog.regions) {
      const region = catalog.region(name);
      assert.equal(region?.zoneIds.length, region?.zones.length, name);
    }
  });
});
