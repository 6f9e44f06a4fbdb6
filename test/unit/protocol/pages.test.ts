/** Every diagnostic leads to a page that is there, and for validation expressions to a heading on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../server/src/model/finding';
import { PAGES_URL } from '../../../server/src/model/pages';
import { toDiagnostic } from '../../../server/src/protocol/convert';
import { controlRules } from '../../../server/src/rules/control';
import { rules } from '../../../server/src/rules/registry';
import { celPages, verdictIds } from '../../../server/src/schema/pages';
import { missingPage } from '../../support/pages';

const position = { line: 0, character: 0 };

const finding = (rule: string): Finding => ({
  ...{ rule, source: 'rule', severity: 'error', message: '', uri: 'file:///a.yaml', document: 0, path: '' },
  range: { start: position, end: position },
  fixes: [],
});

const ids = [
  ...[...rules, ...controlRules].map(({ id }) => id),
  ...verdictIds(),
  ...celPages().flatMap(({ entries }) => entries.map(({ id }) => id)),
];

test('of every rule, verdict and expression', () => {
  assert.ok(ids.length > 300);
  const missing = ids.flatMap((id) => {
    const href = toDiagnostic(finding(id)).codeDescription?.href ?? '';
    assert.ok(href.startsWith(PAGES_URL), href);
    return missingPage(href.slice(PAGES_URL.length)) ?? [];
  });
  assert.deepEqual(missing, []);
});
