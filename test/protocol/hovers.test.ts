// What hovers, lenses and hints say where a cluster is not as one would wish: pools and scalers without a part, half-typed
// text, prices that nobody knows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeLens, CompletionList, InlayHint } from 'vscode-languageserver-protocol';
import { started } from '../support/detailedClient';
import { TestClient, uri } from '../support/lspClient';
import { deployment, hpa, nodeClass, nodePool, stream } from '../support/manifests';

const BASIS = '_us-east-1 · on demand of 2026-07-20 · spot of 2025-06-28 · EBS of 2026-11-28_';
const CLUSTER = stream(nodePool('general'), nodeClass(), deployment('web', { replicas: 3 }));

const shown = async (client: TestClient, text: string): Promise<string> =>
  (await client.hover('all.yaml', text))?.contents.value ?? '';

async function titles(client: TestClient): Promise<(string | undefined)[]> {
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: uri('all.yaml') },
  });
  return lenses.map(({ command }) => command?.title);
}

async function hints(client: TestClient): Promise<InlayHint['label'][]> {
  const found = await client.request<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri: uri('all.yaml') },
    range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } },
  });
  return found.map(({ label }) => label);
}

const lastPart = (markdown: string): string => markdown.split('\n\n---\n\n').at(-1) ?? '';

const PRICES = [
  '| cheapest | on demand / h | spot / h |',
  '|:--|--:|--:|',
  '| `m5.large` | $0.0960 | $0.0326 |',
  '| `m5.xlarge` | $0.1920 | $0.0653 |',
].join('\n');

describe('a static pool', () => {
  const pool = nodePool('fixed')
    .replace('  template:', '  replicas: 4\n  template:')
    .replace('    spec:', '    spec:\n      expireAfter: 720h')
    .replace('cpu: "1000"', 'nodes: "10"');
  const text = stream(pool, CLUSTER);

  test('tells how many nodes it keeps and what they cost', async () => {
    const client = await started(text);
    assert.equal(
      await shown(client, 'NodePool'),
      [
        '**NodePool `fixed`**',
        '**2 instance types** left of 1,339: $0.0960 to $0.1920 an hour on demand, $0.0326 to $0.0653 an hour spot.',
        PRICES,
        'Static: it keeps **4 nodes, $101.71/month**, whatever pods there are: spot $95.31, volumes $6.40.',
        BASIS,
      ].join('\n\n'),
    );
    assert.equal((await titles(client))[0], '$102/mo · 4 nodes · 2 types');
    await client.stop();
  });

  test('of more nodes than are simulated no cost is known', async () => {
    const client = await started(
      text.replace('replicas: 4', 'replicas: 3000').replace('nodes: "10"', 'nodes: "2500"'),
    );
    assert.match(
      await shown(client, 'NodePool'),
      /Static: it keeps \*\*2,500 nodes, cost not known\*\*, whatever/,
    );
    assert.equal((await titles(client))[0], 'cost not known · 2,500 nodes · 2 types');
    await client.stop();
  });

  test('its fields and requirements are told for its nodes', async () => {
    const client = await started(text);
    assert.match(
      await shown(client, '720h'),
      /^Each of its 4 nodes is replaced after 30 days: one every 7\.5 days/,
    );
    assert.match(await shown(client, 'karpenter.sh/capacity-type'), /The pool is left with 2\./);
    await client.stop();
  });
});

test('a pool of one capacity type has the prices of that one', async () => {
  const client = await started(CLUSTER.replace('["on-demand", "spot"]', '["on-demand"]'));
  const text = await shown(client, 'NodePool');
  assert.match(text, /\n\| cheapest \| on demand \/ h \|\n\|:--\|--:\|\n\| `m5\.large` \| \$0\.0960 \|\n/);
  assert.doesNotMatch(text, /spot \/ h/);
  await client.stop();
});

describe('a file that was never saved', () => {
  const UNSAVED = 'untitled:Untitled-1';

  test('says of what it refers to what is known: that it is not in this file', async () => {
    const client = await TestClient.start();
    client.open(UNSAVED, hpa('web'));
    const ofTarget = ({ code }: { code?: unknown }): boolean => code === 'hpa/target-exists';
    const diagnostics = await client.diagnostics(UNSAVED, (one) => one.diagnostics.some(ofTarget));
    assert.deepEqual(
      diagnostics.filter(ofTarget).map(({ message }) => message),
      ['no Deployment "web" in this file; what it belongs with is known once it is saved'],
    );
    const hover = await client.hover(UNSAVED, 'HorizontalPodAutoscaler');
    assert.match(hover?.contents.value ?? '', /it is not saved yet, and there is no NodePool in it\./);
    await client.stop();
  });
});

