// Hovers, lenses and hints where numbers are easily misread: conflicts, limits that are too low, Windows, what takes no part.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeLens, InlayHint } from 'vscode-languageserver-protocol';
import { started } from '../support/detailedClient';
import { uri, type TestClient } from '../support/lspClient';
import { deployment, hpa, nodeClass, nodePool, stream } from '../support/manifests';

const WEB = deployment('web', { replicas: 3 });
const CLUSTER = stream(nodePool('general'), nodeClass(), WEB);

const shown = async (client: TestClient, text: string): Promise<string> =>
  (await client.hover('all.yaml', text))?.contents.value ?? '';

/** The hover of one place of a cluster of its own. */
async function hoverOf(cluster: string, text: string): Promise<string> {
  const client = await started(cluster);
  const hover = await shown(client, text);
  await client.stop();
  return hover;
}

describe('a requirement', () => {
  test('that removes nothing alone may leave nothing beside another', async () => {
    const pool = nodePool('general')
      .replace(
        '      requirements:',
        '      requirements:\n        - {key: karpenter.sh/capacity-type, operator: NotIn, values: [on-demand]}',
      )
      .replace('["on-demand", "spot"]', '[on-demand]');
    assert.match(
      await hoverOf(
        stream(pool, nodeClass(), WEB),
        'key: karpenter.sh/capacity-type\n          operator: In',
      ),
      /Alone it removes none of 1,339 instance types; beside the other requirements \*\*2\*\*\. The pool is left with 0\./,
    );
  });

  test('of a pool without its node class leaves nothing to launch, as lens and pool say', async () => {
    const client = await started(stream(nodePool('general'), WEB));
    const text = /\*\*No instance type\*\* is left: its EC2NodeClass `default` is not among the files/;
    assert.match(await shown(client, 'karpenter.sh/capacity-type'), text);
    assert.match(await shown(client, 'NodePool'), text);
    const [lens] = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: uri('all.yaml') },
    });
    assert.equal(lens?.command?.title, '$0/mo · 0 nodes · 0 types');
    await client.stop();
  });
});

describe('limits of a pool without nodes', () => {
  const limited = (cpu: string): string =>
    stream(nodePool('general').replace('cpu: "1000"', `cpu: "${cpu}"`), nodeClass());

  test('count the cheapest type of which a node fits', async () => {
    // An m5.large has 2 CPUs, and is the cheaper one.
    assert.match(
      await hoverOf(limited('5'), 'NodePool'),
      /\$\d+\.\d\d\/month\*\*, with nodes of `m5\.large`/,
    );
  });

  test('that hold no node say so, and do not cost $0', async () => {
    const text = await hoverOf(limited('1'), 'NodePool');
    assert.match(text, /so it has no node\. No node fits into its limits\./);
    assert.doesNotMatch(text, /\$0\.00/);
  });
});

test('a Windows pool says that its types are told at Linux prices', async () => {
  const windows = nodeClass().replace('al2023@v20260101', 'windows2022@latest');
  const text = await hoverOf(stream(nodePool('general'), windows, WEB), 'NodePool');
  assert.match(
    text,
    /an hour spot\. Karpenter decides by these Linux prices; the nodes below are billed with/,
  );
  assert.match(text, / · Windows of 2025-05-28 · EBS of /);
  assert.doesNotMatch(await hoverOf(CLUSTER, 'NodePool'), /Linux|Windows/);
});

