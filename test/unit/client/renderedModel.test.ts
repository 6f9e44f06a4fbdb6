/** What an editor shows of the report of rendered files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderedProblems, renderWords } from '../../../client/src/renderedModel';

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
const finding = (rule: string, more: object = {}) => ({
  ...{ uri: 'file:///a.yaml', severity: 'error', rule, message: 'm', range, source: 'rule', fixes: [] },
  ...more,
});

test('problems of rendered files are shown, and what could not be rendered first; those of files as they are not', () => {
  const report = {
    clusters: [
      { findings: [finding('a/b', { rendered: { by: 'helm', inputs: [], isExact: true } }), finding('c/d')] },
    ],
    notRendered: [finding('dryfit/not-rendered')],
  };
  assert.deepEqual(renderedProblems(JSON.stringify(report)), [
    { uri: 'file:///a.yaml', severity: 'error', rule: 'dryfit/not-rendered', message: 'm', range },
    { uri: 'file:///a.yaml', severity: 'error', rule: 'a/b', message: 'm', range },
  ]);
});

test('a text that was cut off, or is no report, shows nothing', () => {
  for (const text of ['', '{"clusters": [', 'null', '{"clusters": []}'])
    assert.deepEqual(renderedProblems(text), []);
});

test('the program is told the region, the values and the folder', () => {
  assert.deepEqual(renderWords('eu-west-1', ['a.yaml', 'b.yaml'], '/work'), [
    ...['overview', '--render', '--format', 'json', '--region', 'eu-west-1'],
    ...['--values', 'a.yaml,b.yaml', '/work'],
  ]);
  assert.ok(!renderWords('eu-west-1', [], '/work').includes('--values'));
});
