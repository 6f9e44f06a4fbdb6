import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver-protocol';
import type { ClusterSummary, ReportResult, SimulateResult } from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

const CLUSTER = stream(nodePool('general'), nodeClass(), deployment('web', { replicas: 3 }));

async function preview(client: TestClient, params: unknown = {}) {
  const result = await client.request<SimulateResult>('dryfit/simulate', params);
  if (result.state !== 'ready') assert.fail(JSON.stringify(result));
  return result.preview;
}

describe('hover', () => {
  test('a NodePool shows types, prices, nodes and cost once simulated', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', CLUSTER);
    await client.solved('ws');
    const shown = (await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '';
    assert.match(shown, /NodePool `general`/);
    assert.match(shown, /\*\*2 instance types\*\* left of [\d,]+: \$0\.0960 to \$0\.1920 an hour on demand/);
    assert.match(shown, /\| `m5\.large` \| \$0\.0960 \| \$0\.\d{4} \|/);
    assert.match(shown, /For the workloads of `ws`: \*\*\d+ nodes?, \$[\d,]+\.\d\d\/month\*\*/);
    assert.match(shown, /_us-east-1 · on demand of 2026-07-20 · spot of 2025-06-28 · EBS of 2026-11-28_$/);
    assert.equal((await client.hover('all.yaml', 'general'))?.contents.value, shown);
    await client.stop();
  });

  test('while the simulation runs it says so, and does not wait', async () => {
    const client = await TestClient.start();
    client.worker.hold();
    client.open('all.yaml', CLUSTER);
    assert.match((await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '', /Simulating/);
    const solved = client.solved('ws');
    client.worker.release();
    await solved;
    assert.match((await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '', /instance types/);
    client.worker.hold();
    client.edit('all.yaml', 'replicas: 3', 'replicas: 30');
    assert.match((await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '', /before the last edit/);
    client.worker.release();
    await client.stop();
  });

  test('elsewhere a field is documented, and nothing else', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', CLUSTER);
    const field = (await client.hover('all.yaml', 'requirements'))?.contents.value ?? '';
    assert.match(field, /^\*\*`requirements`\*\* · list of object · required\n\nWhich instances/);
    assert.equal(await client.hover('all.yaml', 'example.com/main'), null);
    assert.equal(
      await client.request('textDocument/hover', {
        textDocument: { uri: uri('no.yaml') },
        position: { line: 0, character: 0 },
      }),
      null,
    );
    await client.stop();
  });

  test('a region without prices is said, not shown as 0', async () => {
    const client = await TestClient.start({ settings: { region: 'us-gov-west-1' } });
    client.open('all.yaml', CLUSTER);
    await client.solved('ws', 'failed');
    const shown = (await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '';
    assert.match(shown, /no instance types or prices of region us-gov-west-1/);
    assert.doesNotMatch(shown, /\$0|NaN/);
    await client.stop();
  });
});

describe('simulation', () => {
  test('numbers of a cluster, and a newer one after an edit', async () => {
    const client = await TestClient.start({
      disk: { 'class.yaml': nodeClass(), 'web.yaml': deployment('web', { replicas: 3 }) },
    });
    client.open('pool.yaml', nodePool('general'));
    await client.scanned();
    const first = await preview(client, { uri: uri('pool.yaml') });
    assert.deepEqual([first.cluster, first.region, first.replicas], ['ws', 'us-east-1', 'spec']);
    assert.deepEqual([first.totals.podCount, first.totals.unplacedPodCount], [3, 0]);
    assert.equal(
      first.nodes.reduce((sum, { count, pods }) => sum + count * (pods['default/web'] ?? 0), 0),
      3,
    );
    assert.equal(first.totals.usdPerMonth, Math.round(first.totals.usdPerHour * 730 * 1e6) / 1e6);
    assert.deepEqual(
      first.nodePools.map(({ name, typesLeftCount }) => [name, typesLeftCount]),
      [['general', 2]],
    );
    const share = first.nodes[0]?.usedShare?.['cpu'] ?? 0;
    assert.ok(share > 0 && share <= 1, `cpu share ${share}`);
    const changed = client.solved('ws');
    client.open('web.yaml', deployment('web', { replicas: 40 }));
    assert.ok((await changed).version > first.version);
    assert.equal((await preview(client)).totals.podCount, 40);
    await client.stop();
  });

  test('pods that find no node come with a reason and a place', async () => {
    const client = await TestClient.start();
    client.open(
      'all.yaml',
      stream(nodePool('general'), nodeClass(), deployment('huge', { replicas: 2, cpu: '500' })),
    );
    const { unplaced, totals } = await preview(client);
    assert.deepEqual(
      [unplaced[0]?.workload, unplaced[0]?.count, totals.unplacedPodCount],
      ['default/huge', 2, 2],
    );
    assert.ok((unplaced[0]?.message ?? '').length > 10);
    assert.equal(unplaced[0]?.location?.uri, uri('all.yaml'));
    await client.stop();
  });

  test('nothing to simulate is said', async () => {
    const client = await TestClient.start();
    const result = await client.request<SimulateResult>('dryfit/simulate', {});
    assert.deepEqual(
      [result.state, 'message' in result && result.message.includes('no NodePool')],
      ['none', true],
    );
    await client.stop();
  });

  test('the picture is told before the findings', async () => {
    const client = await TestClient.start();
    const solved = client.solved('ws');
    client.open('all.yaml', CLUSTER);
    await solved;
    const told = client.messages
      .filter(({ method }) => method === 'dryfit/simulationChanged')
      .map(({ params }) => (params as { state: string }).state);
    assert.deepEqual(told, ['running', 'drawn', 'ready']);
    await client.stop();
  });

  test('a result for a text that has changed meanwhile is never told', async () => {
    const client = await TestClient.start();
    client.worker.hold();
    client.open('all.yaml', CLUSTER);
    await client.message('dryfit/simulationChanged', ({ state }: { state: string }) => state === 'running');
    const version = client.edit('all.yaml', 'replicas: 3', 'replicas: 7');
    await client.diagnostics('all.yaml', (one) => one.version === version);
    const solved = client.solved('ws');
    client.worker.release();
    await solved;
    assert.equal((await preview(client)).totals.podCount, 7);
    assert.equal(
      client.messages.filter(
        ({ method, params }) =>
          method === 'dryfit/simulationChanged' && (params as { state: string }).state === 'ready',
      ).length,
      1,
    );
    assert.ok(client.worker.log.some(({ kind, event }) => kind === 'solve' && event === 'cancelled'));
    await client.stop();
  });

  test('a request that is cancelled is answered as cancelled, and the server lives on', async () => {
    const client = await TestClient.start();
    client.worker.hold();
    client.open('all.yaml', CLUSTER);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const pending = client.connection.sendRequest('dryfit/simulate', {}, source.token);
    source.cancel();
    client.worker.release();
    await assert.rejects(pending, /cancelled/i);
    assert.equal((await preview(client)).totals.podCount, 3);
    await client.stop();
  });

  test('a failed simulation is told, and the next change tries again', async () => {
    const client = await TestClient.start();
    client.worker.failNext = 'the simulation ended unexpectedly';
    client.open('all.yaml', CLUSTER);
    await client.solved('ws', 'failed');
    const failure = await client.request<SimulateResult>('dryfit/simulate', {});
    assert.deepEqual(
      [failure.state, 'message' in failure && failure.message],
      ['failed', 'the simulation ended unexpectedly'],
    );
    const solved = client.solved('ws');
    client.edit('all.yaml', 'replicas: 3', 'replicas: 4');
    await solved;
    assert.equal((await preview(client)).totals.podCount, 4);
    await client.stop();
  });
});

describe('clusters', () => {
  const disk = {
    'staging/pool.yaml': stream(nodePool('general'), nodeClass()),
    'staging/web.yaml': deployment('web', { replicas: 1 }),
    'production/pool.yaml': stream(nodePool('general'), nodeClass()),
    'production/web.yaml': deployment('web', { replicas: 5 }),
    'notes/readme.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: notes }\n',
  };

  test('staging and production are never summed', async () => {
    const client = await TestClient.start({ disk });
    await client.scanned();
    const clusters = await client.request<ClusterSummary[]>('dryfit/clusters');
    assert.deepEqual(
      clusters.map(({ name, fileCount, workloadCount }) => [name, fileCount, workloadCount]),
      [
        ['production', 2, 1],
        ['staging', 2, 1],
      ],
    );
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 1);
    assert.equal((await preview(client, { uri: uri('production/web.yaml') })).totals.podCount, 5);
    await client.stop();
  });

  test('the cluster of a file, by default and by setting', async () => {
    const client = await TestClient.start({ disk });
    await client.scanned();
    const of = async (path: string): Promise<string | undefined> =>
      (await client.request<ClusterSummary | null>('dryfit/clusterOf', { uri: uri(path) }))?.name;
    assert.deepEqual([await of('staging/web.yaml'), await of('notes/readme.yaml')], ['staging', undefined]);
    client.settings = { clusters: { everything: { include: ['**'], exclude: ['production/**'] } } };
    const changed = client.nextMessage('dryfit/clustersChanged');
    client.notify('workspace/didChangeConfiguration', { settings: null });
    await changed;
    assert.deepEqual(
      [await of('notes/readme.yaml'), await of('production/web.yaml')],
      ['everything', undefined],
    );
    await client.stop();
  });

  test('changes from outside the editor are seen: changed, new, deleted files and folders', async () => {
    const client = await TestClient.start({ disk });
    client.open('staging/pool.yaml', disk['staging/pool.yaml']);
    await client.scanned();
    await client.message('client/registerCapability', (all: { method: string }[]) =>
      all.some(({ method }) => method === 'workspace/didChangeWatchedFiles'),
    );
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 1);
    client.files.texts.set(uri('staging/web.yaml'), deployment('web', { replicas: 2 }));
    client.files.texts.set(uri('staging/api.yaml'), deployment('api', { replicas: 4 }));
    const solved = client.solved('staging');
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [
        { uri: uri('staging/web.yaml'), type: 2 },
        { uri: uri('staging/api.yaml'), type: 1 },
        { uri: uri('production'), type: 3 },
      ],
    });
    await solved;
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 6);
    assert.deepEqual(
      (await client.request<ClusterSummary[]>('dryfit/clusters')).map(({ name }) => name),
      ['staging'],
    );
    await client.stop();
  });

  test('an open file counts as it is in the editor, and as on disk again once closed', async () => {
    const client = await TestClient.start({ disk });
    await client.scanned();
    client.open('staging/web.yaml', deployment('web', { replicas: 9 }));
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 9);
    client.close('staging/web.yaml');
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 1);
    await client.stop();
  });

  test('an untrusted workspace is not read until it is trusted', async () => {
    const client = await TestClient.start({ disk, initializationOptions: { trusted: false } });
    client.open('staging/pool.yaml', disk['staging/pool.yaml']);
    assert.equal((await preview(client)).totals.podCount, 0);
    assert.equal(client.files.readCount, 0);
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri('staging/web.yaml'), type: 2 }],
    });
    const changed = client.nextMessage('dryfit/clustersChanged');
    client.notify('dryfit/trustChanged', { trusted: true });
    await changed;
    assert.equal((await preview(client, { cluster: 'staging' })).totals.podCount, 1);
    await client.stop();
  });
});

