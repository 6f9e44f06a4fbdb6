import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { eachOnce, hasYamlSchema, worstOf, worstOfEach } from '../../../server/src/analysis/shown/shown';

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
        - { key: a, operator: 5, values: [b] }
        - { key: c, operator: Inn, values: [d] }
`;

test('a value of the wrong type is not told its allowed values too; other places keep theirs', () => {
  const { findings } = checkFiles([{ uri: 'file:///pool.yaml', text: POOL }]);
  const rules = (list: typeof findings): string[] =>
    list.map(({ rule, path }) => `${rule} ${path.slice(-24)}`);
  assert.deepEqual(rules(findings), [
    'schema/enum requirements[0].operator',
    'schema/type requirements[0].operator',
    'schema/enum requirements[1].operator',
  ]);
  assert.deepEqual(rules([...eachOnce([...findings, ...findings])]), [
    'schema/type requirements[0].operator',
    'schema/enum requirements[1].operator',
  ]);
});

test('a list in place of spec is told once, not as a missing count of replicas too', () => {
  const text = `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: a }\nspec: [1]\n`;
  const { findings } = checkFiles([{ uri: 'file:///pool.yaml', text }]);
  assert.ok(findings.some(({ rule }) => rule === 'schema/scale'));
  assert.deepEqual(
    eachOnce(findings).map(({ rule }) => rule),
    ['schema/type'],
  );
});

test('a blank that is refused is not called a blank as well', () => {
  const [refused] = checkFiles([{ uri: 'file:///pool.yaml', text: POOL }]).findings;
  assert.ok(refused);
  const blank = { ...refused, rule: 'api/blanks-filled', source: 'rule', severity: 'info' } as const;
  const other = { ...blank, path: 'spec.template.spec.expireAfter' };
  assert.deepEqual(eachOnce([refused, blank, other]), [refused, other]);
});

test('which files the YAML extension has a schema for', () => {
  assert.equal(hasYamlSchema('a/pool.yaml', '', undefined), false);
  assert.equal(hasYamlSchema('a/pool.yaml', '', []), false);
  assert.equal(hasYamlSchema('a/pool.yaml', '', ['*.yaml']), true);
  assert.equal(hasYamlSchema('a/pool.yaml', '', ['/a/*.yaml']), true);
  assert.equal(hasYamlSchema('a/pool.yaml', '', ['b/*.yaml', '!a/*.yaml']), false);
  assert.equal(hasYamlSchema('a/pool.yaml', '# yaml-language-server: $schema=x.json\n', []), true);
  assert.equal(hasYamlSchema('a/pool.yaml', '# yaml-language-server: $schema=x.json\n', undefined), false);
});

test('of very many findings the worst are shown, in their order', () => {
  const { findings } = checkFiles([{ uri: 'file:///pool.yaml', text: POOL }]);
  const [first] = findings;
  assert.ok(first);
  const hints = Array.from({ length: 2_000 }, () => ({ ...first, severity: 'hint' as const }));
  const shown = worstOf([...hints, ...findings]);
  assert.equal(shown.length, 1_000);
  assert.deepEqual(shown.slice(-findings.length), findings);
  assert.equal(worstOf(findings), findings);
  const elsewhere = hints.map((finding) => ({ ...finding, uri: 'file:///other.yaml' }));
  assert.deepEqual(worstOfEach([...elsewhere, ...findings]).slice(1_000), findings);
});
