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

/** Another text of a manifest. What is changed has to be there: a replacement that does nothing would prove nothing. */
export function changed(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

/** A pod that fills a node, which it keeps from being emptied. */
export const PINNED = `apiVersion: apps/v1
kind: Deployment
metadata: { name: pinned, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: pinned } }
  template:
    metadata: { labels: { app: pinned }, annotations: { karpenter.sh/do-not-disrupt: "true" } }
    spec:
      containers: [{ name: p, image: p:1, resources: { requests: { cpu: 3500m, memory: 1Gi } } }]
`;
