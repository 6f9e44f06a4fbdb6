/** Files that are not Kubernetes', in any state of being typed: no finding, no completion, no outline, no parse. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { checkEdits, graphOf } from '../../../server/src/analysis/check/editStage';
import { Workspace } from '../../../server/src/analysis/workspace';
import { complete } from '../../../server/src/authoring/completion/complete';
import { symbolsOf } from '../../../server/src/authoring/symbols';
import { mayHoldObjects } from '../../../server/src/manifest/foreign';

const FOLDER = 'test/fixtures/foreign';
const FILES = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);

/** What an editor would show of a file. */
function shown(name: string, text: string): string[] {
  const workspace = new Workspace();
  const uri = `file:///${name}`;
  workspace.open(uri, 1, text);
  const file = workspace.file(uri);
  assert.ok(file);
  return checkEdits({
    graph: graphOf([file]),
    wanted: file.manifests,
    options: { placeholders: 'allow' },
    scope: 'cluster',
    onFailure: (rule, error) => assert.fail(`${rule}: ${String(error)}`),
  }).map(({ rule, message }) => `${rule}: ${message}`);
}

/** They have a version and a kind, as objects do. */
const TYPED = /kustomization2|backstage|kind-config/;

const told = (name: string, text: string): string[] =>
  checkFiles([{ uri: `file:///${name}`, text }]).findings.map(({ rule, message }) => `${rule}: ${message}`);

function completed(text: string, offset: number): string[] {
  const surroundings = { region: () => undefined, manifests: () => [] };
  return complete({ text, offset, karpenterVersion: '1.14.1', surroundings }).items.map(({ label }) => label);
}

describe('files of others', () => {
  for (const [name, text] of FILES) {
    test(`${name} is left alone`, () => {
      assert.deepEqual(told(name, text), []);
      assert.deepEqual(shown(name, text), []);
    });
  }

  test('also when they are cut off anywhere, but for those with a type as objects have it', () => {
    for (const [name, text] of FILES.filter(([one]) => !TYPED.test(one)))
      for (let end = 1; end < text.length; end += 3)
        assert.deepEqual(
          [...told(name, text.slice(0, end)), ...shown(name, text.slice(0, end))],
          [],
          `${name} ${end}`,
        );
  });

  test('nothing is offered in them beyond their first word', () => {
    for (const [name, text] of FILES) {
      if (/kustomization2|backstage|kind-config|drone|sample|docker-bake|policy|eksctl|jekyll/.test(name))
        continue;
      const second = text.indexOf('\n', text.search(/[a-z]/i));
      for (let offset = second + 1; offset > 0 && offset <= text.length; offset += 5)
        assert.deepEqual(completed(text, offset), [], `${name} ${offset}`);
    }
  });

  test('those of no kind have no outline of ours', () => {
    const workspace = new Workspace();
    for (const [name, text] of FILES) {
      workspace.open(`file:///${name}`, 1, text);
      const file = workspace.file(`file:///${name}`);
      if (file && !TYPED.test(name)) assert.deepEqual(symbolsOf(file.manifests), [], name);
    }
  });

  test('one without a word of Kubernetes is not parsed, whatever its size', () => {
    const text = JSON.stringify({
      lock: Array.from({ length: 60_000 }, (_, index) => ({ name: `p${index}`, of: 'a kind' })),
    });
    assert.equal(mayHoldObjects(text), false);
    const workspace = new Workspace();
    workspace.open('file:///package-lock.json', 1, text);
    const file = workspace.file('file:///package-lock.json');
    assert.deepEqual([file?.isHeavy, file?.manifests], [false, []]);
    assert.deepEqual(completed(text, 1000), []);
  });
});

describe('files of Kubernetes', () => {
  test('that are broken are told of, as soon as they name a version and a kind', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a\nspec: [\n';
    assert.match(told('a.yaml', text).join(), /^syntax\/yaml/);
    assert.deepEqual(shown('a.yaml', text), told('a.yaml', text));
    assert.match(told('a.json', '{"apiVersion": "v1", "kind": "Pod", "spec": {').join(), /^syntax\/yaml/);
  });

  test('with a broken document among others are told of it', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\na: [1\n';
    assert.match(told('a.yaml', text).join(), /^syntax\/yaml/);
    assert.deepEqual(shown('a.yaml', text), told('a.yaml', text));
  });

  test('that lack half of their type are told of it', () => {
    const pod = 'metadata: {name: a}\nspec: {containers: []}\n';
    assert.deepEqual(told('a.yaml', `kind: Pod\n${pod}`), [
      'metadata/apiVersion: apiVersion is missing: a Pod has v1',
    ]);
    assert.deepEqual(told('a.yaml', `apiVersion: v1\n${pod}`), [
      'metadata/kind: kind is missing: every object says its apiVersion and kind',
    ]);
    assert.deepEqual(told('a.yaml', `apiVersion: "2012-10-17"\n${pod}`), []);
  });
});
