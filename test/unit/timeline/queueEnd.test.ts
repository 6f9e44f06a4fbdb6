// What still waits when a timeline ends has waited until then: a queue that nobody works on reaches no goal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import { anyPool, deployment } from '../../support/manifests';
import { played } from '../../support/timelines';

const files = (...texts: readonly string[]) => [
  { uri: 'file:///all.yaml', text: [anyPool(), deployment('web', { replicas: 1 }), ...texts].join('---\n') },
];

const PAUSED = (annotations: string): string => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web, annotations: { ${annotations} } }
spec:
  scaleTargetRef: { name: web }
  triggers:
    - type: aws-sqs-queue
      metadata: { queueURL: "https://sqs.us-east-1.amazonaws.com/111122223333/q", queueLength: "5", awsRegion: us-east-1 }
`;

// The units of second s are all served in second 2 s + 1: 1, 2, … 30 seconds of waiting, until half of what comes is still there.
// The others wait from second 30 + s until second 60: 30, 29, … 1.
test('half of what comes waits until the end', () => {
  const { slo } = played({
    files: files(),
    ...{ load: { kind: 'constant', value: 4 }, podCapacity: 2, overload: 'queue', durationSeconds: 60 },
  });
  assert.equal(slo.backlogAtEnd, 120);
  assert.deepEqual(slo.timeToServe, { p50Seconds: 15, p95Seconds: 29, maxSeconds: 30 });
});

test('a queue that nobody works on meets no goal', () => {
  const request = {
    files: files(PAUSED('autoscaling.keda.sh/paused-replicas: "0"')),
    ...{ load: { kind: 'constant', value: 5 } as const, podCapacity: 2, durationSeconds: 600 },
  };
  const { slo, series } = played(request);
  assert.equal(Math.max(...series.ready), 0);
  assert.deepEqual(slo.timeToServe, { p50Seconds: 300, p95Seconds: 570, maxSeconds: 600 });
  const compared = api.strategies(request);
  assert.ok(!('error' in compared), JSON.stringify(compared));
  assert.equal(compared.outcomes.find(({ id }) => id === 'reactive')?.meets, false);
});

test('without a size that is written a paused workload has the one pod that it was created with', () => {
  const text = [
    ...[anyPool(), deployment('web', { replicas: 1 }).replace('  replicas: 1\n', '')],
    PAUSED('autoscaling.keda.sh/paused: "true"'),
  ].join('---\n');
  const { series } = played({
    files: [{ uri: 'file:///all.yaml', text }],
    ...{ load: { kind: 'constant', value: 1 }, podCapacity: 2, durationSeconds: 60 },
  });
  assert.deepEqual([...new Set(series.wanted)], [1]);
});
