/** Levels of rules from settings and project files, and comments that switch rules off. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions, type Options } from '../../../server/src/model/options';
import type { Finding } from '../../../server/src/model/finding';
import { ObjectGraph } from '../../../server/src/rules/graph';
import { readProjectFile } from '../../../server/src/rules/projectFile';
import { runRules } from '../../../server/src/rules/run';
import { applyEdits } from '../../support/edits';

const URI = 'file:///team/app/web.yaml';
const REQUESTS = 'pods/requests-set';

const pod = (above: string): string => `apiVersion: v1
kind: Pod
metadata: { name: bare }
spec:
  containers:
${above}    - name: app
      image: app:1
`;

function run(text: string, options: Options = {}, uri = URI): Finding[] {
  const graph = new ObjectGraph(parseFile({ uri, text }));
  const onFailure = (): void => assert.fail('a rule threw');
  return runRules({ graph, options: resolveOptions(options), withFixes: true, onFailure }, 'edit');
}

const found = (findings: readonly Finding[], wanted = REQUESTS): string[] =>
  findings.filter(({ rule }) => rule === wanted).map(({ severity }) => severity);

const said = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ rule }) => rule.startsWith('dryfit/'))
    .map(({ rule, message, range }) => `${range.start.line}:${range.start.character} ${rule} ${message}`);

const project = (folder: string, text: string) => ({ uri: `file:///${folder}.dryfit.yaml`, text });

suite('levels', () => {
  test('a rule has its own level unless told otherwise', () => {
    assert.deepEqual(found(run(pod(''))), ['warning']);
    assert.deepEqual(found(run(pod(''), { rules: { [REQUESTS]: 'error' } })), ['error']);
    assert.deepEqual(found(run(pod(''), { rules: { 'pods/*': 'off' } })), []);
    assert.deepEqual(found(run(pod(''), { rules: { 'pods/*': 'off', [REQUESTS]: 'hint' } })), ['hint']);
  });

  test('the nearest project file counts, before the options', () => {
    const options: Options = {
      rules: { [REQUESTS]: 'error' },
      projectFiles: [
        project('', `rules: { ${REQUESTS}: off }`),
        project('team/', `rules: { ${REQUESTS}: hint }`),
        project('team/other/', `rules: { ${REQUESTS}: info }`),
        project('te', `rules: { ${REQUESTS}: info }`),
      ],
    };
    assert.deepEqual(found(run(pod(''), options)), ['hint']);
    assert.deepEqual(found(run(pod(''), options, 'file:///else/web.yaml')), []);
    assert.deepEqual(found(run(pod(''), options, 'stdin:/web.yaml')), ['error']);
  });

  test('what is wrong in a project file is told at its place, the rest counts', () => {
    const text =
      "rules:\n  'keda/*': off\n  hpa/range-opn: error\n  hpa/range-open: eror\n  pdb/x: 1\nrule: 1\n";
    const file = { uri: 'file:///.dryfit.yaml', text };
    const { levels, findings } = readProjectFile(file);
    assert.deepEqual(levels, { 'keda/*': 'off', 'hpa/range-opn': 'error' });
    assert.deepEqual(
      findings.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`),
      [
        '2:2 unknown rule hpa/range-opn: did you mean hpa/range-open?',
        '3:18 unknown level eror: did you mean error?',
        '4:2 unknown rule pdb/x: it changes nothing',
        '4:9 a level is a word: one of error, warning, info, hint, off',
        '5:0 unknown key rule: did you mean rules?',
      ],
    );
    const edits = findings[0]?.fixes[0]?.edits ?? [];
    assert.equal(applyEdits(text, edits), text.replace('range-opn', 'range-open'));
  });

  test('a project file that says nothing, or no YAML', () => {
    for (const text of ['', '# nothing\n', 'rules:\n'])
      assert.deepEqual(readProjectFile({ uri: 'file:///.dryfit.yaml', text }), { levels: {}, findings: [] });
    for (const text of ['a: [', '- rules', 'rules: [a]'])
      assert.equal(readProjectFile({ uri: 'file:///.dryfit.yaml', text }).findings.length, 1, text);
  });
});

suite('suppressions', () => {
  test('a used one says nothing, an unused one is told and can be removed', () => {
    const used = pod(`    # dryfit-disable-next-line ${REQUESTS} -- on purpose\n`);
    assert.deepEqual([found(run(used)), said(run(used))], [[], []]);
    const text = pod('').replace('  containers', `  # dryfit-disable-next-line ${REQUESTS}\n  containers`);
    const findings = run(text);
    assert.deepEqual(said(findings), [
      `4:29 dryfit/suppression-used ${REQUESTS} finds nothing on the next line: remove the suppression`,
    ]);
    const unused = findings.find(({ rule }) => rule === 'dryfit/suppression-used');
    assert.equal(applyEdits(text, unused?.fixes[0]?.edits ?? []), pod(''));
  });

  test('several comments above a line all count for it', () => {
    const text = pod(
      `    # dryfit-disable-next-line ${REQUESTS}\n    # why\n    # dryfit-disable-next-line hpa/range-open\n`,
    );
    assert.deepEqual(found(run(text)), []);
    assert.equal(said(run(text)).length, 1);
  });

  test('a misspelt one is told, with what was meant', () => {
    const text = `# dryfit-disable pods/request-set, nothing\n# dryfit-disabel x/y\n# dryfit-disable -- why\n${pod('')}`;
    const findings = run(text);
    assert.deepEqual(said(findings), [
      '0:17 dryfit/suppression-known unknown rule pods/request-set: did you mean pods/requests-set?',
      '0:35 dryfit/suppression-known unknown rule nothing: dryfit rules lists them',
      '1:2 dryfit/suppression-known unknown comment dryfit-disabel: did you mean dryfit-disable?',
      '2:2 dryfit/suppression-known the comment names no rule',
    ]);
    assert.equal(found(findings).length, 1);
  });

  test('a comment about a rule of the other stage, or one that is off, is not judged', () => {
    assert.deepEqual(said(run(`# dryfit-disable karpenter/limits-reachable\n${pod('')}`)), []);
    const off: Options = { rules: { 'hpa/*': 'off' } };
    assert.deepEqual(said(run(`# dryfit-disable hpa/range-open\n${pod('')}`, off)), []);
  });
});
