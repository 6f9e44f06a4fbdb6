// The GitHub action as a runner runs it: its script in a checkout, with a package that is this build.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'yaml';
import { version } from '../../../package.json';
import { CommandLineFolder } from '../../support/commandLine';
import { POOL, web } from '../../support/smallCluster';

const project = process.cwd();
const folder = new CommandLineFolder();
after(() => folder.remove());

const git = (...words: string[]) =>
  execFileSync('git', ['-C', folder.root, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words]);

const npx = folder.write(
  'bin/npx',
  `#!/bin/sh\ntest "$1 $2" = "--yes dryfit@${version}" || exit 9\nshift 2\nexec node "${join(project, 'server/out/cli.js')}" "$@"\n`,
);
chmodSync(npx, 0o755);
folder.write('clusters/a b/pool.yaml', POOL);
folder.write('clusters/a b/web.yaml', web(2));
git('init', '-q', '-b', 'main');
git('add', 'clusters');
git('commit', '-q', '-m', 'one');
folder.write('clusters/a b/web.yaml', web(20));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[];
  };
}
const action = parse(readFileSync('action.yml', 'utf8')) as Action;

function runAction(inputs: Readonly<Record<string, string>>) {
  const [step] = action.runs.steps;
  const env = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? assert.fail(expression);
    return [name, inputs[input] ?? action.inputs[input]?.default ?? assert.fail(input)];
  });
  const [output, summary] = [folder.write('output', ''), folder.write('summary', '')];
  const { status, stderr } = spawnSync('bash', ['-c', step?.run ?? ''], {
    cwd: folder.root,
    encoding: 'utf8',
    env: {
      ...(Object.fromEntries(env) as Record<string, string>),
      PATH: `${join(folder.root, 'bin')}:${process.env['PATH'] ?? ''}`,
      GITHUB_ACTION_PATH: project,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  ) as Record<string, string>;
  return { status, stderr, outputs, summary: readFileSync(summary, 'utf8') };
}

test('findings as SARIF, the change as a comment and in the summary', () => {
  const { status, stderr, outputs, summary } = runAction({ paths: '  clusters/a b\n', base: 'HEAD' });
  assert.equal(status, 0, stderr);
  const sarif = JSON.parse(readFileSync(join(folder.root, outputs['sarif'] ?? ''), 'utf8')) as {
    version: string;
  };
  assert.equal(sarif.version, '2.1.0');
  const comment = readFileSync(join(folder.root, outputs['comment'] ?? ''), 'utf8');
  assert.match(comment, /^<!-- dryfit diff -->\n### Dryfit: \+\$/);
  assert.equal(summary, comment);
});

test('above the budget the action fails, and the comment is there all the same', () => {
  const { status, outputs } = runAction({ paths: 'clusters', base: 'HEAD', budget: '10' });
  assert.equal(status, 1);
  assert.ok(outputs['comment']);
});

test('an input that is text of a stranger stays text', () => {
  const { status } = runAction({ paths: '$(touch broken)\n; touch broken', base: '' });
  assert.equal(status, 2);
  assert.throws(() => readFileSync(join(folder.root, 'broken')));
});

test('bad usage fails the action and names no report', () => {
  const { status, stderr, outputs } = runAction({ paths: 'no-such-folder' });
  assert.equal(status, 2);
  assert.match(stderr, /no-such-folder: no such file or folder/);
  assert.equal(outputs['sarif'], undefined);
});

test('every version that examples, action and hook name is the one of the package', () => {
  for (const file of [
    'action.yml',
    '.pre-commit-hooks.yaml',
    'docs/ci/github.yml',
    'docs/ci/gitlab.yml',
    'docs/ci/Jenkinsfile',
  ]) {
    const text = readFileSync(file, 'utf8');
    const named = [...text.matchAll(/dryfit@v?(\d+\.\d+\.\d+)/g)].map(([, found]) => found);
    const defaults = file === 'action.yml' ? [action.inputs['version']?.default] : [];
    assert.ok([...named, ...defaults].length > 0, file);
    for (const found of [...named, ...defaults]) assert.equal(found, version, file);
  }
});
