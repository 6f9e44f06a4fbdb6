import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions } from '../../../server/src/model/options';
import { runSimulation, type Simulation } from '../../../server/src/simulate/simulate';
import { TypeCache } from '../../../server/src/simulate/instanceTypes';
import type { WhatIf } from '../../../server/src/simulate/whatIf';
import { deployment, nodeClass, nodePool, stream } from '../../support/manifests';

const cache = new TypeCache();
const text = stream(
  nodePool('general', { types: '"m5.large", "m6i.large", "m5.xlarge"' }),
  nodeClass(),
  deployment('web', { replicas: 4, cpu: '1' }),
  deployment('idle', { replicas: 0, cpu: '1' }),
);
const documents = parseFile({ uri: 'file:///all.yaml', text });

const simulate = (whatIf?: WhatIf): Simulation =>
  runSimulation({
    ...{ documents, refused: new Set<string>(), catalog: loadCatalog(), cache },
    options: { ...resolveOptions(), replicas: 'spec' },
    ...(whatIf ? { whatIf } : {}),
  });

const podCount = ({ summary }: Simulation): number => summary.stats.podCount;
const launches = ({ summary }: Simulation) => summary.nodeClaims.flatMap(({ launch }) => launch ?? []);
const pods = ({ summary }: Simulation, workload: string): number =>
  summary.nodeClaims.reduce((sum, claim) => sum + (claim.pods[workload] ?? 0), 0);

describe('what if', () => {
  it('nothing changes, the result is the same byte for byte', () => {
    assert.equal(JSON.stringify(simulate({}).summary), JSON.stringify(simulate().summary));
  });

  it('a workload had other replicas, one without pods included', () => {
    const changed = simulate({ replicas: { 'default/web': 9, 'default/idle': 2 } });
    assert.equal(podCount(changed), 11);
    assert.equal(pods(changed, 'default/idle'), 2);
    assert.equal(podCount(simulate({ replicas: { 'default/web': 0 } })), 0);
  });

  it('pods asked for more, in quantities; what is no quantity is left as written', () => {
    const before = simulate();
    const changed = simulate({ requests: { 'default/web': { cpu: '1900m' } } });
    assert.ok(changed.summary.cost.usdPerHour > before.summary.cost.usdPerHour);
    const wrong = simulate({ requests: { 'default/web': { cpu: 'much', memory: '-1Gi' } } });
    assert.equal(wrong.summary.cost.usdPerHour, before.summary.cost.usdPerHour);
  });

  it('half of the pods ran on spot', () => {
    const changed = simulate({ spotShare: 0.5 });
    assert.equal(pods(changed, 'default/web'), 4);
    const ofType = (capacityType: string): number =>
      changed.summary.nodeClaims
        .filter(({ launch }) => launch?.capacityType === capacityType)
        .reduce((sum, claim) => sum + (claim.pods['default/web'] ?? 0), 0);
    assert.deepEqual([ofType('spot'), ofType('on-demand')], [2, 2]);
    const none = launches(simulate({ spotShare: 0 })).map(({ capacityType }) => capacityType);
    assert.deepEqual([...new Set(none)], ['on-demand']);
    const all = launches(simulate({ spotShare: 1 })).map(({ capacityType }) => capacityType);
    assert.deepEqual([...new Set(all)], ['spot']);
  });

  it('a zone were lost: nothing launches there', () => {
    const zones = new Set(launches(simulate()).flatMap(({ zones: own }) => own));
    const [lost] = [...zones].sort();
    assert.ok(lost);
    const changed = launches(simulate({ zonesLost: [lost] }));
    assert.ok(changed.length > 0);
    assert.ok(changed.every(({ zones: own }) => !own.includes(lost)));
  });

  it('a type or a family had no capacity', () => {
    const used = launches(simulate())[0]?.instanceType ?? '';
    const changed = launches(simulate({ typesUnavailable: [used] }));
    assert.ok(changed.length > 0 && changed.every(({ instanceType }) => instanceType !== used));
    const family = launches(simulate({ typesUnavailable: ['m5.*'] }));
    assert.deepEqual([...new Set(family.map(({ instanceType }) => instanceType))], ['m6i.large']);
    assert.equal(simulate({ typesUnavailable: ['m5.*', 'm6i.*'] }).summary.unschedulable[0]?.count, 4);
  });
});
