// Every diagnostic leads to a page that is there.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { Finding, FindingSource } from '../../../server/src/model/finding';
import { PAGES, toDiagnostic } from '../../../server/src/protocol/convert';

const position = { line: 0, character: 0 };

const finding = (source: FindingSource, rule: string): Finding => ({
  ...{ rule, source, severity: 'error', message: '', uri: 'file:///a.yaml', document: 0, path: '' },
  range: { start: position, end: position },
  fixes: [],
});

const SOURCES: readonly FindingSource[] = [
  'syntax',
  'decode',
  'strict',
  'schema',
  'cel',
  'list',
  'metadata',
  'builtin',
  'runtime',
];

const cases = [
  ...SOURCES.map((source) => finding(source, `${source}/anything`)),
  finding('rule', 'kind/unknown'),
  finding('rule', 'karpenter/instance-types-diverse'),
];

for (const one of cases) {
  test(`${one.rule} has a page`, () => {
    const href = toDiagnostic(one).codeDescription?.href ?? '';
    assert.ok(href.startsWith(PAGES), href);
    const path = href.slice(PAGES.length);
    assert.ok(existsSync(path), path);
  });
}
