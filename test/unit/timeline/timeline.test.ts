import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import type { Timeline, TimelineRequest } from '../../../server/src/api';
import { deployment } from '../../support/manifests';
import { played, renderJob, timesOf } from '../../support/timelines';
import { chartOf } from '../../../server/src/timeline/chart';
import { chartSvg } from '../../../server/src/timeline/svg';

const example = (name: string) => ({
  uri: `file:///${name}`,
  text: readFileSync(`examples/spike/${name}`, 'utf8'),
});
const POOL = example('nodepool.yaml');
const SPIKE: TimelineRequest = {
  files: [POOL, example('checkout.yaml')],
  load: { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 },
  podCapacity: 50,
};

const withText = (text: string, more: Partial<TimelineRequest> = {}): TimelineRequest => ({
  ...SPIKE,
  files: [POOL, { uri: 'file:///workload.yaml', text }],
  ...more,
});

const scales = ({ events }: Timeline, workload = 'shop/checkout'): string[] =>
  events
    .filter(({ kind, text }) => kind === 'scale' && text.startsWith(workload))
    .map(({ t, text }) => `${t}: ${text.slice(workload.length + 1).replace(/ \(.*/, '')}`);

const atStep = ({ series, stepSeconds }: Timeline, second: number) => {
  const step = Math.floor(second / stepSeconds);
  return { ready: series.ready[step], nodes: series.nodes[step], wanted: series.wanted[step] };
};

const spike = played(SPIKE);

// docs/dynamics.md has the calculation.
test('the spike of the example runs as the hand calculation says', () => {
  assert.deepEqual(scales(spike), ['630: 4 to 8', '675: 8 to 14', '735: 14 to 16', '1830: 16 to 4']);
  assert.deepEqual(timesOf(spike, 'launch'), [632, 737]);
  assert.deepEqual(timesOf(spike, 'node-ready'), [677, 782]);
  const [first] = spike.waves;
  assert.deepEqual(first?.stages, {
    ...{ metricSeconds: 20, decisionSeconds: 10, podSeconds: 1 },
    ...{ nodeSeconds: 46, imageSeconds: 12, readySeconds: 5 },
  });
  assert.equal(first?.totalSeconds, 94);
  // 200 a second are missing for 38 s, then 50 until the pods on the new node are ready.
  assert.equal(spike.slo.unservedUnits, 38 * 200 + 56 * 50);
  assert.deepEqual(spike.slo.timeToServe, { p50Seconds: 38, p95Seconds: 94, maxSeconds: 94 });
});

test('nodes are paid for from launch to end', () => {
  const usdPerHour = 0.192;
  const seconds = 3600 + (1905 - 632) + (1925 - 737);
  assert.deepEqual(timesOf(spike, 'node-gone'), [1905, 1925]);
  assert.ok(Math.abs(spike.cost.usd - (usdPerHour * seconds) / 3600) < 1e-5, String(spike.cost.usd));
});

test('the same request gives the same bytes, and its chart is the one in the docs', () => {
  assert.equal(JSON.stringify(played(SPIKE)), JSON.stringify(spike));
  assert.equal(chartSvg(chartOf(spike)), readFileSync('docs/images/spike.svg', 'utf8'));
});

const INSTANT = {
  ...{ metricsIntervalSeconds: 1, metricsWindowSeconds: 1, metricsDelaySeconds: 0, podSeconds: 0 },
  ...{ batchIdleSeconds: 0, launchSeconds: 0, bootSeconds: 0, imageShare: 0, containerSeconds: 0 },
  appStartSeconds: 0,
};

test('without latencies the size follows the HPA controller to the second', () => {
  const text = SPIKE.files[1]?.text.replace(/ +readinessProbe:[\s\S]*?periodSeconds: 5\n/, '') ?? '';
  const timeline = played(withText(text, { settings: INSTANT, initial: 'spec' }));
  const milli = (rps: number): number => rps * 10;
  const scenario = api.hpa({
    hpa: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'checkout' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' },
        ...{ minReplicas: 4, maxReplicas: 40 },
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
          },
        ],
      },
    },
    ...{ initialReplicas: 4, podRequests: { cpuMilli: 500 }, podCpuLimitMilli: 500, durationSeconds: 3600 },
    metricsWindowSeconds: 1,
    // A sample is finished before the second at which it is seen.
    load: [
      { t: 0, cpuMilliTotal: milli(100) },
      { t: 601, cpuMilliTotal: milli(400) },
      { t: 1501, cpuMilliTotal: milli(100) },
    ],
  });
  assert.ok(scenario.events.length >= 3);
  assert.deepEqual(
    scales(timeline),
    scenario.events.map(({ t, from, to }) => `${t}: ${from} to ${to}`),
  );
});

