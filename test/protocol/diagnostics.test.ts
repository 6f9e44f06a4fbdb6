import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';
import { MAX_MAIN_THREAD_LENGTH, MAX_OPEN_LENGTH } from '../../server/src/analysis/limits';
import { PULL, TestClient, uri } from '../support/lspClient';

const BAD = nodePool('bad').replace('operator: In', 'operator: Inn');
const isBad = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }): boolean =>
  codes(diagnostics).includes('schema/enum');
const GOOD = stream(nodePool('general'), nodeClass(), deployment('web'));

const codes = (diagnostics: readonly { code?: unknown }[]): unknown[] => diagnostics.map(({ code }) => code);

describe('push', () => {
  test('opening, changing and closing a document publishes for that version', async () => {
    const client = await TestClient.start();
    assert.equal(client.result.capabilities.diagnosticProvider, undefined);
    client.open('bad.yaml', BAD);
    const opened = await client.diagnostics('bad.yaml', (one) => one.version === 1 && isBad(one));
    assert.equal(opened[0]?.source, 'dryfit');
    const version = client.edit('bad.yaml', 'operator: Inn', 'operator: In');
    await client.diagnostics('bad.yaml', (one) => one.version === version && !isBad(one));
    client.close('bad.yaml');
    assert.deepEqual(await client.diagnostics('bad.yaml', (one) => one.version === undefined), []);
    await client.stop();
  });

  test('a diagnostic says what it is and where to read on', async () => {
    const client = await TestClient.start();
    client.open('pool.yaml', nodePool('general').replace('operator: In', 'operator: Inn'));
    const [first] = await client.diagnostics('pool.yaml', isBad);
    assert.deepEqual([first?.severity, first?.range.start.line, first?.code], [1, 13, 'schema/enum']);
    assert.match(first?.codeDescription?.href ?? '', /^https:\/\/.*docs\/(rules|verdicts)\/.*\.md$/);
    assert.deepEqual(first?.data, {
      rule: 'schema/enum',
      document: 0,
      path: 'spec.template.spec.requirements[0].operator',
    });
    await client.stop();
  });

  test('positions count UTF-16 code units', async () => {
    const client = await TestClient.start();
    client.open(
      'bad.yaml',
      `# 😀 before\n{ "kind": "Pod", "apiVersion": "v1", "metadata": { "name": "😀" }, "spek": 1 }\n`,
    );
    const diagnostics = await client.diagnostics('bad.yaml', (one) =>
      codes(one.diagnostics).includes('strict/unknown-field'),
    );
    const unknown = diagnostics.find(({ code }) => code === 'strict/unknown-field');
    assert.equal(
      unknown?.range.start.character,
      '{ "kind": "Pod", "apiVersion": "v1", "metadata": { "name": "😀" }, '.length,
    );
    await client.stop();
  });

  test('what is not meant for Kubernetes is left alone', async () => {
    const client = await TestClient.start();
    client.open('compose.yaml', 'services:\n  web: { image: nginx\n  - broken');
    client.open('chart.yaml', 'apiVersion: v1\nkind: {{ .Values.kind }}\n');
    client.open('last.yaml', BAD);
    await client.diagnostics('last.yaml', isBad);
    assert.deepEqual(client.published('compose.yaml'), []);
    assert.ok(client.published('chart.yaml').every(({ diagnostics }) => diagnostics.length === 0));
    await client.stop();
  });

  test('a document without problems is published as empty, with its version', async () => {
    const client = await TestClient.start();
    client.open('class.yaml', nodeClass());
    assert.deepEqual(await client.diagnostics('class.yaml', ({ version }) => version === 1), []);
    await client.stop();
  });

  test('half-typed text: every prefix of a manifest is survived, and the whole is judged right', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', '');
    const text = nodeClass();
    for (let end = 0; end < text.length; end += 1) {
      const next = text[end] ?? '';
      client.notify('textDocument/didChange', {
        textDocument: { uri: uri('all.yaml'), version: end + 2 },
        contentChanges: [{ range: endOf(text.slice(0, end)), text: next }],
      });
    }
    assert.deepEqual(await client.diagnostics('all.yaml', ({ version }) => version === text.length + 1), []);
    await client.stop();
  });

  test('versions of one document never go back', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', stream(GOOD, BAD));
    for (let turn = 0; turn < 20; turn++) {
      if (turn % 2 === 0) client.edit('all.yaml', 'operator: Inn', 'operator: In');
      else client.edit('all.yaml', 'operator: In', 'operator: Inn');
    }
    await client.diagnostics('all.yaml', ({ version }) => version === 21);
    const versions = client.published('all.yaml').map(({ version }) => version ?? 0);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    await client.stop();
  });

  test('rules about other files wait until the folders have been read', async () => {
    const client = await TestClient.start({ disk: { 'class.yaml': nodeClass('shared') } });
    client.open('pool.yaml', nodePool('general', { className: 'shared' }));
    await client.solved('ws');
    assert.ok(
      client
        .published('pool.yaml')
        .every((one) => !codes(one.diagnostics).includes('karpenter/node-class-exists')),
    );
    await client.stop();
  });

  test('validation can be switched off and on', async () => {
    const client = await TestClient.start({ settings: { validate: { enable: false } } });
    client.open('bad.yaml', BAD);
    assert.deepEqual(await client.diagnostics('bad.yaml', ({ version }) => version === 1), []);
    client.settings = {};
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics('bad.yaml', isBad);
    await client.stop();
  });

  test('problems of files that are not open, when wanted', async () => {
    const client = await TestClient.start({
      disk: { 'x/bad.yaml': BAD, 'all.yaml': GOOD },
      settings: { problems: { scope: 'workspace' } },
    });
    const found = await client.diagnostics('x/bad.yaml', isBad);
    assert.ok(found.length > 0);
    client.settings = {};
    client.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(
      await client.diagnostics('x/bad.yaml', ({ diagnostics }) => diagnostics.length === 0),
      [],
    );
    await client.stop();
  });
});

