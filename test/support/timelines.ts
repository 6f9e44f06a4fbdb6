/** Timelines of tests: played, or the test has failed. */
import assert from 'node:assert/strict';
import * as api from '../../server/src/api';
import type { Timeline, TimelineRequest } from '../../server/src/api';

export function played(request: TimelineRequest): Timeline {
  const timeline = api.timeline(request);
  assert.ok(!('error' in timeline), JSON.stringify(timeline));
  return timeline;
}

/** Seconds at which something of the kind happened. */
export const timesOf = ({ events }: Timeline, kind: string): number[] =>
  events.filter((event) => event.kind === kind).map(({ t }) => t);

/** A ScaledJob that renders what a queue holds, one message a Job. */
export const renderJob = (maxReplicaCount: number): string => `
apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata: { name: render, namespace: shop }
spec:
  pollingInterval: 10
  maxReplicaCount: ${maxReplicaCount}
  jobTargetRef:
    template:
      spec:
        restartPolicy: Never
        containers: [{ name: r, image: r:1, resources: { requests: { cpu: "1", memory: 1Gi } } }]
  triggers:
    - type: aws-sqs-queue
      metadata: { queueURL: https://sqs.us-east-1.amazonaws.com/1/q, queueLength: "1", awsRegion: us-east-1 }
`;
