import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import type { Comparison, StrategiesRequest, StrategyId } from '../../../server/src/api';
import {
  dailyCron,
  neededByBucket,
  warmPoolSizing,
  windowsAbove,
} from '../../../server/src/strategies/demand';

const files = ['nodepool.yaml', 'checkout.yaml'].map((name) => ({
  uri: `file:///${name}`,
  text: readFileSync(`examples/spike/${name}`, 'utf8'),
}));
const STRATEGY_COUNT = 14;
const REQUEST: StrategiesRequest = {
  files,
  load: { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 },
  podCapacity: 50,
  start: '2026-01-05T09:00:00Z',
};

function compare(request: StrategiesRequest): Comparison {
  const compared = api.strategies(request);
  assert.ok(!('error' in compared), JSON.stringify(compared));
  return compared;
}

const spike = compare({ ...REQUEST, business: { usdPerIncident: 20, revenueUsdPerUnit: 0.001 } });
const outcome = ({ outcomes }: Comparison, id: StrategyId) => {
  const found = outcomes.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
};

test('fourteen strategies are compared on one load', () => {
  assert.equal(spike.outcomes.length, STRATEGY_COUNT);
  assert.deepEqual(spike.notApplicable, []);
  const reactive = outcome(spike, 'reactive');
  assert.deepEqual([reactive.p95Seconds, reactive.extraUsdPerMonth, reactive.returnUsdPerMonth], [94, 0, 0]);
  const known = outcome(spike, 'scheduled');
  assert.deepEqual([known.p95Seconds, known.unservedUnits], [0, 0]);
  assert.ok(known.extraUsdPerMonth > 0);
  // Pods whose nodes are there wait for the decision alone; node groups wait longer than Karpenter.
  for (const id of ['warm-pool', 'warm-pool-scheduled', 'capacity-buffer', 'static-pool'] as const)
    assert.ok(outcome(spike, id).p95Seconds < reactive.p95Seconds, id);
  assert.ok(outcome(spike, 'node-groups').p95Seconds > reactive.p95Seconds);
  assert.ok(outcome(spike, 'queue').maxBacklog > 0);
  assert.equal(outcome(spike, 'queue').unservedUnits, 0);
});

test('two strategies together decide as the one and have room as the other', () => {
  const { manifests } = outcome(spike, 'scheduled+warm-pool');
  assert.match(manifests, /kind: CronHorizontalPodAutoscaler[\s\S]*kind: PriorityClass/);
  const both = outcome(spike, 'tuned+headroom').manifests;
  assert.match(both, /minReplicas: 5/);
  assert.match(both, /value: 300/);
  const room = outcome(spike, 'headroom+warm-pool');
  assert.ok(room.unservedShare < outcome(spike, 'headroom').unservedShare);
  assert.ok(room.unservedShare < outcome(spike, 'warm-pool').unservedShare);
});

