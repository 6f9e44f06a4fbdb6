// Hovers, lenses and inlay hints with what a simulation costs, as a client sees them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FileChangeType, type CodeLens, type InlayHint } from 'vscode-languageserver-protocol';
import { PUSH, TestClient, uri, type ClientOptions } from '../support/lspClient';
import { deployment, hpa, nodeClass, nodePool, stream } from '../support/manifests';

const CLUSTER = stream(
  nodePool('general'),
  nodeClass(),
  deployment('web', { replicas: 3 }),
  hpa('web', { min: 2, max: 9 }),
);

const REFRESHING = {
  ...PUSH,
  workspace: {
    ...PUSH.workspace,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

/** A client whose cluster is simulated, and whose details are there. */
async function started(options: ClientOptions = {}, text = CLUSTER): Promise<TestClient> {
  const client = await TestClient.start({ capabilities: REFRESHING, ...options });
  const detailed = secondRefresh(client);
  client.open('all.yaml', text);
  await detailed;
  return client;
}

/** The first comes with the simulation, the second with the details. */
async function secondRefresh(client: TestClient): Promise<void> {
  await client.nextMessage('workspace/codeLens/refresh');
  await client.nextMessage('workspace/codeLens/refresh');
}

const lenses = (client: TestClient): Promise<CodeLens[]> =>
  client.request('textDocument/codeLens', { textDocument: { uri: uri('all.yaml') } });

const hints = (client: TestClient): Promise<InlayHint[]> =>
  client.request('textDocument/inlayHint', {
    textDocument: { uri: uri('all.yaml') },
    range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } },
  });

/** Titles with the text of the line that they stand above. */
async function titles(client: TestClient): Promise<string[]> {
  const lines = client.text('all.yaml').split('\n');
  return (await lenses(client)).map(
    ({ range, command }) => `${lines[range.start.line] ?? ''} | ${command?.title ?? ''}`,
  );
}

const shown = async (client: TestClient, text: string): Promise<string> =>
  (await client.hover('all.yaml', text))?.contents.value ?? '';

describe('lenses', () => {
  test('stand above pools, workloads and scalers', async () => {
    const client = await started();
    assert.deepEqual(await titles(client), [
      'apiVersion: karpenter.sh/v1 | $25/mo · 1 node · 2 types',
      'apiVersion: apps/v1 | $25/mo · 3 pods',
      'apiVersion: autoscaling/v2 | $25/mo at minimum · $25/mo now · $75/mo at maximum',
    ]);
    await client.stop();
  });

  test('say the same dollars as the hover', async () => {
    const client = await started();
    assert.match(await shown(client, 'NodePool'), /\*\*1 node, \$25\.43\/month\*\*/);
    assert.match(await shown(client, 'Deployment'), /3 pods on 1 node of \S+: \*\*\$25\.43\/month\*\*/);
    await client.stop();
  });

  test('open the panel at what they stand above, by the command of the client', async () => {
    const client = await started({ initializationOptions: { openPanelCommand: 'client.open' } });
    const [pool, workload] = await lenses(client);
    assert.equal(pool?.command?.command, 'client.open');
    assert.deepEqual(pool?.command?.arguments, [{ cluster: 'ws', nodePool: 'general' }]);
    assert.deepEqual(workload?.command?.arguments, [{ cluster: 'ws', workload: 'default/web' }]);
    await client.stop();
    const other = await started();
    assert.deepEqual((await lenses(other))[0]?.command, { title: '$25/mo · 1 node · 2 types', command: '' });
    await other.stop();
  });

  test('are switched off kind by kind', async () => {
    const client = await started({ settings: { codeLens: { nodePools: false, scalers: false } } });
    assert.deepEqual(await titles(client), ['apiVersion: apps/v1 | $25/mo · 3 pods']);
    await client.stop();
  });

  test('stay in their place while an edit is simulated, and nothing waits', async () => {
    const client = await started();
    client.worker.hold();
    client.edit('all.yaml', 'apiVersion: karpenter.sh/v1', '# a new line\napiVersion: karpenter.sh/v1');
    client.edit('all.yaml', 'replicas: 3', 'replicas: 30');
    const before = await titles(client);
    assert.deepEqual(before.slice(0, 2), [
      'apiVersion: karpenter.sh/v1 | $25/mo · 1 node · 2 types',
      'apiVersion: apps/v1 | $25/mo · 3 pods',
    ]);
    assert.match(await shown(client, 'Deployment'), /before the last edit, being simulated again/);
    const refreshed = client.nextMessage('workspace/codeLens/refresh');
    client.worker.release();
    await refreshed;
    assert.match((await titles(client))[1] ?? '', / 30 pods$/);
    await client.stop();
  });

  test('a client that cannot refresh is not asked to', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', CLUSTER);
    await client.solved('ws');
    assert.equal((await lenses(client)).length > 0, true);
    assert.deepEqual(
      client.messages.filter(({ method }) => method.endsWith('/refresh')),
      [],
    );
    await client.stop();
  });
});

test('a file that was never saved has its lenses too', async () => {
  const client = await TestClient.start({ folders: [], capabilities: REFRESHING });
  const solved = client.solved('untitled');
  client.open('untitled:Untitled-1', CLUSTER);
  await solved;
  const found = await client.request<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: 'untitled:Untitled-1' },
  });
  assert.equal(found[0]?.command?.title, '$25/mo · 1 node · 2 types');
  await client.stop();
});