test('a budget of 0 nodes keeps them all, one with a schedule until it is over', () => {
  const closed = POOL.text.replace('nodes: 50%', 'nodes: "0"');
  const scheduled = POOL.text.replace(
    '- nodes: 50%',
    '- nodes: "0"\n        schedule: "0 8 * * *"\n        duration: 50m',
  );
  const goneWith = (pool: string): number[] =>
    timesOf(
      played({
        ...SPIKE,
        start: '2026-01-05T08:00:00Z',
        files: [{ ...POOL, text: pool }, ...SPIKE.files.slice(1)],
      }),
      'node-gone',
    );
  assert.deepEqual(goneWith(closed), []);
  const [first = 0] = goneWith(scheduled);
  assert.ok(first >= 3000 && first < 3060, String(first));
});

const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: shop }
spec:
  replicas: 0
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec:
      containers: [{ name: w, image: w:1, resources: { requests: { cpu: "1", memory: 1Gi } } }]
`;

const scaledObject = (spec: string): string => `${SHOP}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: shop }
spec:
  scaleTargetRef: { name: worker }
${spec}`;

const SQS = `  triggers:
    - type: aws-sqs-queue
      metadata: { queueURL: https://sqs.us-east-1.amazonaws.com/1/q, queueLength: "10", awsRegion: us-east-1 }
`;

test('KEDA wakes a workload at a poll, the HPA takes over, and the cooldown puts it to sleep', () => {
  const request = withText(scaledObject(`  pollingInterval: 20\n  cooldownPeriod: 120\n${SQS}`), {
    load: { kind: 'spike', base: 0, peak: 4, atSeconds: 605, forSeconds: 300 },
    podCapacity: 1,
  });
  const timeline = played(request);
  const [woken, ...rest] = scales(timeline, 'shop/worker');
  assert.equal(woken, '620: 0 to 1');
  assert.ok(rest.length >= 2);
  assert.match(rest.at(-1) ?? '', /to 0$/);
  assert.equal(timeline.subject.overload, 'queue');
  assert.equal(timeline.slo.unservedUnits, 0);
  assert.ok(timeline.slo.maxBacklog > 100);
  assert.equal(timeline.slo.backlogAtEnd, 0);
});

test('messages in flight keep a workload awake, unless the trigger leaves them out', () => {
  const load = { kind: 'spike', base: 0, peak: 4, atSeconds: 600, forSeconds: 2400 } as const;
  const sleeps = (text: string): readonly string[] => {
    const timeline = played(
      withText(scaledObject(`  cooldownPeriod: 60\n${text}`), { load, podCapacity: 1 }),
    );
    const awake = scales(timeline, 'shop/worker').filter((line) => Number(line.split(':')[0]) < 3000);
    return awake.filter((line) => line.endsWith(' to 0') && !line.startsWith('0:'));
  };
  assert.deepEqual(sleeps(SQS), []);
  assert.notDeepEqual(sleeps(SQS.replace('queueLength', 'scaleOnInFlight: "false", queueLength')), []);
});

const annotated = (annotation: string): string =>
  scaledObject(`  minReplicaCount: 1\n${SQS}`)
    .replace('replicas: 0', 'replicas: 3')
    .replace(
      'kind: ScaledObject\nmetadata: { name: worker, namespace: shop }',
      `kind: ScaledObject\nmetadata: { name: worker, namespace: shop, annotations: { ${annotation} } }`,
    );

test('a paused ScaledObject holds its size, whatever comes', () => {
  const load = { kind: 'step', from: 1, to: 20, atSeconds: 600 } as const;
  const sizes = (annotation: string): string => {
    const { series, assumptions } = played(withText(annotated(annotation), { load, podCapacity: 1 }));
    const told = assumptions.find((one) => one.includes('paused')) ?? '';
    return `${Math.min(...series.wanted)} to ${Math.max(...series.wanted)} ${told}`;
  };
  const held = 'ScaledObject/worker is paused';
  assert.equal(sizes('autoscaling.keda.sh/paused-replicas: "5"'), `5 to 5 ${held} at 5 replicas.`);
  assert.equal(
    sizes('autoscaling.keda.sh/paused: "true"'),
    `3 to 3 ${held}: the pods stay as many as are written.`,
  );
  assert.equal(sizes('autoscaling.keda.sh/paused: "false"'), '1 to 100 ');
});

function playedBy(formula: string): Timeline {
  const advanced = `advanced: { scalingModifiers: { target: "5", formula: '${formula}' } }`;
  const text = scaledObject(
    `  minReplicaCount: 1\n  ${advanced}\n${SQS.replace('metadata:', 'name: queue\n      metadata:')}`,
  );
  return played(withText(text, { load: { kind: 'constant', value: 9 }, start: '2026-06-01T07:30:00Z' }));
}

test('a formula that looks at the clock looks at that of the timeline', () => {
  const timeline = playedBy('now().Hour() >= 8 ? 15 : 5');
  assert.ok(!timeline.assumptions.some((one) => one.includes('formula')));
  assert.deepEqual([atStep(timeline, 1200).wanted, atStep(timeline, 2400).wanted], [1, 3]);
});

test('what of a formula is not run is told, and counts as failed', () => {
  const { assumptions, series } = playedBy('len(now().GoString()) > 8 ? queue : 1');
  assert.deepEqual(
    assumptions.filter((one) => one.includes('formula')),
    [
      'The formula of ScaledObject/worker uses GoString, not run here: where it is reached the metric counts as failed.',
    ],
  );
  assert.equal(Math.max(...series.wanted), 1);
});

test('a fallback holds its size while the source fails', () => {
  const fallback = `  minReplicaCount: 1\n  fallback: { failureThreshold: 3, replicas: 7 }\n${SQS}`;
  const request = withText(scaledObject(fallback), {
    load: { kind: 'constant', value: 0.1 },
    outages: [{ from: 900, to: 1800 }],
  });
  const timeline = played(request);
  assert.equal(atStep(timeline, 880).wanted, 1);
  assert.equal(atStep(timeline, 1500).wanted, 7);
  assert.equal(atStep(timeline, 3000).wanted, 1);
});

test('a cron trigger raises the size before the load comes', () => {
  const cron = `  minReplicaCount: 1
  triggers:
    - type: cron
      metadata: { timezone: Europe/Berlin, start: "30 9 * * *", end: "0 17 * * *", desiredReplicas: "6" }
`;
  const timeline = played(
    withText(scaledObject(cron), { start: '2026-01-05T08:00:00Z', load: { kind: 'constant', value: 10 } }),
  );
  assert.equal(scales(timeline, 'shop/worker')[0], '1800: 1 to 4');
  assert.equal(atStep(timeline, 2100).wanted, 6);
});

test('a ScaledJob starts a Job for each message, and each ends when its work is done', () => {
  const load = { kind: 'spike', base: 0, peak: 0.1, atSeconds: 60, forSeconds: 600 } as const;
  const timeline = played(withText(renderJob(5), { load, podCapacity: 1 / 30 }));
  assert.equal(timeline.subject.scaler, 'ScaledJob/render');
  assert.equal(Math.max(...timeline.series.wanted), 5);
  assert.equal(timeline.series.wanted.at(-1), 0);
  assert.equal(timeline.slo.backlogAtEnd, 0);
});

const WARM = `
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: placeholder }
value: -10
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pause, namespace: shop }
spec:
  replicas: 0
  selector: { matchLabels: { app: pause } }
  template:
    metadata: { labels: { app: pause } }
    spec:
      priorityClassName: placeholder
      terminationGracePeriodSeconds: 0
      containers: [{ name: p, image: registry.k8s.io/pause:3.10, resources: { requests: { cpu: 500m, memory: 1Gi } } }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: warm-up, namespace: shop }