describe('a workload', () => {
  test('that takes no part says why', async () => {
    const job =
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec:\n  suspend: true\n  template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}\n';
    const pod = (spec: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: alone}\nspec: {${spec}, containers: [{name: a, image: a}]}\n`;
    const cases = [
      [job, 'kind: Job', /: it is suspended\./],
      [pod('schedulingGates: [{name: a.b/c}]'), 'kind: Pod', /: scheduling gates hold its pods back\./],
      [pod('nodeName: n1'), 'kind: Pod', /: its pods say which node they run on\./],
      [
        WEB.replace('name: web', 'name: bad').replace('replicas: 3', 'replicas: -3'),
        'kind: Deployment',
        /: it is refused \(see its problems\)\./,
      ],
    ] as const;
    for (const [text, kind, why] of cases) assert.match(await hoverOf(stream(text, CLUSTER), kind), why);
  });

  test('of a bill that is a lower bound says so of each amount', async () => {
    const unknown = nodeClass().replace(
      '  role:',
      '  blockDeviceMappings: [{deviceName: /dev/xvda, ebs: {volumeSize: 50Gi, volumeType: io2, iops: 500}}]\n  role:',
    );
    const cluster = stream(nodePool('general'), unknown, WEB);
    assert.match(
      await hoverOf(cluster, 'kind: Deployment'),
      /\*\*at least \$23\.83\/month\*\*, 25 % of what is known of the bill; at least \$7\.94\/month a replica\./,
    );
    assert.match(
      await hoverOf(cluster, 'cpu: 500m'),
      /\*\*at least \$7\.94\/month\*\* a replica, at least \$23\.83\/month for 3 replicas, 25 % of what is known/,
    );
  });
});

describe('a scaler', () => {
  const titles = async (client: TestClient): Promise<(string | undefined)[]> => {
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: uri('all.yaml') },
    });
    return lenses.map(({ command }) => command?.title);
  };

  test('whose pods do not all find a node says how many, in hover and lens', async () => {
    const limited = nodePool('general').replace('cpu: "1000"', 'cpu: "4"');
    const client = await started(stream(limited, nodeClass(), WEB, hpa('web', { min: 2, max: 3000 })));
    assert.match(
      await shown(client, 'HorizontalPodAutoscaler'),
      /- maximum: 7 pods \(of 3,000; the others find no node\), \*\*\$\d/,
    );
    assert.match((await titles(client)).at(-1) ?? '', /now · \$\d+\/mo at maximum \(2,993 pending\)$/);
    await client.stop();
  });

  test('beside another one of its target has the bounds that count', async () => {
    const second = hpa('web', { min: 1, max: 4 }).replace('name: web', 'name: second');
    const client = await started(
      stream(nodePool('general'), nodeClass(), WEB, hpa('web', { max: 9 }), second),
    );
    assert.match(
      await shown(client, 'HorizontalPodAutoscaler'),
      /- minimum: 1 pod, .*\n- now: 3 pods, .*\n- maximum: 4 pods, .*\n\nAt minimum and maximum every scaler of the cluster is at its own\./,
    );
    await client.stop();
  });

  test('of which no pod runs now has no cost now, and one when it scales', async () => {
    const huge = deployment('huge', { replicas: 1, cpu: '900' });
    const client = await started(
      stream(nodePool('general'), nodeClass(), WEB.replace('replicas: 3', 'replicas: 0'), hpa('web')),
    );
    assert.match(
      await shown(client, 'HorizontalPodAutoscaler'),
      /- now: no pods, nothing\n- maximum: 6 pods,/,
    );
    await client.stop();
    const other = await started(
      stream(nodePool('general'), nodeClass(), WEB, huge, hpa('web'), hpa('huge', { max: 3 })),
    );
    assert.equal((await titles(other)).length, 4);
    await other.stop();
  });
});

test('what is filled in later is told as not known', async () => {
  const pool = nodePool('general', { types: '"${TYPE}", "m5.large"' }).replace(
    '  limits:',
    '  disruption:\n    consolidateAfter: 5m\n    budgets:\n      - {nodes: "${COUNT}", schedule: "${WHEN}", duration: 1h}\n  limits:',
  );
  const client = await started(stream(pool, nodeClass().replace('v20260101', '${AMI}'), WEB));
  assert.match(
    await shown(client, 'NodePool'),
    /spot\. Requirements that are filled in later are not counted\./,
  );
  assert.match(
    await shown(client, 'node.kubernetes.io/instance-type'),
    /What is filled in later is not known, so it is not counted\. The pool is left with 1,339\./,
  );
  assert.match(await shown(client, 'karpenter.sh/capacity-type'), /It removes none of 1,339/);
  assert.match(
    await shown(client, 'schedule:'),
    /\*\*Budget 1\*\* · how many nodes it lets go is filled in later\n\nWhen it is active is filled in later\./,
  );
  assert.match(await shown(client, 'al2023@'), /Which release it follows is filled in later\./);
  await client.stop();
});

test('a sidecar has its part of a replica as a container has, an init container that ends has none', async () => {
  const withInit = WEB.replace(
    '      containers:',
    '      initContainers:\n        - {name: ends, image: a, resources: {requests: {memory: 1Mi}}}\n' +
      '        - {name: stays, image: a, restartPolicy: Always, resources: {requests: {cpu: 500m, memory: 512Mi}}}\n      containers:',
  );
  const client = await started(stream(nodePool('general'), nodeClass(), withInit));
  const text = await shown(client, 'cpu: 500m, memory: 512Mi');
  assert.match(text, /\*\*Container `stays` of `default\/web`\*\*\n\nIts requests are 50 % of its pod's: /);
  assert.match(await shown(client, 'requests:\n'), /Its requests are 50 % of its pod's: .* % of the bill\./);
  assert.doesNotMatch(await shown(client, 'memory: 1Mi'), /replica/);
  await client.stop();
});

test('a hint says where and of when its price is', async () => {
  const client = await started(CLUSTER);
  const found = await client.request<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri: uri('all.yaml') },
    range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
  });
  assert.deepEqual(
    [...new Set(found.map(({ tooltip }) => tooltip))],
    ['us-east-1 · on demand of 2026-07-20 · spot of 2025-06-28'],
  );
  await client.stop();
});
