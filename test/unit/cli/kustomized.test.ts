/** A folder on the command line brings along what its kustomizations name. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readInputs } from '../../../server/src/cli/inputs';
import { projectFilesAbove } from '../../../server/src/cli/projectFiles';

const FILES = {
  'work/overlay/kustomization.yaml': 'resources: [../base, ../../outside.yaml, github.com/a/b, ../notes.txt]',
  'work/base/kustomization.yml': 'resources: [web.yaml, ../overlay]',
  'work/base/web.yaml': 'kind: Deployment',
  'work/other.yaml': 'kind: Deployment',
  'work/notes.txt': 'text',
  'outside.yaml': 'kind: Deployment',
};

test('bases are read, what lies outside of the working directory is not', () => {
  const root = mkdtempSync(join(tmpdir(), 'dryfit-'));
  try {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const read = readInputs([join(root, 'work/overlay')], join(root, 'work'), () => '');
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.map(({ label }) => label),
      ['overlay/kustomization.yaml', 'base/kustomization.yml', 'base/web.yaml'],
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

const SECRET = 'kind: Deployment\npassword: hunter2';

test('nothing that a folder’s files name or link to is read outside of it', () => {
  const root = mkdtempSync(join(tmpdir(), 'dryfit-'));
  const inside = (path: string): string => join(root, 'work', path);
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  try {
    put(join(root, 'secret.yaml'), SECRET);
    put(join(root, 'secrets/kustomization.yaml'), 'resources: [../secret.yaml]');
    const up = '../../../../../../../..';
    put(
      inside('kustomization.yaml'),
      `resources: [../secret.yaml, ../secrets, ${up}/etc/passwd, /etc/passwd, file:///etc/passwd]
components: [../secrets]
patches: [{ path: ../secret.yaml }]
patchesStrategicMerge: [../secret.yaml]
configMapGenerator: [{ name: a, files: [../secret.yaml], envs: [${up}/etc/environment] }]
helmCharts: [{ name: a, valuesFile: ../secret.yaml }]
helmGlobals: { chartHome: ${up}/etc }
`,
    );
    put(
      inside('chart/Chart.yaml'),
      'apiVersion: v2\nname: a\ndependencies: [{ repository: file://../../secrets }]',
    );
    put(inside('chart/values.yaml'), `include: ${up}/etc/passwd`);
    put(inside('.dryfit.yaml'), 'rules: { "*": off }\nextends: ../secret.yaml');
    put(inside('shared.yaml'), 'kind: Deployment');
    symlinkSync(join(root, 'secret.yaml'), inside('link.yaml'));
    symlinkSync(join(root, 'secrets'), inside('linked'));
    symlinkSync('/etc/passwd', inside('passwd.json'));
    symlinkSync(inside('shared.yaml'), inside('chart/link.yaml'));
    const read = readInputs([inside('.')], inside('.'), () => '');
    assert.ok(read.ok);
    assert.ok(!read.value.some(({ text }) => text.includes('hunter2') || text.includes('root:')));
    assert.deepEqual(read.value.map(({ label }) => label).sort(), [
      '.dryfit.yaml',
      'chart/Chart.yaml',
      'chart/link.yaml',
      'chart/values.yaml',
      'kustomization.yaml',
      'shared.yaml',
    ]);
    const project = projectFilesAbove(read.value, inside('.'));
    assert.ok(project.ok);
    assert.deepEqual(
      project.value.map(({ label }) => label),
      ['.dryfit.yaml'],
    );
    rmSync(inside('.dryfit.yaml'));
    symlinkSync(join(root, 'secret.yaml'), inside('.dryfit.yaml'));
    const linked = projectFilesAbove(read.value, inside('.'));
    assert.ok(linked.ok);
    assert.deepEqual(linked.value, []);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
