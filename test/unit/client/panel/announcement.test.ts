import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerText } from '../../../../client/src/panel/announcement';
import type { Answers, Question } from '../../../../client/src/panel/messages';
import { previewModel } from '../../../support/preview';
import { timelineModel } from '../../../support/timelineModel';

const text = (id: Question['id'], answers: Answers): string => answerText(id, answers, '$');

const before = previewModel();
const after = { ...before, totals: { ...before.totals, nodeCount: 3, unplacedPodCount: 1 } };

test('a change is told by its sums, those of before last', () => {
  const whatIf = { state: 'ready', before, after } as const;
  const sums = '$50.80 a month, 3 nodes, 1 pending pod; before: $50.80 a month, 2 nodes';
  assert.equal(text('whatIf', { whatIf }), sums);
  const pool = { name: 'general', nodeCount: 4, replacedCount: 3, causes: [] };
  const compare = { ...whatIf, drift: { secondsPerNode: 300, pools: [pool, pool] } };
  assert.equal(text('compare', { compare }), `6 running nodes replaced. ${sums}`);
});

test('weeks, timelines, strategies and scale-down are told by what their views begin with', () => {
  const nodeCounts = { Drifted: 0, Underutilized: 0, Empty: 0 };
  const allowed = [{ from: 0, to: 3600, nodeCounts }];
  const location = { uri: 'file:///w/pool.yaml', line: 3, character: 8 };
  const pool = { nodeCount: 4, budgets: [], allowed, location };
  const pools = [
    { ...pool, name: 'general' },
    { ...pool, name: 'batch', allowed: [] },
  ];
  assert.equal(
    text('week', { week: { state: 'ready', pools } }),
    'general: blocked all week, batch: never blocked',
  );
  assert.equal(
    text('timeline', { timeline: { state: 'ready', ...timelineModel() } }),
    'shop/web under HorizontalPodAutoscaler/web: served within 2 s at p95',
  );
  const model = timelineModel();
  const overrun = { ...model, slo: { ...model.slo, backlogAtEnd: 800 } };
  assert.match(text('timeline', { timeline: { state: 'ready', ...overrun } }), /: demand is never served$/);
  const objective = { p95Seconds: 60, unservedShare: 0 };
  const strategies = { outcomes: [], notApplicable: [], recommended: 'a', reason: 'A is best.', objective };
  assert.equal(text('strategies', { strategies: { state: 'ready', ...strategies } }), 'A is best.');
  const node = { name: 'a', nodePool: 'g', instanceType: 'm5.large', zone: 'z', capacityType: 'spot' };
  const played = {
    state: 'ready',
    ...{ change: { 'shop/web': { from: 6, to: 1 } }, commands: [], notes: [] },
    initial: { usdPerHour: 0.08, nodes: [1, 2].map(() => ({ ...node, usdPerHour: 0.04, pods: {} })) },
    ...{ final: { usdPerHour: 0, nodes: [] }, savingsUsdPerHour: 0.08, savingsUsdPerMonth: 58.4 },
  } as const;
  assert.equal(text('scaleDown', { scaleDown: played }), '2 nodes, afterwards 0; $58.40 a month saved');
  assert.equal(text('scaleDown', { scaleDown: { ...played, change: {} } }), 'no workload shrinks');
});

test('what could not be answered is told as it is shown, and nothing before there is an answer', () => {
  const failed = { state: 'failed', message: 'no such revision' } as const;
  assert.equal(text('compare', { compare: failed }), 'no such revision');
  assert.equal(text('strategies', { strategies: 'asked' }), '');
  assert.equal(text('week', {}), '');
});