test('a CronHPA is written for the clock of its controller, and played by it', () => {
  const utc = outcome(spike, 'scheduled');
  const there = outcome(compare({ ...REQUEST, cronHpaTimeZone: 'Asia/Shanghai' }), 'scheduled');
  const hours = ({ manifests }: typeof utc): number[] =>
    [...manifests.matchAll(/schedule: "?0 \d+ (\d+) \* \* \*/g)].map(([, hour]) => Number(hour));
  assert.ok(hours(utc).length > 0);
  assert.deepEqual(
    hours(there),
    hours(utc).map((hour) => (hour + 8) % 24),
  );
  assert.equal(there.unservedUnits, utc.unservedUnits);
});

test('node groups come from a table or a ClusterConfig, and are no larger than they say', () => {
  const groups = (nodeGroups: StrategiesRequest['nodeGroups']) =>
    outcome(compare({ ...REQUEST, ...(nodeGroups ? { nodeGroups } : {}) }), 'node-groups');
  const roomy = groups([{ instanceType: 'm6i.xlarge', minSize: 1, maxSize: 9 }]);
  assert.match(roomy.manifests, /instanceType: m6i\.xlarge[\s\S]*maxSize: 9/);
  const narrow = groups([{ instanceType: 'm6i.xlarge', minSize: 1, maxSize: 1 }]);
  // One node holds 7 pods, for 350 of the 400 a second.
  assert.ok(narrow.unservedShare > roomy.unservedShare);
  // Three nodes that are always there hold the peak of 16 pods of half a CPU.
  assert.ok(groups([{ instanceType: 'm6i.xlarge', minSize: 3, maxSize: 3 }]).p95Seconds < roomy.p95Seconds);
  const config = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c, region: us-east-1 }
managedNodeGroups: [{ name: web, instanceTypes: [m6i.xlarge], minSize: 1, maxSize: 1 }]
`;
  const own = compare({ ...REQUEST, files: [...files, { uri: 'file:///c.yaml', text: config }] });
  assert.equal(outcome(own, 'node-groups').unservedShare, narrow.unservedShare);
  assert.equal(outcome(own, 'node-groups').manifests, '');
  const unknown = compare({ ...REQUEST, nodeGroups: [{ instanceType: 'm99.huge', maxSize: 3 }] });
  assert.match(unknown.notApplicable[0]?.why ?? '', /m99\.huge of the group .* is no type of us-east-1/);
});

test('the cheapest that meets the objective is recommended, with its numbers', () => {
  assert.equal(spike.recommended, 'scheduled');
  assert.match(spike.reason, /p95 0 s, 0 % unserved, \$\d+\.\d\d a month more/);
  const easy = compare({ ...REQUEST, objective: { p95Seconds: 120, unservedShare: 0.02 } });
  assert.equal(easy.recommended, 'reactive');
});

test('the return is incidents and revenue less the extra cost', () => {
  const known = outcome(spike, 'scheduled');
  const month = (730 * 3600) / 3600;
  const expected = 20 * month + 10_400 * month * 0.001 - known.extraUsdPerMonth;
  assert.ok(Math.abs((known.returnUsdPerMonth ?? 0) - expected) < 0.02, String(known.returnUsdPerMonth));
});

test('a slow rise needs a warm pool for what the scaler adds at once, not for the wait until it does', () => {
  const load = { kind: 'daily', low: 50, high: 600, peakHour: 14, weekendShare: 1 } as const;
  const { warmPool, outcomes } = compare({
    ...{ ...REQUEST, load, durationSeconds: 86_400 },
    business: { usdPerIncident: 500, revenueUsdPerUnit: 0.02 },
  });
  assert.deepEqual([warmPool.leadSeconds, warmPool.podCount, warmPool.peakReplicas], [64, 3, 24]);
  const queued = outcomes.find(({ id }) => id === 'queue');
  // Much waits, none of it for a minute.
  assert.ok(queued && queued.episodeCount > 100 && queued.incidentCount === 0);
});

test('a warm pool holds what demand rises by while a node is on its way', () => {
  const { podCount, peakReplicas, baseReplicas, peakShare, hours } = spike.warmPool;
  assert.deepEqual([podCount, peakReplicas, baseReplicas, peakShare], [12, 16, 4, 0.75]);
  assert.deepEqual(hours, ['09:00']);
  assert.equal(compare({ ...REQUEST, peakShare: 0.25 }).warmPool.podCount, 4);
});

const nameOf = (title: string): string => title.split('/').at(-1) ?? '';

/** The files without the documents that a strategy takes away or writes anew. */
function without(comparison: Comparison, id: StrategyId) {
  const { manifests, removed } = outcome(comparison, id);
  const gone = removed.map((title) => [title.split('/')[0] ?? '', nameOf(title)] as const);
  const replaces = [...manifests.matchAll(/^kind: (\w+)\nmetadata:\n {2}name: (\S+)/gm)].map(
    ([, kind = '', name = '']) => [kind, name] as const,
  );
  return [...files].map(({ uri, text }) => ({
    uri,
    text: text
      .split(/^---$/m)
      .filter((document) =>
        [...gone, ...replaces].every(
          ([kind, name]) => !new RegExp(`^kind: ${kind}\n[\\s\\S]*?^ {2}name: ${name}$`, 'm').test(document),
        ),
      )
      .join('---'),
  }));
}

test('what is written out passes our own check', () => {
  for (const { id, manifests } of spike.outcomes) {
    if (manifests === '') continue;
    const written = { uri: 'file:///written.yaml', text: manifests };
    const { documents, findings } = api.check([written, ...without(spike, id)]);
    const refused = documents.filter(({ verdict }) => verdict === 'rejected' || verdict === 'unparseable');
    assert.deepEqual(refused, [], id);
    const told = findings.filter(({ uri }) => uri === written.uri);
    assert.deepEqual(
      told.map(({ rule, message }) => `${rule}: ${message}`),
      [],
      id,
    );
  }
  assert.deepEqual(
    spike.outcomes.filter(({ manifests }) => manifests === '').map(({ id }) => id),
    ['reactive'],
  );
});

const LOADS: readonly StrategiesRequest['load'][] = [
  { kind: 'daily', low: 50, high: 600, peakHour: 10, weekendShare: 1 },
  { kind: 'ramp', from: 50, to: 700, atSeconds: 900, overSeconds: 300 },
  { kind: 'step', from: 300, to: 40, atSeconds: 1200 },
];

for (const [index, load] of LOADS.entries())
  test(`seed ${index + 2}, ${load.kind}: every strategy is accepted when written out, and its numbers add up`, () => {
    const compared = compare({ ...REQUEST, load, seed: index + 2, durationSeconds: 7200 });
    const [reactive] = compared.outcomes;
    assert.equal(compared.outcomes.length + compared.notApplicable.length, STRATEGY_COUNT);
    for (const one of compared.outcomes) {
      const { documents } = api.check([{ uri: 'file:///out.yaml', text: one.manifests }], {
        placeholders: 'allow',
      });
      assert.equal(one.id === 'reactive', documents.length === 0, one.id);
      const refused = documents.filter(({ verdict }) => verdict === 'rejected' || verdict === 'unparseable');
      assert.deepEqual(refused, [], one.id);
      const extra = one.usdPerMonth - (reactive?.usdPerMonth ?? 0);
      assert.ok(Math.abs(one.extraUsdPerMonth - extra) < 0.01, one.id);
      assert.ok(one.p50Seconds <= one.p95Seconds && one.unservedShare <= 1, one.id);
    }
    assert.ok(compared.outcomes.some(({ id }) => id === compared.recommended));
  });

test('a workload under KEDA gets cron triggers, and no second queue', () => {
  const scaled = files[1]?.text.replace(
    /apiVersion: autoscaling\/v2[\s\S]*/,
    `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: checkout, namespace: shop }
spec:
  scaleTargetRef: { name: checkout }
  minReplicaCount: 4
  maxReplicaCount: 40
  triggers:
    - type: prometheus
      metadata: { serverAddress: http://prometheus.monitoring, query: 'sum(rate(http_requests_total[1m]))', threshold: "25" }
`,
  );
  const comparison = compare({
    ...REQUEST,
    files: [...files.slice(0, 1), { uri: 'file:///c.yaml', text: scaled ?? '' }],
  });
  assert.match(outcome(comparison, 'scheduled').manifests, /type: cron/);
  assert.equal(outcome(comparison, 'scheduled').unservedUnits, 0);
  assert.match(comparison.notApplicable.find(({ id }) => id === 'queue')?.why ?? '', /KEDA already/);
});

test('schedules follow the half hours of the day', () => {
  const plan = {
    ...{ load: (second: number) => (second >= 7200 && second < 10_800 ? 90 : 10), durationSeconds: 86_400 },
    ...{ startSecond: Date.UTC(2026, 0, 5) / 1000, unitsPerPod: 10, minReplicas: 1, maxReplicas: 8 },
  };
  assert.deepEqual(windowsAbove(neededByBucket(plan), 1), [{ fromMinute: 120, toMinute: 180, replicas: 8 }]);
  assert.equal(warmPoolSizing(plan, { leadSeconds: 120, scaleUp: 2 }).podCount, 7);
  assert.equal(warmPoolSizing(plan, { leadSeconds: 120, scaleUp: 9 }).podCount, 9);
  assert.deepEqual(
    [dailyCron(125), dailyCron(-5), dailyCron(1445)],
    ['5 2 * * *', '55 23 * * *', '5 0 * * *'],
  );
});

test('what cannot be compared says why', () => {
  const job = `apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: a, image: a:1, resources: { requests: { cpu: "1", memory: 1Gi } } }]
`;
  const jobs = api.strategies({
    ...REQUEST,
    files: [...files.slice(0, 1), { uri: 'file:///j.yaml', text: job }],
  });
  assert.match('error' in jobs ? jobs.error : '', /default\/once is a Job/);
  const compared = api.strategies({ ...REQUEST, files: [] });
  assert.match('error' in compared ? compared.error : '', /no workload/);
});
