// `simulate --cluster-context` against an API server over real HTTPS: what is asked, what is made of it, and what is said
// when something lacks.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readCluster } from '../../../server/src/clusterView';
import { CommandLineFolder, type Run } from '../../support/commandLine';
import { canFakePrograms, fakeProgram } from '../../support/fakeProgram';
import { KubernetesApi, tlsFile, type FakeCluster } from '../../support/kubernetesApi';
import { kubeconfig, LISTS, NODE, POOL, pod } from '../../support/runningCluster';

const folder = new CommandLineFolder();
after(() => folder.remove());

const TOKEN = { token: 'secret' };

interface Setup {
  readonly cluster?: Partial<FakeCluster>;
  readonly user?: object;
  readonly server?: object;
  readonly security?: 'tls' | 'plain';
  readonly words?: readonly string[];
}

/** Runs `simulate` with a kubeconfig of its own. */
async function simulate(setup: Setup): Promise<Run & { readonly requests: readonly string[] }> {
  const api = new KubernetesApi({ lists: LISTS, ...TOKEN, ...setup.cluster }, setup.security);
  const url = await api.start();
  const context = { url, user: setup.user ?? TOKEN, ...(setup.server ? { server: setup.server } : {}) };
  const file = folder.write('kubeconfig', kubeconfig({ test: context }));
  const words = ['simulate', '--cluster-context', 'test', '--kubeconfig', file, ...(setup.words ?? [])];

  try {
    const run = await folder.run(words, {
      readCluster: (request) => readCluster({ ...request, environment: { PATH: process.env['PATH'] } }),
    });
    return { ...run, requests: api.requests };
  } finally {
    await api.stop();
  }
}

interface Answer {
  readonly nodeClaims: readonly { readonly pods: object }[];
  readonly running: { readonly nodeCount: number; readonly placed: readonly object[] };
  readonly unschedulable: readonly object[];
}

const answerOf = ({ out }: Run): Answer => JSON.parse(out) as Answer;
const JSON_WORDS = { words: ['--format', 'json'] };

