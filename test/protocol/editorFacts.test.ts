/** What the client tells of its surroundings: schemas of the YAML extension, texts at git HEAD. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nodePool } from '../support/manifests';
import { TestClient, uri } from '../support/lspClient';

const BAD = nodePool('bad').replace('operator: In', 'operator: Inn');
type Published = { diagnostics: readonly { code?: unknown; message?: unknown }[] };
const has = (code: string) => (one: Published) => one.diagnostics.some((each) => each.code === code);
const hasNot = (code: string) => (one: Published) => !has(code)(one);

describe('the YAML extension', () => {
  test('what it reports already is left to it, in files for which it has a schema', async () => {
    const client = await TestClient.start();
    client.open('pools/bad.yaml', BAD);
    await client.diagnostics('pools/bad.yaml', has('schema/enum'));
    const next = client.nextMessage('textDocument/publishDiagnostics', hasNot('schema/enum'));
    client.notify('dryfit/yamlSchemasChanged', { globs: ['pools/*.yaml'] });
    await next;
    client.open('other.yaml', BAD);
    await client.diagnostics('other.yaml', has('schema/enum'));
    const again = client.nextMessage('textDocument/publishDiagnostics', has('schema/enum'));
    client.notify('dryfit/yamlSchemasChanged', { globs: null });
    await again;
    await client.stop();
  });

  test('a comment names a schema as well; the setting has the last word', async () => {
    for (const [schema, isShown] of [
      ['auto', false],
      ['on', true],
      ['off', false],
    ] as const) {
      const client = await TestClient.start({ settings: { validate: { schema } } });
      client.notify('dryfit/yamlSchemasChanged', { globs: [] });
      client.open('bad.yaml', `# yaml-language-server: $schema=./pool.json\n${BAD}`);
      client.open('last.yaml', nodePool('-bad'));
      await client.diagnostics('last.yaml', has('metadata/name'));
      if (isShown) await client.diagnostics('bad.yaml', has('schema/enum'));
      assert.equal(client.published('bad.yaml').some(has('schema/enum')), isShown, schema);
      await client.stop();
    }
  });
});

describe('the version at git HEAD', () => {
  const BEFORE = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: high }
value: 1000
`;
  const CHANGED = BEFORE.replace('1000', '2000');
  const isRefused = ({ diagnostics }: Published): boolean =>
    diagnostics.some(({ message }) => String(message).includes('(compared with git HEAD)'));

  test('a field that cannot be changed is reported, and no more when it is as before', async () => {
    const client = await TestClient.start();
    client.open('class.yaml', CHANGED);
    client.notify('dryfit/storedText', { uri: uri('class.yaml'), text: BEFORE });
    await client.message('textDocument/publishDiagnostics', isRefused);
    const version = client.edit('class.yaml', '2000', '1000');
    assert.deepEqual(await client.diagnostics('class.yaml', (one) => one.version === version), []);
    await client.stop();
  });

  test('what is wrong in both versions stays reported, once', async () => {
    const client = await TestClient.start();
    client.open('pool.yaml', BAD.replace('name: bad', 'name: bad\n  labels: { team: a }'));
    await client.diagnostics('pool.yaml', has('schema/enum'));
    client.notify('dryfit/storedText', { uri: uri('pool.yaml'), text: BAD });
    const version = client.edit('pool.yaml', 'team: a', 'team: b');
    const shown = await client.diagnostics('pool.yaml', (one) => one.version === version);
    assert.equal(shown.filter(({ code }) => code === 'schema/enum').length, 1);
    await client.stop();
  });

  test('switched off, nothing is compared', async () => {
    const client = await TestClient.start({ settings: { validate: { againstHead: false } } });
    client.open('class.yaml', BEFORE);
    client.notify('dryfit/storedText', { uri: uri('class.yaml'), text: BEFORE });
    const version = client.edit('class.yaml', '1000', '2000');
    assert.deepEqual(await client.diagnostics('class.yaml', (one) => one.version === version), []);
    await client.stop();
  });
});
