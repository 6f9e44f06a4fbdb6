/** Manifests as the documentation of Karpenter and KEDA shows them, the good examples, and what the API server accepts of
 *  the validation corpora: no rule calls an error there.
 *  Prints how many findings of rules a document has. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { check } from '../../../server/src/api';
import type { Finding } from '../../../server/src/model/finding';
import { recordedCases } from '../../support/recordedCases';

const quiet = readdirSync('test/fixtures/quiet').map((name) => [join('test/fixtures/quiet', name)]);
const examples = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join('examples', entry.name, 'good')))
  .map(({ name }) => join('examples', name, 'good'))
  .map((folder) =>
    readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(folder, name)),
  );

function rateOf(findings: readonly Finding[], documentCount: number): string {
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length;
  const counts = ['error', 'warning', 'info', 'hint'].map((one) => `${count(one)} ${one}`).join(', ');
  return `${(findings.length / documentCount).toFixed(2)} findings a document: ${counts}`;
}

interface CorpusCase {
  readonly id: string;
  readonly yaml: string;
  readonly docs: readonly { readonly verdict: string }[];
}

const acceptedCases = (corpus: string): CorpusCase[] =>
  recordedCases<CorpusCase>(corpus).filter(({ docs }) => docs.every(({ verdict }) => verdict === 'accepted'));

suite('rules make no noise', () => {
  for (const paths of [...quiet, ...examples]) {
    test(paths.join(' '), (context) => {
      const files = paths.map((path) => ({ uri: path, text: readFileSync(path, 'utf8') }));
      const { documents, findings } = check(files);
      const refused = documents.filter(({ verdict }) => verdict === 'rejected' || verdict === 'unparseable');
      assert.deepEqual(refused, []);
      const ofRules = findings.filter(({ source }) => source === 'rule');
      context.diagnostic(rateOf(ofRules, documents.length));
      const loud = ofRules.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        loud.map(({ rule, path, message }) => `${rule} ${path}: ${message}`),
        [],
      );
    });
  }

  for (const corpus of ['validation', 'validation-own']) {
    test(`accepted cases of ${corpus}`, (context) => {
      const results = acceptedCases(corpus).map(({ id, yaml }) => check([{ uri: id, text: yaml }]));
      assert.ok(results.length > 300, `${results.length} cases`);
      const ofRules = results.flatMap(({ findings }) => findings.filter(({ source }) => source === 'rule'));
      const documentCount = results.reduce((sum, { documents }) => sum + documents.length, 0);
      context.diagnostic(rateOf(ofRules, documentCount));
      const errors = ofRules.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        errors.map(({ uri, rule, path, message }) => `${uri} ${rule} ${path}: ${message}`),
        [],
      );
    });
  }
});