spec:
  schedule: "5 8 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: k, image: kubectl:1, command: [kubectl, scale, deploy/pause, --replicas=12] }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: cool-down, namespace: shop }
spec:
  schedule: "0 20 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: k, image: kubectl:1, command: [kubectl, scale, deploy/pause, --replicas=0] }]
`;

test('a warm pool that a CronJob starts gives its room to real pods at once', () => {
  const warm = {
    ...SPIKE,
    start: '2026-01-05T08:00:00Z',
    files: [...SPIKE.files, { uri: 'file:///warm.yaml', text: WARM }],
  };
  const timeline = played(warm);
  assert.deepEqual(scales(timeline, 'shop/pause'), ['305: 0 to 12']);
  assert.ok(timesOf(timeline, 'preempt').length > 0);
  assert.equal(Math.max(...timeline.waves.map(({ stages }) => stages?.nodeSeconds ?? 0)), 0);
  assert.ok(timeline.slo.timeToServe.p95Seconds < spike.slo.timeToServe.p95Seconds);
  assert.ok(timeline.cost.usd > spike.cost.usd);
});

const BUFFER = {
  uri: 'file:///buffer.yaml',
  text: `---
apiVersion: autoscaling.x-k8s.io/v1beta1
kind: CapacityBuffer
metadata: { name: spare, namespace: shop }
spec:
  scalableRef: { apiGroup: apps, kind: Deployment, name: checkout }
  replicas: 10
