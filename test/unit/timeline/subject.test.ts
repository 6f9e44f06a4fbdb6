/** Whose load it is when nobody says so. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deployment } from '../../support/manifests';
import { played } from '../../support/timelines';

const file = (name: string, text: string) => ({ uri: `file:///${name}.yaml`, text });
const POOL = file('pool', readFileSync('examples/spike/nodepool.yaml', 'utf8'));
const SPARE = file(
  'spare',
  'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: spare\nvalue: -10\n',
);
const WARM_POOL = file(
  'a-pool',
  deployment('a-pool').replace(/\n( +)containers:/, '\n$1priorityClassName: spare\n$1containers:'),
);
const WEB = file('web', deployment('web'));

const subjectOf = (...files: (typeof POOL)[]): string =>
  played({ files: [POOL, SPARE, ...files], load: { kind: 'constant', value: 1 }, durationSeconds: 60 })
    .subject.workload;

test('without a scaler the load falls on the first workload that is no warm pool', () => {
  assert.match(WARM_POOL.text, /priorityClassName: spare/);
  assert.equal(subjectOf(WARM_POOL, WEB), 'default/web');
  assert.equal(subjectOf(WEB, WARM_POOL), 'default/web');
  assert.equal(subjectOf(WARM_POOL), 'default/a-pool');
});
