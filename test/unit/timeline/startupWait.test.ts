import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { played, timesOf } from '../../support/timelines';

const example = (name: string) => ({
  uri: `file:///${name}`,
  text: readFileSync(`examples/spike/${name}`, 'utf8'),
});

/** Seconds from the launch of the first node until it is ready, with one readiness rule. */
function startSeconds(ruleSpec: string): number {
  const rule = `apiVersion: readiness.node.x-k8s.io/v1alpha1
kind: NodeReadinessRule
metadata: { name: network }
spec:
  conditions: [{ type: example.com/NetworkReady, requiredStatus: "True" }]
  enforcementMode: bootstrap-only
  taint: { key: readiness.k8s.io/NetworkReady, effect: NoSchedule }
  ${ruleSpec}
`;
  const timeline = played({
    files: [example('nodepool.yaml'), example('checkout.yaml'), { uri: 'file:///rule.yaml', text: rule }],
    load: { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 },
    podCapacity: 50,
  });
  const first = (kind: string): number => timesOf(timeline, kind)[0] ?? NaN;
  return first('node-ready') - first('launch');
}

const PLAIN = 45;
const WAITING = 55;
const expression = (text: string): string => `nodeSelector: { matchExpressions: [${text}] }`;

test('nodes that a readiness rule selects take pods ten seconds later', () => {
  assert.equal(startSeconds('nodeSelector: { matchLabels: { karpenter.sh/nodepool: checkout } }'), WAITING);
  assert.equal(startSeconds('nodeSelector: { matchLabels: { karpenter.sh/nodepool: other } }'), PLAIN);
  assert.equal(startSeconds('nodeSelector: {}'), WAITING);
});

test('expressions of a readiness rule look at the labels of the node that is launched', () => {
  const type = 'key: node.kubernetes.io/instance-type';
  assert.equal(startSeconds(expression(`{ ${type}, operator: In, values: [m6i.xlarge] }`)), WAITING);
  assert.equal(startSeconds(expression(`{ ${type}, operator: NotIn, values: [m6i.xlarge] }`)), PLAIN);
  assert.equal(startSeconds(expression('{ key: karpenter.sh/capacity-type, operator: Exists }')), WAITING);
  assert.equal(startSeconds(expression('{ key: kubernetes.io/arch, operator: DoesNotExist }')), PLAIN);
  const both = `{ ${type}, operator: Exists }, { key: team, operator: Exists }`;
  assert.equal(startSeconds(expression(both)), PLAIN);
});

test('a rule that only looks (dryRun) delays nothing', () => {
  assert.equal(startSeconds('dryRun: true\n  nodeSelector: {}'), PLAIN);
});
