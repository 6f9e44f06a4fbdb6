/** Each fixture `test/fixtures/rules/<family>/<rule>[.<case>].yaml` shows one rule: where it fires, where it stays silent,
 *  and, in `.fixed.yaml`, what its first fix makes of it. UPDATE_FIXTURES=1 rewrites them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fieldPath } from '../../../server/src/manifest/document';
import { LineIndex } from '../../../server/src/manifest/lines';
import type { Finding, Fix, SourceFile } from '../../../server/src/model/finding';
import { rules } from '../../../server/src/rules/registry';
import type { Rule } from '../../../server/src/rules/rule';
import { applyEdits } from '../../support/edits';
import { readFixture, type Fixture } from '../../support/fixture';
import { annotate } from '../../support/markers';
import { findingsOf } from '../../support/ruleRun';

const root = join(process.cwd(), 'test/fixtures/rules');
const update = process.env['UPDATE_FIXTURES'] === '1';

for (const family of readdirSync(root)) {
  suite(`rule fixtures: ${family}`, () => {
    const names = readdirSync(join(root, family)).filter((name) => !name.includes('.fixed.'));
    for (const name of names) test(name.replace(/\.yaml$/, ''), () => checkFixture(family, name));
  });
}

function checkFixture(family: string, name: string): void {
  const rule = rules.find(({ id }) => id === `${family}/${name.split('.')[0]}`);
  assert.ok(rule, `no rule is called ${family}/${name}`);
  const path = join(root, family, name);
  const expected = readFileSync(path, 'utf8');
  const fixture = readFixture(expected, name);
  const findings = findingsOf(fixture.files, [rule]);
  compare(path, expected, annotated(fixture, findings));
  checkFixes(path.replace(/\.yaml$/, '.fixed.yaml'), fixture, { rule, findings });
}

const annotated = (fixture: Fixture, findings: readonly Finding[]): string =>
  fixture.assemble((file) =>
    annotate(
      file.text,
      findings.filter(({ uri }) => uri === file.uri),
    ),
  );

function compare(path: string, expected: string | undefined, actual: string): void {
  if (update) writeFileSync(path, actual);
  else assert.equal(actual, expected);
}

interface Found {
  readonly rule: Rule;
  readonly findings: readonly Finding[];
}

/** Applies the first fix of every finding, one after the other: each takes its finding away (one change may settle
 *  several) and brings no other, until none is left to apply. Every further fix is tried by itself. */
function checkFixes(path: string, fixture: Fixture, { rule, findings }: Found): void {
  const fixable = findings.filter(({ fixes }) => fixes.length > 0);
  if (fixable.length === 0) {
    assert.ok(!existsSync(path), `${path} is there, but no finding has a fix`);
    return;
  }
  assert.ok(rule.fixable, `${rule.id} has a fix and does not say so`);
  let files = fixture.files;
  for (let count = findings.length; ;) {
    const next = findingsOf(files, [rule]).find(({ fixes }) => fixes.length > 0);
    if (!next) break;
    assertKeepsComments(files, next.fixes[0]);
    files = fixed(files, next);
    assertSettled(files, { rule, finding: next });
    const left = findingsOf(files, [rule]).length;
    assert.ok(left < count, `${next.path}: ${next.fixes[0]?.title} leaves ${left} of ${count} findings`);
    count = left;
  }
  checkAlternatives(fixture, { rule, findings });
  assertBringsNothing(fixture.files, files);
  compare(
    path,
    existsSync(path) ? readFileSync(path, 'utf8') : undefined,
    fixture.assemble((file) => textOf(files, file.uri)),
  );
}

/** A fix that is not the first of its finding takes the finding away as well, once for all, and brings nothing new. */
function checkAlternatives({ files }: Fixture, { rule, findings }: Found): void {
  for (const finding of findings) {
    for (const fix of finding.fixes.slice(1)) {
      assertKeepsComments(files, fix);
      const after = fixed(files, { ...finding, fixes: [fix] });
      const left = findingsOf(after, [rule]).length;
      assert.ok(left < findings.length, `${finding.path}: ${fix.title}`);
      assertSettled(after, { rule, finding: { ...finding, fixes: [fix] } });
      assertBringsNothing(files, after);
    }
  }
}

/** Checked again after the first fix of `finding`, the same fix applied a second time changes nothing. */
function assertSettled(
  files: readonly SourceFile[],
  { rule, finding }: { rule: Rule; finding: Finding },
): void {
  const { path, message, fixes } = finding;
  const again = findingsOf(files, [rule]).find(
    (one) => isSame(one, finding) && one.path === path && one.message === message,
  );
  const fix = again?.fixes.find(({ title }) => title === fixes[0]?.title);
  const twice = fix ? fixed(files, { ...finding, fixes: [fix] }) : files;
  assert.deepEqual(twice, files, `${path}: ${fixes[0]?.title} a second time`);
}

/** No rule finds of an object what it did not find before. */
function assertBringsNothing(before: readonly SourceFile[], after: readonly SourceFile[]): void {
  const known = findingsOf(before, rules);
  const brought = findingsOf(after, rules).filter((one) => !known.some((earlier) => isSame(earlier, one)));
  assert.deepEqual(
    brought.map(({ rule: id, path: at, message }) => `${id} ${at}: ${message}`),
    [],
  );
}

/** A comment goes only with the line or the item that it stands behind. */
function assertKeepsComments(files: readonly SourceFile[], fix: Fix | undefined): void {
  for (const { uri, range, newText } of fix?.edits ?? []) {
    const text = textOf(files, uri);
    const lines = new LineIndex(text);
    const replaced = text.slice(lines.offset(range.start), lines.offset(range.end));
    const comments = replaced.match(/^\s*#[^\n]*/gm) ?? [];

    for (const comment of comments) assert.ok(newText.includes(comment), `${fix?.title} removes ${comment}`);
  }
}

/** Places move with the edits; a finding is the same when it says the same of the same object. */
const isSame = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && a.uri === b.uri && a.document === b.document;

const textOf = (files: readonly SourceFile[], uri: string): string =>
  files.find((file) => file.uri === uri)?.text ?? '';

/** With the edits of the first fix, which may lie in several files. */
const fixed = (files: readonly SourceFile[], { fixes }: Finding): readonly SourceFile[] =>
  files.map(({ uri, text }) => ({
    uri,
    text: applyEdits(text, fixes[0]?.edits.filter((edit) => edit.uri === uri) ?? []),
  }));

test('paths in the public form', () => {
  assert.equal(fieldPath(['spec', 'requirements', 3, 'values']), 'spec.requirements[3].values');
});
