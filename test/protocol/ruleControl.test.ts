// How loud rules are in the editor: settings, `.dryfit.yaml`, and comments that a code action writes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  FileChangeType,
  type CodeAction,
  type Diagnostic,
  type TextDocumentEdit,
} from 'vscode-languageserver-protocol';
import { disableRule } from '../../server/src/analysis/check/disableRule';
import type { Finding } from '../../server/src/model/finding';
import { applyEdits } from '../support/edits';
import { TestClient, uri } from '../support/lspClient';

const REQUESTS = 'pods/requests-set';
const POD = `apiVersion: v1
kind: Pod
metadata: { name: bare }
spec:
  containers:
    - name: app
      image: app:1
`;

const severityOf = (diagnostics: readonly Diagnostic[], rule = REQUESTS): number | undefined =>
  diagnostics.find(({ code }) => code === rule)?.severity;

/** What is shown once a fitting severity is. */
const shown = (client: TestClient, severity: number | undefined) =>
  client.diagnostics('app/pod.yaml', ({ diagnostics }) => severityOf(diagnostics) === severity);

describe('levels', () => {
  test('by setting', async () => {
    const client = await TestClient.start({ settings: { rules: { [REQUESTS]: 'error', 'pods/*': 5 } } });
    client.open('app/pod.yaml', POD);
    assert.equal(severityOf(await shown(client, 1)), 1);
    await client.stop();
  });

  test('by a project file on disk, which is watched', async () => {
    const client = await TestClient.start({ disk: { '.dryfit.yaml': `rules: { ${REQUESTS}: hint }` } });
    await client.scanned();
    client.open('app/pod.yaml', POD);
    assert.equal(severityOf(await shown(client, 4)), 4);
    client.files.texts.set(uri('.dryfit.yaml'), `rules: { ${REQUESTS}: error }`);
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('.dryfit.yaml'), type: FileChangeType.Changed }],
    });
    assert.equal(severityOf(await shown(client, 1)), 1);
    await client.stop();
  });

  test('by a project file that is being edited; what is wrong in it is shown', async () => {
    const client = await TestClient.start();
    client.open('app/pod.yaml', POD);
    await shown(client, 2);
    client.open('.dryfit.yaml', `rules:\n  ${REQUESTS}: inf\n`);
    const wrong = await client.diagnostics('.dryfit.yaml', ({ diagnostics }) => diagnostics.length > 0);
    assert.deepEqual(
      wrong.map(({ code, message }) => [code, message]),
      [['dryfit/settings-known', 'unknown level inf: did you mean info?']],
    );
    client.edit('.dryfit.yaml', 'inf', 'info');
    assert.equal(severityOf(await shown(client, 3)), 3);
    await client.stop();
  });
});

describe('Disable for this line', () => {
  test('writes a comment above the line that hides the finding', async () => {
    const client = await TestClient.start();
    client.open('app/pod.yaml', POD);
    const diagnostics = await shown(client, 2);
    const at = diagnostics.find(({ code }) => code === REQUESTS)?.range;
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri('app/pod.yaml') },
      range: at,
      context: { diagnostics },
    });
    const disable = actions.filter(({ title }) => title === `Disable ${REQUESTS} for this line`);
    assert.equal(disable.length, 1);
    const [change] = (disable[0]?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    const edits = (change?.edits ?? []) as { range: Diagnostic['range']; newText: string }[];
    const text = applyEdits(
      POD,
      edits.map((edit) => ({ ...edit, uri: uri('app/pod.yaml') })),
    );
    assert.equal(text, POD.replace('    - name', `    # dryfit-disable-next-line ${REQUESTS}\n    - name`));
    client.edit('app/pod.yaml', '    - name', `    # dryfit-disable-next-line ${REQUESTS}\n    - name`);
    const after = await client.diagnostics('app/pod.yaml', ({ version }) => version === 2);
    assert.deepEqual(
      after.map(({ code }) => code).filter((code) => /requests-set|dryfit/.test(String(code))),
      [],
    );
    await client.stop();
  });

  test('is not offered for verdicts, for JSON, or about itself', () => {
    const start = { line: 1, character: 2 };
    const finding: Finding = {
      rule: REQUESTS,
      source: 'rule',
      severity: 'warning',
      message: '',
      uri: 'file:///a.yaml',
      ...{ document: 0, path: '', range: { start, end: start }, fixes: [] },
    };
    assert.equal(
      disableRule(finding, 'a:\r\n  b: 1\r\n')?.edits[0]?.newText,
      `  # dryfit-disable-next-line ${REQUESTS}\r\n`,
    );
    assert.equal(disableRule({ ...finding, source: 'schema' }, 'a:\n  b: 1\n'), undefined);
    assert.equal(disableRule({ ...finding, rule: 'dryfit/suppression-used' }, 'a:\n  b: 1\n'), undefined);
    assert.equal(disableRule({ ...finding, uri: 'file:///a.json' }, 'a:\n  b: 1\n'), undefined);
    assert.equal(disableRule(finding, '{\n  "b": 1 }'), undefined);
    assert.equal(disableRule(finding, 'a: 1\n--- {b: 1}\n'), undefined);
  });
});
