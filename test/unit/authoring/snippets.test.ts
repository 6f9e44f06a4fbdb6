/** Every snippet, taken as it is, is a file that the API server accepts and that no rule calls an error. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { check } from '../../../server/src/api';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const SNIPPETS = JSON.parse(readFileSync('client/snippets/dryfit.json', 'utf8')) as Record<string, Snippet>;

const expand = (body: readonly string[]): string =>
  body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');

for (const [name, { body }] of Object.entries(SNIPPETS)) {
  test(name, () => {
    const { documents, findings } = check([{ uri: 'file:///a.yaml', text: expand(body) }]);
    assert.ok(documents.length > 0);
    assert.deepEqual(
      documents.map(({ verdict }) => verdict),
      documents.map(() => 'accepted'),
    );
    const missing = /(?:exists|target-exists)$/;
    const errors = findings.filter(({ severity, rule }) => severity === 'error' && !missing.test(rule));
    assert.deepEqual(errors, []);
  });
}

test('prefixes are unique, and the kinds that Dryfit is about have one', () => {
  const prefixes = Object.values(SNIPPETS).flatMap(({ prefix }) => prefix);
  assert.equal(new Set(prefixes).size, prefixes.length);
  for (const wanted of ['nodepool', 'ec2nodeclass', 'hpa', 'scaledobject', 'pdb'])
    assert.ok(prefixes.includes(wanted));
});