describe('what runs', () => {
  test('pending pods take what room there is, and new nodes for the rest', async () => {
    const run = await simulate(JSON_WORDS);
    assert.equal(run.err, '');
    assert.equal(run.status, 0);
    const { running, nodeClaims, unschedulable } = answerOf(run);
    assert.deepEqual(running, { nodeCount: 1, placed: [{ node: 'ip-1', pods: { 'shop/web': 1 } }] });
    assert.deepEqual(
      nodeClaims.map(({ pods }) => pods),
      [{ 'shop/web': 1 }],
    );
    assert.deepEqual(unschedulable, []);
  });

  test('nodes that are initialized are asked first, whatever they are called', async () => {
    const starting = {
      ...NODE,
      metadata: {
        name: 'ip-0',
        labels: {
          ...NODE.metadata.labels,
          'karpenter.sh/registered': 'true',
          'karpenter.sh/initialized': 'false',
        },
      },
    };
    const lists = {
      ...LISTS,
      '/api/v1/nodes': [starting, NODE],
      '/apis/karpenter.sh/v1/nodeclaims': [{ metadata: { name: 'c' }, status: { nodeName: 'ip-0' } }],
    };
    const { running } = answerOf(await simulate({ ...JSON_WORDS, cluster: { lists } }));
    assert.deepEqual(running.placed, [
      { node: 'ip-0', pods: { 'shop/web': 1 } },
      { node: 'ip-1', pods: { 'shop/web': 1 } },
    ]);
    const small = { ...LISTS['/api/v1/pods'][1] };
    const one = { ...lists, '/api/v1/pods': [small] };
    const { running: alone } = answerOf(await simulate({ ...JSON_WORDS, cluster: { lists: one } }));
    assert.deepEqual(alone.placed, [{ node: 'ip-1', pods: { 'shop/web': 1 } }]);
  });

  test('nothing but lists is asked for, each once', async () => {
    const { requests } = await simulate(JSON_WORDS);
    assert.equal(requests.length, Object.keys(LISTS).length);
    assert.ok(requests.every((request) => request.startsWith('GET ') && request.includes('limit=500')));
    assert.ok(requests.some((request) => request.includes('fieldSelector=status.phase%21%3DSucceeded')));
  });

  test('long lists come in pages', async () => {
    const whole = await simulate(JSON_WORDS);
    const paged = await simulate({ ...JSON_WORDS, cluster: { pageSize: 1 } });
    assert.equal(paged.out, whole.out);
    assert.equal(paged.requests.filter((request) => request.includes('/pods?')).length, 3);
    assert.ok(paged.requests.some((request) => request.includes('continue=2')));
  });

  test('pages that expire are asked for again, from the start', async () => {
    const special = {
      '/api/v1/pods': (count: number) => (count === 1 ? { status: 410, body: '{}' } : undefined),
    };
    const whole = await simulate(JSON_WORDS);
    const { out } = await simulate({ ...JSON_WORDS, cluster: { pageSize: 1, special } });
    assert.equal(out, whole.out);
  });

  test('workloads of files ask for what does not run yet', async () => {
    const workload = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: pod('x', '500m').spec.containers },
        },
      },
    };
    const file = folder.write('web.json', JSON.stringify(workload));
    const { running, nodeClaims } = answerOf(await simulate({ words: ['--format', 'json', file] }));
    assert.deepEqual(running.placed, [{ node: 'ip-1', pods: { 'shop/web': 1 } }]);
    assert.deepEqual(nodeClaims, []);
  });

  test('a NodePool of the files counts before the one that runs', async () => {
    const pool = {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'general' },
      spec: { ...POOL.spec, limits: { cpu: '3' } },
    };
    const file = folder.write('pool.json', JSON.stringify(pool));
    const run = await simulate({ words: ['--format', 'json', file] });
    assert.equal(run.status, 1);
    const { unschedulable } = answerOf(run);
    assert.match(JSON.stringify(unschedulable), /"workload":"shop\/web","count":1/);
  });

  test('people read how many nodes run and what is added', async () => {
    const { out } = await simulate({});
    assert.match(out, /^1 node running; 1 of them takes pods: 1 x shop\/web\.\n1 node would be added:\n/);
    assert.doesNotMatch(out, /control plane +\$/);
  });
});