describe('what takes no part', () => {
  test('a refused pool and its requirements have no numbers', async () => {
    const client = await started(stream(nodePool('bad').replace('operator: In', 'operator: Inn'), CLUSTER));
    assert.match(
      await shown(client, 'NodePool'),
      /takes no part in the simulation: it is refused \(see its problems\)/,
    );
    assert.match(await shown(client, 'Inn'), /\n\nIts pool takes no part in the simulation\.$/);
    await client.stop();
  });

  test('a pool whose class is not there names it', async () => {
    const client = await started(stream(nodePool('general'), deployment('web', { replicas: 3 })));
    assert.match(
      await shown(client, 'NodePool'),
      /\*\*No instance type\*\* is left: its EC2NodeClass `default` is not among the files, or is refused\./,
    );
    await client.stop();
  });

  test('a pool of reserved capacity says that it is not simulated', async () => {
    const pool = nodePool('general').replace('["on-demand", "spot"]', '["reserved"]');
    const client = await started(stream(pool, nodeClass(), deployment('web', { replicas: 3 })));
    assert.match(
      await shown(client, 'NodePool'),
      /It wants reserved capacity: capacity reservations are not simulated\./,
    );
    await client.stop();
  });

  test('a refused scaler has no bounds, one without a target says so', async () => {
    const refused = hpa('web', { min: 0, max: 2 });
    const client = await started(stream(refused, CLUSTER));
    assert.match(
      await shown(client, 'HorizontalPodAutoscaler'),
      /\n\nIt takes no part in the simulation: see its problems\.$/,
    );
    await client.stop();
    const other = await started(stream(hpa('nowhere'), CLUSTER));
    assert.match(
      await shown(other, 'HorizontalPodAutoscaler'),
      /of `default\/nowhere`\*\*\n\nNo pod of its target is in/,
    );
    await other.stop();
  });

  test('a DaemonSet and a CronJob say where their cost is', async () => {
    const daemon = deployment('agent').replace('Deployment', 'DaemonSet').replace('  replicas: 2\n', '');
    const client = await started(stream(daemon, CLUSTER));
    assert.match(
      await shown(client, 'DaemonSet'),
      /`default\/agent`\*\*\n\nOne pod on each node that lets it in\./,
    );
    await client.stop();
  });

  test('a file without a pool says why it has no numbers', async () => {
    const client = await TestClient.start();
    client.open('all.yaml', deployment('web'));
    assert.match(
      await shown(client, 'Deployment'),
      /belongs to no cluster: there is no NodePool that can be read in its folder or above\./,
    );
    await client.stop();
  });
});

test('a pool that is half typed keeps its file in the cluster', async () => {
  const client = await started(CLUSTER);
  const solved = client.solved('ws');
  client.edit('all.yaml', 'operator: In', 'oper');
  await solved;
  assert.match(await shown(client, 'NodePool'), /takes no part in the simulation/);
  assert.deepEqual(await titles(client), ['3 pending']);
  const again = client.solved('ws');
  client.edit('all.yaml', 'oper', 'operator: In');
  await again;
  assert.deepEqual(await titles(client), ['$25/mo · 1 node · 2 types', '$25/mo · 3 pods']);
  await client.stop();
});

test('a workload leads to its pool, a pool to the pods without a node, a scaler to its target', async () => {
  const client = await started(stream(CLUSTER, deployment('huge', { cpu: '500' }), hpa('web')));
  assert.match(
    await shown(client, 'Deployment'),
    /3 pods on 1 node of \[`general`\]\(file:\/\/\/ws\/all\.yaml#L4\): /,
  );
  assert.match(
    await shown(client, 'NodePool'),
    /find no node: \[`default\/huge`\]\(file:\/\/\/ws\/all\.yaml#L62\)\./,
  );
  assert.match(
    await shown(client, 'HorizontalPod'),
    /of \[`default\/web`\]\(file:\/\/\/ws\/all\.yaml#L40\)\*\*/,
  );
  await client.stop();
});

test('a value of a requirement has its own words and those of the requirement', async () => {
  const client = await started(CLUSTER);
  const text = await shown(client, 'spot');
  assert.match(text, /^\*\*`spot`\*\*\n\nSpare capacity/);
  assert.match(lastPart(text), /^\*\*Requirement on `karpenter\.sh\/capacity-type`\*\*.*removes none/s);
  assert.ok(text.endsWith(BASIS));
  assert.doesNotMatch(await shown(client, 'm5.large'), /Requirement/);
  await client.stop();
});

test('the currency label stands before every amount', async () => {
  const client = await started(CLUSTER, { settings: { cost: { currencyLabel: 'EUR' } } });
  for (const word of ['NodePool', 'm5.large', 'Deployment', 'cpu: 500m']) {
    const text = await shown(client, word);
    assert.match(text, /EUR \d/, word);
    assert.doesNotMatch(text, /\$/, word);
  }
  assert.deepEqual(await hints(client), ['≈ m5.large EUR 0.0326/h spot', '≈ EUR 0.0960/h', '≈ EUR 0.1920/h']);
  assert.equal((await titles(client))[0], 'EUR 25/mo · 1 node · 2 types');
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: uri('all.yaml') },
    position: client.positionOf('all.yaml', 'm5.large'),
  });
  assert.match(items.find(({ label }) => label === 'm5.large')?.detail ?? '', /, EUR 0\.0960\/h$/);
  await client.stop();
});

test('a cost of which nothing is known is said so, not "at least nothing"', async () => {
  const windows = nodeClass().replace('al2023@v20260101', 'windows2022@latest');
  const client = await started(stream(nodePool('general'), windows, deployment('web', { replicas: 3 })), {
    settings: { region: 'eu-central-1' },
  });
  assert.deepEqual(await titles(client), ['cost not known · 1 node · 2 types', 'cost not known · 3 pods']);
  assert.match(
    await shown(client, 'NodePool'),
    /\*\*1 node, cost not known\*\*: spot not known, volumes not known\./,
  );
  assert.match(await shown(client, 'Deployment'), /: \*\*cost not known\*\*\.\n/);
  assert.match(await shown(client, 'cpu: 500m'), /\n\nIts cost is not known\./);
  await client.stop();
});

test('a pool in a cluster without workloads says why it has no nodes', async () => {
  const client = await started(stream(nodePool('general'), nodeClass()));
  assert.match(
    await shown(client, 'NodePool'),
    /No pod of `ws` is there to be placed, so it has no node\. Estimated at/,
  );
  assert.equal((await titles(client))[0], '$0/mo · 0 nodes · 2 types');
  await client.stop();
});
