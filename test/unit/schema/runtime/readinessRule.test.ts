import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readinessRuleRefusals } from '../../../../server/src/schema/runtime/readinessRule';

const NODES = { matchLabels: { 'karpenter.sh/nodepool': 'a' } };
const refused = (spec: Record<string, unknown>): string[] =>
  readinessRuleRefusals({ spec: { nodeSelector: NODES, enforcementMode: 'continuous', ...spec } }).map(
    ({ at, rule }) => `${at.join('.')} ${rule}`,
  );

test('a selector selects some nodes, and can be read', () => {
  assert.deepEqual(refused({}), []);
  const bad = ['spec.nodeSelector runtime/readiness-selector'];
  assert.deepEqual(refused({ nodeSelector: {} }), bad);
  assert.deepEqual(refused({ nodeSelector: { matchLabels: {}, matchExpressions: [] } }), bad);
  const expression = (operator: string, values?: string[]) => ({
    nodeSelector: { matchExpressions: [{ key: 'a', operator, ...(values ? { values } : {}) }] },
  });
  assert.deepEqual(refused(expression('In')), bad);
  assert.deepEqual(refused(expression('Exists', ['x'])), bad);
  assert.deepEqual(refused(expression('Exists')), []);
  assert.deepEqual(refused(expression('NotIn', ['x'])), []);
});

test('bootstrap-only has neither defaults nor anyOf', () => {
  const conditions = [
    { type: 'a', requiredStatus: 'True' },
    { type: 'b', requiredStatus: 'True', defaultStatus: 'False' },
  ];
  const spec = { conditions, conditionPolicy: 'anyOf' };
  assert.deepEqual(refused(spec), []);
  assert.deepEqual(refused({ ...spec, enforcementMode: 'bootstrap-only' }), [
    'spec.conditions.1.defaultStatus runtime/readiness-mode',
    'spec.conditionPolicy runtime/readiness-mode',
  ]);
  assert.deepEqual(refused({ conditionPolicy: 'allOf', enforcementMode: 'bootstrap-only' }), []);
});
