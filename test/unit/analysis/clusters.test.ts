import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findClusters,
  type ClusterFolder,
  type ClusterSettings,
} from '../../../server/src/analysis/clusters/clusters';
import { fileFacts, summedFacts } from '../../../server/src/analysis/clusters/fileFacts';
import { parseFile } from '../../../server/src/manifest/document';
import { deployment, hpa, nodeClass, nodePool, stream } from '../../support/manifests';

const ROOT = 'file:///ws';

const folder = (clusters: ClusterSettings = {}, key = ROOT, name = 'ws'): ClusterFolder => ({
  key,
  name,
  clusters,
});

/** Clusters of files given by path below the workspace, as name -> paths. */
function clusters(
  files: Readonly<Record<string, string>>,
  folders: readonly ClusterFolder[] = [folder()],
): Record<string, string[]> {
  const inputs = Object.entries(files).map(([path, text]) => {
    const key = path.includes(':') ? path : `${ROOT}/${path}`;
    return { key, facts: fileFacts(parseFile({ uri: key, text }).map(({ value }) => value)) };
  });
  const found = findClusters(inputs, folders);
  const summed = inputs.map(({ key, facts }) => ({ key, facts: summedFacts(facts) }));
  assert.deepEqual(findClusters(summed, folders), found, 'large files, whose facts are summed up');
  return Object.fromEntries(
    found.map(({ name, keys }) => [name, keys.map((key) => key.replace(`${ROOT}/`, ''))]),
  );
}

test('each folder that holds a NodePool is a cluster, with what lies below it', () => {
  const files = {
    'staging/pool.yaml': nodePool('general'),
    'staging/apps/web.yaml': deployment('web'),
    'production/pool.yaml': nodePool('general'),
    'production/web.yaml': deployment('web'),
    'elsewhere/web.yaml': deployment('other'),
  };
  assert.deepEqual(clusters(files), {
    production: ['production/pool.yaml', 'production/web.yaml'],
    staging: ['staging/apps/web.yaml', 'staging/pool.yaml'],
  });
});

