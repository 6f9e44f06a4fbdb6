// Metrics of a source's own units see the load as it is given, which is said; those of the pods' CPU need no word.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import { deployment } from '../../support/manifests';

const DEPLOYMENT = `${deployment('web', { cpu: '1' })}---\n`;

const hpa = (metrics: string): string => `${DEPLOYMENT}apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 9
  metrics: [${metrics}]
`;

const keda = (triggers: string): string => `${DEPLOYMENT}apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web }
spec:
  scaleTargetRef: { name: web }
  minReplicaCount: 1
  triggers: [${triggers}]
`;

const CPU =
  '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }';
const DEPTH =
  '{ type: External, external: { metric: { name: depth }, target: { type: AverageValue, averageValue: "9" } } }';
const HITS =
  '{ type: Pods, pods: { metric: { name: hits }, target: { type: AverageValue, averageValue: "9" } } }';
const prometheus = (name: string): string =>
  `{ type: prometheus, name: ${name}, metadata: { serverAddress: "http://p", query: q, threshold: "9" } }`;

function shown(text: string): readonly string[] {
  const timeline = api.timeline({
    files: [{ uri: 'file:///web.yaml', text }],
    load: { kind: 'constant', value: 5 },
    durationSeconds: 60,
  });
  assert.ok(!('error' in timeline), JSON.stringify(timeline));
  return timeline.assumptions.filter((one) => one.includes('the load as it is given'));
}

test('external and pod metrics of an HPA show the load, whatever their unit', () => {
  assert.deepEqual(shown(hpa(CPU)), []);
  assert.deepEqual(shown(hpa(`${CPU}, ${DEPTH}`)), [
    'The metric depth shows the load as it is given, in mCPU.',
  ]);
  assert.deepEqual(shown(hpa(`${DEPTH}, ${HITS}`)), [
    'The metrics depth, hits show the load as it is given, in mCPU.',
  ]);
});

test('of KEDA only several sources need a word', () => {
  assert.deepEqual(shown(keda(prometheus('a'))), []);
  assert.deepEqual(shown(keda(`${prometheus('a')}, ${prometheus('b')}`)), [
    'The metrics a, b show the load as it is given, in mCPU.',
  ]);
});
