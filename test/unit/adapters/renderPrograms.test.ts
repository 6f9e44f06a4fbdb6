/** Programs that render, run as they are meant to be: with nothing of the user's, and within limits. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../../../server/src/adapters/render/program';
import { renderPrograms } from '../../../server/src/adapters/render/renderPrograms';
import { canFakePrograms, fakeProgram } from '../../support/fakeProgram';

const root = mkdtempSync(join(tmpdir(), 'dryfit-programs-'));
after(() => rmSync(root, { recursive: true, force: true }));
const chart = join(root, 'chart');
mkdirSync(chart);
const folderUri = pathToFileURL(chart).href;
const helm = { folderUri, releaseName: 'web', valuesUris: [], kubernetesVersion: '1.35', withHooks: true };

describe('programs', { skip: !canFakePrograms }, () => {
  test('helm is told what to render, by absolute paths, for a version of Kubernetes', async () => {
    const bin = join(root, 'bin-words');
    fakeProgram(bin, 'helm', 'process.stdout.write(JSON.stringify(words));');
    const values = pathToFileURL(join(root, 'a b.yaml')).href;
    const outcome = await renderPrograms({ path: bin }).helm({
      ...helm,
      valuesUris: [values],
      withHooks: false,
    });
    assert.ok(outcome.ok);
    assert.deepEqual(JSON.parse(outcome.value), [
      ...['template', 'web', chart, '--skip-tests', '--kube-version', '1.35.0', '--no-hooks'],
      ...['--values', join(root, 'a b.yaml')],
    ]);
  });

  test('a program gets an empty home that is gone afterwards, and none of the environment', async () => {
    const bin = join(root, 'bin-env');
    fakeProgram(bin, 'helm', 'process.stdout.write(JSON.stringify({ ...process.env, cwd: process.cwd() }));');
    process.env['DRYFIT_TEST_SECRET'] = 'secret';
    const outcome = await renderPrograms({ path: bin }).helm(helm);
    delete process.env['DRYFIT_TEST_SECRET'];
    assert.ok(outcome.ok);
    const seen = JSON.parse(outcome.value) as Record<string, string>;
    assert.equal(seen['DRYFIT_TEST_SECRET'], undefined);
    assert.equal(seen['HTTPS_PROXY'], 'http://127.0.0.1:9');
    assert.equal(seen['HELM_NO_PLUGINS'], '1');
    assert.equal(seen['PATH'], seen['HOME']);
    assert.notEqual(seen['cwd'], process.cwd());
    assert.equal(existsSync(seen['HOME'] ?? ''), false);
  });

  test('a program that does not end is stopped', async () => {
    const bin = join(root, 'bin-slow');
    fakeProgram(bin, 'helm', 'setInterval(() => {}, 1000);');
    const outcome = await renderPrograms({ path: bin, limits: { timeMs: 300, outputBytes: 1000 } }).helm(
      helm,
    );
    assert.deepEqual(outcome, { ok: false, failure: { message: 'it took more than 0.3 s' } });
  });

  test('a program that writes without end is stopped', async () => {
    const bin = join(root, 'bin-loud');
    fakeProgram(bin, 'helm', 'for (;;) require("node:fs").writeSync(1, "x".repeat(4096));');
    const limits = { timeMs: 20_000, outputBytes: 100_000 };
    const outcome = await renderPrograms({ path: bin, limits }).helm(helm);
    assert.deepEqual(outcome, { ok: false, failure: { message: 'it wrote more than 100000 bytes' } });
  });

  test('what a program complains about is one line', async () => {
    const bin = join(root, 'bin-error');
    fakeProgram(
      bin,
      'helm',
      'process.stderr.write("Error: parse error at (web/templates/x.yaml:3): bad\\n\\nUse --debug flag to see\\n"); process.exit(1);',
    );
    const outcome = await renderPrograms({ path: bin }).helm(helm);
    assert.deepEqual(outcome, {
      ok: false,
      failure: { message: 'parse error at (web/templates/x.yaml:3): bad' },
    });
  });

  test('without kustomize, kubectl builds; without either, that is said', async () => {
    const bin = join(root, 'bin-kubectl');
    fakeProgram(bin, 'kubectl', 'process.stdout.write(words.join(" "));');
    const built = await renderPrograms({ path: bin }).kustomize({ folderUri });
    assert.deepEqual(built, { ok: true, value: `kustomize ${chart}` });
    const none = await renderPrograms({ path: join(root, 'nothing') }).kustomize({ folderUri });
    assert.deepEqual(none, { ok: false, isMissing: true });
  });

  test('a program of the folder itself, or of a relative folder, is not run', () => {
    const own = join(chart, 'bin');
    fakeProgram(own, 'helm', '');
    const path = ['.', 'bin', own].join(delimiter);
    assert.equal(findProgram('helm', path, [chart]), undefined);
    assert.equal(findProgram('helm', path, [join(root, 'bin-env')]), join(own, 'helm'));
  });
});