test('a List holds its objects, as kubectl prints them', () => {
  const item = (text: string): string => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`;
  const list = (...texts: string[]): string =>
    `apiVersion: v1\nkind: List\nitems:\n${texts.map(item).join('')}`;
  const files = {
    'live/all.yaml': list(nodePool('general'), deployment('web')),
    'shared/class.yaml': list(nodeClass('default')),
    'shared/empty.yaml': 'apiVersion: v1\nkind: List\n',
  };
  assert.deepEqual(clusters(files), { live: ['live/all.yaml', 'shared/class.yaml'] });
});

test('a nested cluster folder keeps its files to itself', () => {
  const files = {
    'pool.yaml': nodePool('general'),
    'web.yaml': deployment('web'),
    'edge/pool.yaml': nodePool('edge'),
    'edge/web.yaml': deployment('web'),
  };
  assert.deepEqual(clusters(files), {
    edge: ['edge/pool.yaml', 'edge/web.yaml'],
    ws: ['pool.yaml', 'web.yaml'],
  });
});

test('a node class outside serves every cluster that names it', () => {
  const files = {
    'shared/class.yaml': nodeClass('default'),
    'staging/pool.yaml': nodePool('a'),
    'production/pool.yaml': nodePool('b'),
    'other/pool.yaml': nodePool('c', { className: 'another' }),
  };
  assert.deepEqual(clusters(files), {
    other: ['other/pool.yaml'],
    production: ['production/pool.yaml', 'shared/class.yaml'],
    staging: ['shared/class.yaml', 'staging/pool.yaml'],
  });
});

test('a workload outside that asks for a pool joins its cluster, and brings its scaler', () => {
  const files = {
    'karpenter/pool.yaml': nodePool('batch', { labels: '{ tier: batch }' }),
    'apps/a.yaml': deployment('a', { nodeSelector: '{ tier: batch }' }),
    'apps/b.yaml': deployment('b', { nodeSelector: '{ karpenter.sh/nodepool: batch }' }),
    'apps/c.yaml': deployment('c'),
    'scaling/a.yaml': hpa('a'),
    'scaling/c.yaml': hpa('c'),
  };
  assert.deepEqual(clusters(files), {
    karpenter: ['apps/a.yaml', 'apps/b.yaml', 'karpenter/pool.yaml', 'scaling/a.yaml'],
  });
});

test('a workload that could be staging or production is in neither', () => {
  const files = {
    'staging/pool.yaml': nodePool('batch'),
    'production/pool.yaml': nodePool('batch'),
    'apps/a.yaml': deployment('a', { nodeSelector: '{ karpenter.sh/nodepool: batch }' }),
  };
  assert.deepEqual(clusters(files), { production: ['production/pool.yaml'], staging: ['staging/pool.yaml'] });
});

test('the setting decides alone: globs, exclusions, shared bases', () => {
  const settings = {
    production: { include: ['production/**', 'base/**'], exclude: ['**/old/**'] },
    staging: { include: ['staging', 'base'], exclude: [] },
  };
  const files = {
    'base/pool.yaml': nodePool('general'),
    'production/web.yaml': deployment('web'),
    'production/old/web.yaml': deployment('web'),
    'staging/web.yaml': deployment('web'),
    'other/pool.yaml': nodePool('other'),
  };
  assert.deepEqual(clusters(files, [folder(settings)]), {
    production: ['base/pool.yaml', 'production/web.yaml'],
    staging: ['base/pool.yaml', 'staging/web.yaml'],
  });
});

test('workspace folders are never mixed, and their names keep clusters apart', () => {
  const folders = [folder({}, 'file:///one', 'one'), folder({}, 'file:///two', 'two')];
  const files = {
    'file:///one/k/pool.yaml': nodePool('a'),
    'file:///two/k/pool.yaml': nodePool('a'),
    'file:///two/pool.yaml': nodePool('b'),
  };
  assert.deepEqual(Object.keys(clusters(files, folders)), ['one/k', 'two', 'two/k']);
});

test('without a workspace folder, open files of one folder make a cluster', () => {
  const files = { 'file:///tmp/a/all.yaml': stream(nodePool('a'), deployment('web')) };
  assert.deepEqual(clusters(files, []), { a: ['file:///tmp/a/all.yaml'] });
});

test('pools and workloads are counted', () => {
  const text = stream(nodePool('a'), nodePool('b'), nodeClass(), deployment('web'), hpa('web'));
  const facts = fileFacts(parseFile({ uri: 'file:///ws/all.yaml', text }).map(({ value }) => value));
  const [cluster] = findClusters([{ key: 'file:///ws/all.yaml', facts }], [folder()]);
  assert.deepEqual([cluster?.nodePoolCount, cluster?.workloadCount], [2, 1]);
});

const kustomization = (...resources: string[]): string =>
  `kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nresources: [${resources.join(', ')}]\n`;

test('an overlay is a cluster with the bases that it includes; the base alone is none', () => {
  const files = {
    'base/kustomization.yaml': kustomization('pool.yaml', '../shared'),
    'base/pool.yaml': nodePool('general'),
    'shared/kustomization.yaml': 'resources:\n  - web.yaml\n',
    'shared/web.yaml': deployment('web'),
    'overlays/prod/kustomization.yaml': kustomization('../../base', 'more.yaml'),
    'overlays/prod/more.yaml': deployment('more'),
    'overlays/staging/kustomization.yaml': kustomization('../../base'),
  };
  const base = ['base/kustomization.yaml', 'base/pool.yaml'];
  const shared = ['shared/kustomization.yaml', 'shared/web.yaml'];
  assert.deepEqual(clusters(files), {
    'overlays/prod': [...base, 'overlays/prod/kustomization.yaml', 'overlays/prod/more.yaml', ...shared],
    'overlays/staging': [...base, 'overlays/staging/kustomization.yaml', ...shared],
  });
});

test('a kustomization in a cluster folder pulls applications in; remote and outer ones are ignored', () => {
  const files = {
    'prod/pool.yaml': nodePool('general'),
    'prod/apps/kustomization.yaml': kustomization(
      '../../apps/web.yaml',
      'https://example.com/x',
      '../../../out',
    ),
    'apps/web.yaml': deployment('web'),
    'apps/other.yaml': deployment('other'),
  };
  assert.deepEqual(clusters(files), {
    prod: ['apps/web.yaml', 'prod/apps/kustomization.yaml', 'prod/pool.yaml'],
  });
});

test('patches are no objects of their own, circles end', () => {
  const files = {
    'a/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [pool.yaml, b]\npatches: [{ path: patch.yaml }]\n',
    'a/pool.yaml': nodePool('general'),
    'a/patch.yaml': deployment('web'),
    'a/b/kustomization.yaml': kustomization('../../a'),
  };
  assert.deepEqual(clusters(files), {
    a: ['a/b/kustomization.yaml', 'a/kustomization.yaml', 'a/pool.yaml'],
  });
});