describe('large files', () => {
  const MANY = Array.from({ length: 120 }, (_, index) => deployment(`web-${index}`));

  test('are checked in the worker: same findings, by version, with hovers and cluster', async () => {
    const client = await TestClient.start();
    const text = stream(nodePool('general'), nodeClass(), ...MANY, BAD);
    assert.ok(text.length > MAX_MAIN_THREAD_LENGTH);
    client.open('all.yaml', text);
    await client.diagnostics('all.yaml', (one) => one.version === 1 && isBad(one));
    assert.ok(client.worker.log.some(({ kind }) => kind === 'check'));
    await client.solved('ws');
    assert.match((await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '', /instance types/);
    const field = (await client.hover('all.yaml', 'amiSelectorTerms'))?.contents.value ?? '';
    assert.match(field, /Which images nodes start from/);
    const version = client.edit('all.yaml', 'operator: Inn', 'operator: In');
    await client.diagnostics('all.yaml', (one) => one.version === version && !isBad(one));
    await client.stop();
  });

  test('one document that is too large to be read at once has no hovers of fields', async () => {
    const client = await TestClient.start();
    const pool = nodePool('general').replace('spec:', `spec: # ${'x'.repeat(MAX_MAIN_THREAD_LENGTH)}`);
    client.open('all.yaml', stream(pool, nodeClass()));
    assert.equal(await client.hover('all.yaml', 'requirements'), null);
    const field = (await client.hover('all.yaml', 'amiSelectorTerms'))?.contents.value ?? '';
    assert.match(field, /Which images nodes start from/);
    await client.stop();
  });

  test('beyond the limit are not checked, and say so', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', `${nodeClass()}# ${'x'.repeat(MAX_OPEN_LENGTH)}\n`);
    const [only, ...others] = await client.diagnostics(
      'all.yaml',
      ({ diagnostics }) => diagnostics.length > 0,
    );
    assert.deepEqual([only?.code, only?.severity, others], ['dryfit/file-too-large', 3, []]);
    assert.match(JSON.stringify(only?.message), /10\.0 MiB/);
    await client.stop();
  });
});

