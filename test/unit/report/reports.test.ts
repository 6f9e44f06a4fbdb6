// Markdown, JUnit and the baseline: what they say, and that text of manifests cannot break them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, diff } from '../../../server/src/api';
import type { CheckResult, Finding } from '../../../server/src/model/finding';
import { baselineText, readBaseline, withoutKnown } from '../../../server/src/report/baseline';
import { DIFF_MARK, diffMarkdown } from '../../../server/src/report/diffMarkdown';
import { findingsMarkdown } from '../../../server/src/report/findingsMarkdown';
import { junitXml } from '../../../server/src/report/junit';
import { code, plain } from '../../../server/src/report/markdown';
import { POOL, web } from '../../support/smallCluster';

const naming = {
  labelOf: (uri: string) => uri.replace('file:///', ''),
  version: '1.2.3',
  helpOf: () => undefined,
  pageOf: (rule: string) => `https://example.com/${rule}`,
};
const broken = POOL.replace('operator: In', 'operator: "In<|`*n"').replace('limits:', 'limits_:');
const checked = check([
  { uri: 'file:///a.yaml', text: broken },
  { uri: 'file:///b.yaml', text: web(1) },
]);
const isError = ({ severity }: Finding): boolean => severity === 'error';

test('markdown: worst first, folded by file, one line an item', () => {
  const lines = findingsMarkdown({ ...naming, result: checked });
  assert.match(lines[0] ?? '', /^### Dryfit: \d+ errors?/);
  const items = lines.filter((line) => line.startsWith('- **'));
  assert.equal(items.length, checked.findings.length);
  assert.match(items[0] ?? '', /^- \*\*error\*\*/);
  assert.ok(items.some((item) => item.includes('In&lt;\\|\\`\\*n')));
});

test('text that is Markdown, HTML or a table cell by accident shows as it is', () => {
  assert.equal(
    plain('a | b <img> `x` *y* _z_ [l](u)\nnext'),
    'a \\| b &lt;img&gt; \\`x\\` \\*y\\* \\_z\\_ \\[l\\](u) next',
  );
  assert.equal(code('a`b'), '`` a`b ``');
  assert.equal(code('a|b'), '`a\\|b`');
});

test('junit: a case per finding, a case that passed for a clean file, well-formed for any text', () => {
  const odd: CheckResult = {
    documents: checked.documents,
    findings: checked.findings.map((finding) => ({ ...finding, message: 'bad \u0000\u001b]> & "\ud800' })),
  };
  const xml = junitXml({ ...naming, result: odd }, isError).join('\n');
  const failures = odd.findings.filter(isError).length;
  assert.match(xml, new RegExp(`<testsuites name="dryfit" tests="\\d+" failures="${failures}">`));
  assert.equal(xml.match(/<failure /g)?.length, failures);
  assert.equal(xml.match(/<testsuite /g)?.length, 2);
  assert.match(xml, /bad \uFFFD\uFFFD\]&gt; &amp; &quot;\uFFFD/);
});

test('a baseline hides what was there, tells what is new, and counts what is gone', () => {
  const text = baselineText(checked, naming.labelOf);
  const baseline = readBaseline(text);
  assert.ok(baseline.ok);
  const same = withoutKnown(checked, baseline.value, naming.labelOf);
  assert.deepEqual(same.result.findings, []);
  assert.equal(same.goneCount, 0);
  const worse = check([{ uri: 'file:///a.yaml', text: broken.replace('limits_:', 'weight: 0\n  limits_:') }]);
  const filtered = withoutKnown(worse, baseline.value, naming.labelOf);
  assert.ok(filtered.result.findings.length > 0);
  assert.ok(filtered.result.findings.length < worse.findings.length);
});

test('a baseline that is none says so', () => {
  for (const text of ['', '[]', '{"version": 2, "findings": []}', '{"version": 1}', 'null'])
    assert.equal(readBaseline(text).ok, false, text);
});

const files = (replicas: number) => [
  { uri: 'file:///prod/pool.yaml', text: POOL },
  { uri: 'file:///prod/web.yaml', text: web(replicas) },
];
const comment = (from: number, to: number): string =>
  diffMarkdown({
    ...naming,
    diff: diff({ before: files(from), after: files(to) }),
    basis: 'Prices of x.',
  }).join('\n');

test('a comment of a change begins with its mark and says the change in its title', () => {
  const text = comment(2, 30);
  assert.ok(text.startsWith(`${DIFF_MARK}\n### Dryfit: +$`));
  assert.match(text, /\| pending pods \| 0 \| 0 \| 0 \|/);
  assert.match(text, /`shop\/web` \| 2 → 30/);
  assert.equal(text, comment(2, 30));
  assert.match(comment(30, 2), /### Dryfit: -\$/);
});

test('nothing differs: a comment that says so', () => {
  assert.match(comment(2, 2), /nothing changes[^]*No manifest differs/);
});

test('a comment is never longer than a code host takes', () => {
  const many = (replicas: number) =>
    Array.from({ length: 400 }, (_, index) => index).flatMap((index) =>
      files(replicas).map(({ uri, text }) => ({ uri: uri.replace('prod', `cluster-${index}`), text })),
    );
  const result = diff({ before: many(1), after: many(2) });
  assert.equal(result.clusters.length, 400);
  const text = diffMarkdown({ ...naming, diff: result, basis: 'b' }).join('\n');
  assert.ok(text.length < 65_536, String(text.length));
  assert.match(text, /more clusters: too long for a comment/);
});