describe('code actions', () => {
  async function actions(client: TestClient, path: string, context: object = {}): Promise<CodeAction[]> {
    const end = { line: client.text(path).split('\n').length, character: 0 };
    return client.request('textDocument/codeAction', {
      textDocument: { uri: uri(path) },
      range: { start: { line: 0, character: 0 }, end },
      context: { diagnostics: [], ...context },
    });
  }

  test('a pool narrowed to one type can be widened, with an edit for the open version', async () => {
    const client = await TestClient.start();
    client.open(
      'all.yaml',
      stream(nodePool('narrow', { types: '"m5.large"' }), nodeClass(), deployment('web')),
    );
    await client.solved('ws');
    const found = await actions(client, 'all.yaml');
    const widen = found.find(({ title }) => /widen|instance/i.test(title));
    assert.ok(widen, JSON.stringify(found.map(({ title }) => title)));
    const [change] = (widen.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.deepEqual(change?.textDocument, { uri: uri('all.yaml'), version: 1 });
    assert.ok((change?.edits.length ?? 0) > 0);
    await client.stop();
  });

  test('fixes are proved once for as long as the cluster stays as it is', async () => {
    const client = await TestClient.start();
    const pool = nodePool('narrow', { types: '"m5.large"' });
    client.open('all.yaml', stream(pool, nodeClass(), deployment('web')));
    await client.solved('ws');
    const first = await actions(client, 'all.yaml');
    assert.deepEqual(await actions(client, 'all.yaml'), first);
    assert.equal(client.worker.fixCount, 1);
    client.edit('all.yaml', 'replicas: 2', 'replicas: 3');
    await client.solved('ws');
    assert.ok((await actions(client, 'all.yaml')).length > 0);
    assert.equal(client.worker.fixCount, 2);
    await client.stop();
  });

  test('a pool that kept fields of v1beta1 is converted by a quick fix', async () => {
    const client = await TestClient.start();
    const pool = nodePool('general').replace('  limits:', '  disruption: {expireAfter: 720h}\n  limits:');
    client.open('pool.yaml', stream(pool, nodeClass()));
    const titles = (await actions(client, 'pool.yaml')).map(({ title }) => title);
    assert.ok(titles.includes('Convert to karpenter.sh/v1 NodePool'), titles.join());
    await client.stop();
  });

  test('so is one in a file that the worker checks, with the class that its kubelet settings go to', async () => {
    const client = await TestClient.start();
    const spec = '      nodeClassRef:';
    const pool = nodePool('general').replace(spec, `      kubelet: {maxPods: 50}\n${spec}`);
    assert.ok(pool.includes('maxPods'));
    client.open('large.yaml', stream(pool, nodeClass(), `# ${'filling '.repeat(6_000)}\n`));
    await client.diagnostics('large.yaml', ({ diagnostics }) => diagnostics.length > 0);
    const found = await actions(client, 'large.yaml');
    const conversion = found.find(({ title }) => title === 'Convert to karpenter.sh/v1 NodePool');
    const [change] = (conversion?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.equal(change?.edits.length, 2, JSON.stringify(found));
    assert.match(JSON.stringify(change?.edits), /maxPods: 50/);
    await client.stop();
  });

  test('an old version that is still served is rewritten where it stands, though nothing is found', async () => {
    const client = await TestClient.start();
    const old = 'apiVersion: autoscaling/v1 # old\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\n';
    client.open('hpa.yaml', `${old}spec:\n  maxReplicas: 3\n  targetCPUUtilizationPercentage: 50 # half\n`);
    const rewrites = await actions(client, 'hpa.yaml', { only: ['refactor'] });
    assert.deepEqual(
      rewrites.map(({ title, kind }) => [title, kind]),
      [['Convert to autoscaling/v2 HorizontalPodAutoscaler', 'refactor.rewrite']],
    );
    const [change] = (rewrites[0]?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.match(JSON.stringify(change?.edits), /autoscaling\/v2 # old.*averageUtilization: 50 # half/);
    const elsewhere = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri('hpa.yaml') },
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      context: { diagnostics: [] },
    });
    assert.ok(elsewhere.every(({ kind }) => kind !== 'refactor.rewrite'));
    await client.stop();
  });

  test('fix-all only when asked for, and only with safe fixes', async () => {
    const client = await TestClient.start();
    client.open('pool.yaml', nodePool('general').replace('operator: In', 'operator: in'));
    const quick = await actions(client, 'pool.yaml');
    assert.ok(quick.every(({ kind }) => kind === 'quickfix'));
    const all = await actions(client, 'pool.yaml', { only: ['source.fixAll'] });
    assert.ok(all.every(({ kind }) => kind === 'source.fixAll.dryfit'));
    await client.stop();
  });
});

test('the report tells versions, counts and timings, but no names', async () => {
  const client = await TestClient.start({ disk: { 'secret-project/pool.yaml': nodePool('secret') } });
  client.open('all.yaml', CLUSTER);
  await client.solved('ws');
  const { text } = await client.request<ReportResult>('dryfit/report');
  assert.match(text, /dryfit: 0\.0\.0-test/);
  assert.match(text, /open files: 1\nfiles on disk: 1\nclusters: 2/);
  assert.match(text, /hover|edit: \d+ calls/);
  assert.doesNotMatch(text, /secret|general|file:/);
  await client.stop();
});

test('the report says nothing of what somebody pays', async () => {
  const client = await TestClient.start({
    settings: { region: 'eu-west-1', cost: { discountPercent: 12.3456, currencyLabel: 'ACME' } },
  });
  await client.scanned();
  const { text } = await client.request<ReportResult>('dryfit/report');
  assert.match(text, /"region":"eu-west-1"/);
  assert.match(text, /^Prices of eu-west-1: on demand of 2025-05-28, spot /m);
  assert.match(text, /terms of the bill set: 2 /);
  assert.doesNotMatch(text, /12\.3456|ACME/);
  await client.stop();
});

test('bad input is answered with nothing, and never ends the server', async () => {
  const client = await TestClient.start();
  client.notify('textDocument/didOpen', {
    textDocument: { uri: 'untitled:Untitled-1', languageId: 'yaml', version: 1, text: '\u0000\ufeff&a [*a]' },
  });
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///%', type: 2 }] });
  client.notify('no/such/notification', {});
  client.open('all.yaml', CLUSTER);
  assert.equal((await preview(client)).totals.podCount, 3);
  await client.stop();
});