describe('pull', () => {
  test('a client that pulls is never pushed to', async () => {
    const client = await TestClient.start({ capabilities: PULL });
    assert.deepEqual(client.result.capabilities.diagnosticProvider, {
      identifier: 'dryfit',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    client.open('bad.yaml', BAD);
    await client.scanned();
    const first = await client.pull('bad.yaml');
    assert.equal(first.kind, 'full');
    assert.ok((first.items ?? []).length > 0);
    assert.equal((await client.pull('bad.yaml', first.resultId)).kind, 'unchanged');
    client.edit('bad.yaml', 'operator: Inn', 'operator: In');
    const second = await client.pull('bad.yaml', first.resultId);
    assert.ok((second.items ?? []).length < (first.items ?? []).length);
    assert.deepEqual(client.published('bad.yaml'), []);
    await client.stop();
  });

  test('a finished simulation that found something asks the client to pull again', async () => {
    const client = await TestClient.start({ capabilities: PULL });
    client.open(
      'all.yaml',
      stream(nodePool('general', { types: '"m5.large"' }), nodeClass(), deployment('web')),
    );
    const first = await client.pull('all.yaml');
    await client.message('workspace/diagnostic/refresh');
    await client.solved('ws').catch(() => undefined);
    const second = await client.pull('all.yaml', first.resultId);
    assert.ok((second.items ?? []).length >= (first.items ?? []).length);
    await client.stop();
  });
});

test('who types a text again has the findings of its simulation at once, not those of the moment between', async () => {
  const client = await TestClient.start({ capabilities: PULL });
  const good = stream(nodePool('general', { types: '"m5.large"' }), nodeClass(), deployment('web'));
  const opened = client.solved('ws');
  client.open('all.yaml', good);
  await opened;
  const before = await client.pull('all.yaml');
  const edited = client.solved('ws');
  client.edit('all.yaml', 'values: ["m5.large"]', 'values: ["m5.larg"]');
  await edited;
  const between = await client.pull('all.yaml');
  client.worker.hold();
  client.edit('all.yaml', 'values: ["m5.larg"]', 'values: ["m5.large"]');
  const after = await client.pull('all.yaml');
  assert.notDeepEqual(codes(between.items ?? []), codes(before.items ?? []));
  assert.deepEqual(after.items, before.items);
  await client.stop();
});

test('pulling for the workspace waits for news, and ends with the session', async () => {
  const disk = { 'x/bad.yaml': BAD, 'all.yaml': GOOD };
  const client = await TestClient.start({
    capabilities: PULL,
    disk,
    settings: { problems: { scope: 'workspace' } },
  });
  type Report = { items: { uri: string; kind: string; resultId?: string; items?: { code?: unknown }[] }[] };
  const first = await client.request<Report>('workspace/diagnostic', { previousResultIds: [] });
  const bad = first.items.find((one) => one.uri === uri('x/bad.yaml'));
  assert.ok(codes(bad?.items ?? []).includes('schema/enum'));
  let previous = first.items.map((one) => ({ uri: one.uri, value: one.resultId ?? '' }));
  client.files.texts.set(uri('x/bad.yaml'), nodePool('fine'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('x/bad.yaml'), type: 2 }] });
  for (let fixed = false; !fixed;) {
    const next = await client.request<Report>('workspace/diagnostic', { previousResultIds: previous });
    previous = next.items.map((one) => ({ uri: one.uri, value: one.resultId ?? '' }));
    fixed = next.items.some(
      (one) =>
        one.uri === uri('x/bad.yaml') &&
        one.kind === 'full' &&
        !codes(one.items ?? []).includes('schema/enum'),
    );
  }
  const waiting = client.request<Report>('workspace/diagnostic', { previousResultIds: previous });
  await client.stop();
  await waiting.catch(() => undefined);
});

function endOf(text: string) {
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { start: position, end: position };
}