`,
};

test('a capacity buffer keeps room, and its nodes are not removed as empty', () => {
  const timeline = played({ ...SPIKE, files: [...SPIKE.files, BUFFER] });
  assert.equal(atStep(timeline, 0).nodes, 2);
  assert.equal(atStep(timeline, 590).nodes, 2);
  assert.equal(timeline.waves[0]?.stages?.nodeSeconds, 0);
});

test('a capacity buffer is planned beside a pod that no node could hold', () => {
  const giant = { uri: 'file:///giant.yaml', text: deployment('giant', { cpu: '500' }) };
  const timeline = played({ ...SPIKE, files: [...SPIKE.files, BUFFER, giant] });
  assert.deepEqual(timesOf(timeline, 'unschedulable'), [0]);
  assert.equal(atStep(timeline, 590).nodes, 2);
  assert.equal(timeline.waves[0]?.stages?.nodeSeconds, 0);
});

test('what cannot be played says why', () => {
  const problem = (request: Partial<TimelineRequest>): string => {
    const answer = api.timeline({ ...SPIKE, ...request });
    return 'error' in answer ? answer.error : '';
  };
  assert.match(problem({ workload: 'nobody' }), /no workload nobody/);
  assert.match(problem({ durationSeconds: 10 }), /write 60 to 604800/);
  assert.match(problem({ start: 'today' }), /RFC 3339/);
  assert.match(problem({ files: [] }), /Deployment, StatefulSet, Job or ScaledJob/);
  const only = (text: string): string => problem({ files: [{ uri: 'file:///a.yaml', text }] });
  const [, checkout] = SPIKE.files;
  assert.match(
    only((checkout?.text ?? '').replace(/[\s\S]*(?=apiVersion: autoscaling)/, '')),
    /a scaler aims at Deployment\/shop\/checkout, which is not among the files/,
  );
  const rollout = (checkout?.text ?? '')
    .replaceAll('apps/v1', 'argoproj.io/v1alpha1')
    .replaceAll('Deployment', 'Rollout');
  assert.match(only(rollout), /a scaler aims at Rollout\/shop\/checkout, whose pods are not known/);
  const refused = (checkout?.text ?? '').replace('selector:', 'replicas: four\n  selector:');
  assert.match(only(refused), /^Deployment\/checkout takes no part: it is refused/);
  assert.match(
    problem({ files: [{ uri: 'file:///a.yaml', text: refused }], workload: 'shop/checkout' }),
    /^Deployment\/checkout takes no part/,
  );
  const other = refused.replaceAll('namespace: shop', 'namespace: other');
  assert.match(
    problem({ files: [...SPIKE.files, { uri: 'file:///b.yaml', text: other }], workload: 'shopp/checkout' }),
    /no workload shopp\/checkout that takes part: did you mean shop\/checkout\?/,
  );
  assert.match(problem({ presets: ['fast'] }), /unknown preset fast/);
  assert.match(problem({ podCapacity: 0 }), /podCapacity 0: write a number above 0/);
  assert.match(problem({ stepSeconds: 0 }), /write 1 to 3600/);
  const points = [null] as unknown as { t: number; value: number }[];
  assert.match(problem({ load: { kind: 'points', points, interpolation: 'step' } }), /a list of/);
});
