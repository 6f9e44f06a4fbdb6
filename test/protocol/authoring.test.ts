/** Help while writing, through the protocol: conversion, capabilities, and what the client declared. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CompletionItem,
  CompletionList,
  DocumentLink,
  DocumentSymbol,
  Location,
  LocationLink,
} from 'vscode-languageserver-protocol';
import { PUSH, TestClient, uri } from '../support/lspClient';
import { nodeClass, nodePool, stream } from '../support/manifests';

const CAPABLE = {
  ...PUSH,
  textDocument: {
    ...PUSH.textDocument,
    completion: { completionItem: { snippetSupport: true } },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};
const POOL = nodePool('general');

async function completions(client: TestClient, path: string): Promise<CompletionList> {
  const lines = client.text(path).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const answer = await client.request<CompletionList | null>('textDocument/completion', {
    textDocument: { uri: uri(path) },
    position,
  });
  return answer ?? { isIncomplete: false, items: [] };
}

describe('completion', () => {
  const text = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nspec:\n  te';

  test('replaces what was typed; snippets where the client has them', async () => {
    const client = await TestClient.start({ capabilities: CAPABLE });
    client.open('a.yaml', text);
    const item = (await completions(client, 'a.yaml')).items.find(({ label }) => label === 'template');
    assert.equal(item?.insertTextFormat, 2);
    const edit = item?.textEdit;
    assert.ok(edit && 'range' in edit);
    assert.deepEqual(edit.range, { start: { line: 3, character: 2 }, end: { line: 3, character: 4 } });
    assert.match(edit.newText, /name: \$\{\d:default\}/);
    await client.stop();
  });

  test('whole objects, unless the editor has snippets of them', async () => {
    for (const hasSnippets of [false, true]) {
      const client = await TestClient.start({
        capabilities: CAPABLE,
        initializationOptions: { trusted: true, hasSnippets },
      });
      client.open('untitled:Untitled-1', '');
      const { items } = await completions(client, 'untitled:Untitled-1');
      assert.equal(
        items.some(({ label }) => label === 'Karpenter NodePool'),
        !hasSnippets,
      );
      await client.stop();
    }
  });

  test('plain text where it has not', async () => {
    const client = await TestClient.start();
    client.open('a.yaml', text);
    const item = (await completions(client, 'a.yaml')).items.find(({ label }) => label === 'template');
    assert.equal(item?.insertTextFormat, undefined);
    assert.match(item?.textEdit?.newText ?? '', /name: default\n/);
    await client.stop();
  });

  test('documentation comes with the item that is looked at, where the client asks for it', async () => {
    const resolving = { snippetSupport: true, resolveSupport: { properties: ['documentation'] } };
    const client = await TestClient.start({
      capabilities: { ...CAPABLE, textDocument: { completion: { completionItem: resolving } } },
    });
    client.open('a.yaml', text);
    const item = (await completions(client, 'a.yaml')).items.find(({ label }) => label === 'template');
    assert.ok(item);
    assert.equal(item.documentation, undefined);
    const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
    assert.match(JSON.stringify(resolved.documentation), /"kind":"markdown"/);
    const older = { ...item, data: { list: 0, index: 0 } };
    assert.deepEqual(await client.request<CompletionItem>('completionItem/resolve', older), older);
    await client.stop();
  });

  for (const path of ['pool.json', 'untitled:Untitled-1']) {
    test(`manifests in ${path} are judged and completed`, async () => {
      const client = await TestClient.start({ capabilities: CAPABLE });
      client.open(
        path,
        '{"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "a"}, "spec": {"weight": 200}}',
      );
      const diagnostics = await client.diagnostics(path);
      const found = diagnostics.map(({ code }) => code);
      assert.ok(found.includes('schema/maximum') && found.includes('schema/required'), found.join());
      client.edit(path, '"weight": 200}}', '"disruption": {"consolidationPolicy": "');
      const labels = (await completions(client, path)).items.map(({ label }) => label);
      assert.deepEqual(labels, ['WhenEmptyOrUnderutilized', 'WhenEmpty', 'Balanced']);
      await client.stop();
    });
  }

  test('knows the newest text without waiting', async () => {
    const client = await TestClient.start({ capabilities: CAPABLE });
    client.open('a.yaml', text);
    client.edit('a.yaml', '  te', '  disruption:\n    consolidationPolicy: ');
    const labels = (await completions(client, 'a.yaml')).items.map(({ label }) => label);
    assert.deepEqual(labels, ['WhenEmptyOrUnderutilized', 'WhenEmpty', 'Balanced']);
    await client.stop();
  });
});

describe('links between files', () => {
  test('definition and references, also of files that are not open', async () => {
    const client = await TestClient.start({ capabilities: CAPABLE, disk: { 'class.yaml': nodeClass() } });
    await client.scanned();
    client.open('pool.yaml', POOL);
    const at = client.text('pool.yaml').lastIndexOf('name: ');
    const line = client.text('pool.yaml').slice(0, at).split('\n').length - 1;
    const text = client.text('pool.yaml').split('\n')[line] ?? '';
    const params = {
      textDocument: { uri: uri('pool.yaml') },
      position: { line, character: text.indexOf('name: ') + 7 },
    };
    const [found] = await client.request<LocationLink[]>('textDocument/definition', params);
    assert.equal(found?.targetUri, uri('class.yaml'));
    const all = await client.request<Location[]>('textDocument/references', {
      ...params,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      all.map((one) => one.uri),
      [uri('class.yaml'), uri('pool.yaml')],
    );
    await client.stop();
  });
});

test('symbols as a tree or flat, and document links', async () => {
  const client = await TestClient.start({ capabilities: CAPABLE });
  client.open('all.yaml', stream(POOL, nodeClass()));
  const params = { textDocument: { uri: uri('all.yaml') } };
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', params);
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ['NodePool general', 'EC2NodeClass default'],
  );
  assert.ok(symbols[0]?.children?.some(({ name }) => name === 'spec'));
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', params);
  const family = 'https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html';
  assert.deepEqual(
    links.map(({ target }) => target),
    [family, family, 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260101'],
  );
  await client.stop();
  const plain = await TestClient.start();
  plain.open('all.yaml', POOL);
  const flat = await plain.request<{ location?: Location }[]>('textDocument/documentSymbol', params);
  assert.equal(flat[0]?.location?.uri, uri('all.yaml'));
  await plain.stop();
});
