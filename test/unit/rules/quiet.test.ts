/** Manifests as the documentation of Karpenter and KEDA shows them, and the good examples: no rule calls an error there.
 *  Prints how many findings of rules a document has. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { check } from '../../../server/src/api';

const quiet = readdirSync('test/fixtures/quiet').map((name) => [join('test/fixtures/quiet', name)]);
const examples = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join('examples', entry.name, 'good')))
  .map(({ name }) => join('examples', name, 'good'))
  .map((folder) =>
    readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(folder, name)),
  );

suite('rules make no noise', () => {
  for (const paths of [...quiet, ...examples]) {
    test(paths.join(' '), (context) => {
      const files = paths.map((path) => ({ uri: path, text: readFileSync(path, 'utf8') }));
      const { documents, findings } = check(files);
      const refused = documents.filter(({ verdict }) => verdict === 'rejected' || verdict === 'unparseable');
      assert.deepEqual(refused, []);
      const ofRules = findings.filter(({ source }) => source === 'rule');
      const count = (severity: string) => ofRules.filter((one) => one.severity === severity).length;
      const counts = ['error', 'warning', 'info', 'hint'].map((one) => `${count(one)} ${one}`).join(', ');
      context.diagnostic(`${(ofRules.length / documents.length).toFixed(2)} findings a document: ${counts}`);
      const loud = ofRules.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        loud.map(({ rule, path, message }) => `${rule} ${path}: ${message}`),
        [],
      );
    });
  }
});