describe('inlay hints', () => {
  test('tell the price of a type, and the cheapest that requirements leave', async () => {
    const client = await started();
    const lines = client.text('all.yaml').split('\n');
    assert.deepEqual(
      (await hints(client)).map(({ position, label }) => [
        (lines[position.line] ?? '').slice(0, position.character).trim(),
        label,
      ]),
      [
        ['requirements:', '≈ m5.large $0.0326/h spot'],
        ['values: ["m5.large"', '≈ $0.0960/h'],
        ['values: ["m5.large", "m5.xlarge"', '≈ $0.1920/h'],
      ],
    );
    await client.stop();
  });

  test('move with the text around an edit, and are switched off by a setting', async () => {
    const client = await started();
    client.worker.hold();
    client.edit('all.yaml', 'values: ["m5.large"', 'values: ["m6i.large", "m5.large"');
    const moved = (await hints(client)).map(({ label }) => label);
    assert.deepEqual(moved, ['≈ m5.large $0.0326/h spot', '≈ $0.0960/h', '≈ $0.1920/h']);
    client.worker.release();
    await client.stop();
    const silent = await started({ settings: { inlayHints: { prices: false } } });
    assert.deepEqual(await hints(silent), []);
    await silent.stop();
  });
});

describe('hovers', () => {
  test('a requirement tells how many types it removes, alone and beside the others', async () => {
    const client = await started();
    const text = await shown(client, 'node.kubernetes.io/instance-type');
    assert.match(text, /^\*\*`node\.kubernetes\.io\/instance-type`\*\*\n\nEC2 instance type\.\n\n---\n\n/);
    assert.match(
      text,
      /Alone it removes \*\*1,337\*\* of 1,339 instance types; beside the other requirements .* left with 2\./,
    );
    assert.match(
      await shown(client, 'karpenter.sh/capacity-type'),
      /It removes none of 1,339 instance types\. The pool is left with 2\./,
    );
    await client.stop();
  });

  test('a container tells its part of a replica', async () => {
    const client = await started();
    const text = await shown(client, 'cpu: 500m');
    assert.match(text, /\*\*Container `main` of `default\/web`\*\*\n\n\*\*\$8\.48\/month\*\* a replica/);
    await client.stop();
  });

  test('the last line leads to the place in the panel, where the editor has one', async () => {
    const client = await started({ initializationOptions: { openPanelCommand: 'show' } });
    const text = await shown(client, 'Deployment');
    const [, encoded = ''] = /\[Show in the simulation\]\(command:show\?([^)]*)\)$/.exec(text) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(encoded)), [{ cluster: 'ws', workload: 'default/web' }]);
    await client.stop();
    const other = await started();
    assert.match(
      await shown(other, 'Deployment'),
      /_us-east-1 · on demand of [\d-]+ · spot of [\d-]+ · EBS of [\d-]+_$/,
    );
    await other.stop();
  });

  test('a scaler tells the cost at its minimum, now and at its maximum', async () => {
    const client = await started();
    const text = await shown(client, 'HorizontalPodAutoscaler');
    assert.match(text, /- minimum: 2 pods, \*\*\$25\.43\/month\*\*\n- now: 3 pods, .*\n- maximum: 9 pods, /);
    await client.stop();
  });

  test('settings of the bill change it at once', async () => {
    const client = await started({
      settings: { cost: { discountPercent: 50, volumePrices: { gp3: { usdPerGbMonth: 1 } } } },
    });
    assert.match(await shown(client, 'NodePool'), /spot \$23\.83, volumes \$10\.00/);
    await client.stop();
  });

  test('from what is known a hover takes less than 30 ms', async () => {
    const workloads = Array.from({ length: 60 }, (_, index) => deployment(`web-${index}`, { replicas: 5 }));
    const client = await started({}, stream(CLUSTER, ...workloads));
    for (const text of [
      'NodePool',
      'node.kubernetes.io/instance-type',
      'Deployment',
      'cpu: 500m',
      'm5.xlarge',
    ]) {
      await shown(client, text);
      const times: number[] = [];
      for (let round = 0; round < 9; round++) {
        const startMs = performance.now();
        assert.notEqual(await shown(client, text), '');
        times.push(performance.now() - startMs);
      }
      const median = times.sort((a, b) => a - b)[4] ?? Infinity;
      assert.ok(median < 30, `${text}: ${median.toFixed(1)} ms`);
    }
    await client.stop();
  });
});

describe('the project file', () => {
  test('says what the bill is made with, before the settings, and is watched', async () => {
    const client = await started({
      disk: { '.dryfit.yaml': 'cost: { currencyLabel: EUR }' },
      settings: { cost: { currencyLabel: 'USD', discountPercent: 0 } },
    });
    assert.match((await titles(client))[0] ?? '', /\| EUR \d/);
    const refreshed = secondRefresh(client);
    client.files.texts.set(uri('.dryfit.yaml'), 'cost: { currencyLabel: CHF }');
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('.dryfit.yaml'), type: FileChangeType.Changed }],
    });
    await refreshed;
    assert.match((await titles(client))[0] ?? '', /\| CHF \d/);
    await client.stop();
  });
});