test('Markdown says what runs', async () => {
  const { out } = await simulate({ words: ['--format', 'markdown'] });
  assert.match(out, /^### Dryfit: 1 new node, /);
  assert.match(out, /\n1 node running, of which 1 would take 1 pod\.\n/);
});

describe('rights and credentials', () => {
  const forbid = (path: string) => ({ cluster: { forbidden: [path] } });

  test('what is needed and may not be listed is named, with where the rights are written', async () => {
    const { status, out, err } = await simulate(forbid('/apis/karpenter.sh/v1/nodepools'));
    assert.deepEqual([status, out], [2, '']);
    assert.equal(
      err,
      'dryfit: cluster test: you may not list nodepools.karpenter.sh: docs/cluster.md has the ClusterRole to grant\n',
    );
  });

  test('without what is not needed the simulation goes on, and says so', async () => {
    const { status, err } = await simulate(forbid('/apis/apps/v1/daemonsets'));
    assert.equal(status, 0);
    assert.match(err, /you may not list daemonsets\.apps: .*; the simulation goes on without\n$/);
  });

  test('a cluster without Karpenter is told', async () => {
    const { '/apis/karpenter.sh/v1/nodepools': _, ...lists } = LISTS;
    const { err } = await simulate({ cluster: { lists } });
    assert.match(err, /it has no nodepools\.karpenter\.sh: is Karpenter 1\.x installed there\?/);
  });

  test('a token that is not taken', async () => {
    const { status, err } = await simulate({ user: { token: 'old' } });
    assert.equal(status, 2);
    assert.match(err, /does not take the credentials: log in again/);
  });

  test('a token in a file, a client certificate, and one inside the kubeconfig', async () => {
    const data = (name: string): string => readFileSync(tlsFile(name)).toString('base64');
    folder.write('token', 'secret\n');
    const users = [
      { tokenFile: 'token' },
      { 'client-certificate': tlsFile('client.pem'), 'client-key': tlsFile('client.key') },
      { 'client-certificate-data': data('client.pem'), 'client-key-data': data('client.key') },
    ];
    for (const user of users) assert.equal((await simulate({ user })).err, '', JSON.stringify(user));
  });

  test('a server whose certificate is not trusted gets nothing', async () => {
    const { status, err, requests } = await simulate({ server: { 'certificate-authority': undefined } });
    assert.equal(status, 2);
    assert.match(err, /its certificate is not trusted/);
    assert.deepEqual(requests, []);
    const skipped = await simulate({ server: { 'insecure-skip-tls-verify': true } });
    assert.match(
      skipped.err,
      /skips the check of the server's certificate: give its cluster a certificate-authority/,
    );
    assert.deepEqual(skipped.requests, []);
  });

  test('the name in the certificate may be another one than the URL has', async () => {
    assert.equal((await simulate({ server: { 'tls-server-name': 'kubernetes' } })).err, '');
    assert.match((await simulate({ server: { 'tls-server-name': 'other' } })).err, /not trusted/);
  });

  test('plain HTTP serves on this machine, for kubectl proxy', async () => {
    assert.equal((await simulate({ security: 'plain' })).err, '');
  });

  test('a server that cannot be reached', async () => {
    const { status, err } = await simulate({ server: { server: 'https://127.0.0.1:9' } });
    assert.equal(status, 2);
    assert.match(err, /it cannot be reached/);
  });

  test('an answer that is no list', async () => {
    const special = { '/api/v1/nodes': () => ({ status: 500, body: '{"message":"etcd is down"}' }) };
    assert.match((await simulate({ cluster: { special } })).err, /the server answers 500: etcd is down/);
  });

  test('a credential program runs only when that is allowed', { skip: !canFakePrograms }, async () => {
    const bin = join(folder.root, 'bin');
    fakeProgram(
      bin,
      'aws',
      `const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
       const token = words[0] === 'eks' && process.env.PROFILE === 'p' && spec.interactive === false ? 'secret' : 'wrong';
       process.stdout.write(JSON.stringify({ kind: 'ExecCredential', status: { token } }));`,
    );
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: './bin/aws',
      args: ['eks', 'get-token'],
      env: [{ name: 'PROFILE', value: 'p' }],
    };
    const refused = await simulate({ user: { exec } });
    assert.equal(refused.status, 2);
    assert.match(refused.err, /credentials from a program \(\.\/bin\/aws\): allow that with --cluster-exec/);
    assert.deepEqual(refused.requests, []);
    assert.equal((await simulate({ user: { exec }, words: ['--cluster-exec'] })).err, '');
  });

  test('contexts that are not there', async () => {
    const kubeconfig = folder.write('other', 'contexts: [{name: a, context: {cluster: x, user: y}}]\n');
    const words = ['simulate', '--kubeconfig', kubeconfig, '--cluster-context'];
    const read = (name: string) =>
      folder.run([...words, name], {
        readCluster: (request) => readCluster({ ...request, environment: {} }),
      });
    assert.match((await read('b')).err, /no context b: one of a/);
    assert.match((await read('a')).err, /names a cluster that the kubeconfig does not have/);
  });
});

describe('arguments', () => {
  for (const [words, message] of [
    [['check', '--cluster-context', 'a', 'x'], /--cluster-context works with simulate/],
    [['simulate', '--cluster-exec', 'x'], /work with --cluster-context/],
    [['simulate', '--cluster-context', 'a', '--after-scale-down'], /leave out one of the two/],
  ] as const)
    test(words.join(' '), async () => {
      const { status, err } = await folder.run(words);
      assert.equal(status, 2);
      assert.match(err, message);
    });
});

test('the program has the bundle that reads clusters', () => {
  const words = ['simulate', '--cluster-context', 'a', '--kubeconfig', join(folder.root, 'gone')];
  const { status, stderr } = spawnSync(process.execPath, ['server/out/cli.js', ...words], {
    encoding: 'utf8',
  });
  assert.equal(status, 2);
  assert.match(stderr, /^dryfit: kubeconfig .*gone cannot be read: ENOENT/);
});
