/** Label selectors as manifests write them: what cannot be read makes them narrower, never wider. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeLabelSelector } from '../../../server/src/manifest/requirementSpec';
import { labelMatcher } from '../../../server/src/model/labelSelector';

const selects = (selector: unknown): boolean =>
  labelMatcher(decodeLabelSelector({ selector }, 'selector'))({ app: 'web' });

test('what is written selects', () => {
  assert.ok(selects({}));
  assert.ok(selects({ matchLabels: { app: 'web' } }));
  assert.ok(selects({ matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }));
  assert.ok(!selects(undefined));
});

test('with a part that cannot be read it selects nothing', () => {
  assert.ok(!selects({ matchLabels: { app: 'web', tier: 1 } }));
  assert.ok(!selects({ matchLabels: { tier: null } }));
  assert.ok(!selects({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app' }] }));
  assert.ok(!selects({ matchExpressions: [{ key: 'app', operator: 'Is', values: ['web'] }] }));
  assert.ok(!selects({ matchExpressions: ['app'] }));
});
