import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentLinks } from '../../../server/src/authoring/documentLinks';
import { definitionsAt, referencesAt } from '../../../server/src/authoring/links/find';
import { symbolsOf, type DocumentSymbol } from '../../../server/src/authoring/symbols';
import { parseFile } from '../../../server/src/manifest/document';
import type { Range } from '../../../server/src/model/finding';
import { unmark } from '../../support/completion';

const FILES = {
  'classes.yaml':
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata:\n  name: default\nspec:\n  amiSelectorTerms:\n    - alias: al2023@v20250505\n',
  'pools.yaml':
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: general\nspec:\n  template:\n    spec:\n      nodeClassRef:\n        group: karpenter.k8s.aws\n        kind: EC2NodeClass\n        name: default\n      requirements:\n        - key: kubernetes.io/arch\n          operator: In\n          values: [amd64]\n',
  'web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    spec:\n      priorityClassName: high\n      nodeSelector:\n        karpenter.sh/nodepool: general\n      containers:\n        - name: app\n          volumeMounts:\n            - name: files\n              mountPath: /x\n      volumes:\n        - name: files\n          persistentVolumeClaim:\n            claimName: disk\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: disk\n  namespace: shop\n---\napiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata:\n  name: high\nvalue: 1\n',
  'scale.yaml':
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  scaleTargetRef:\n    name: web\n  triggers:\n    - type: aws-sqs-queue\n      metadata: {}\n      authenticationRef:\n        name: aws\n---\napiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata:\n  name: aws\n  namespace: shop\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: other\nspec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: web\n',
};
type FileName = keyof typeof FILES;

const parsed = Object.entries(FILES).map(([uri, text]) => [uri, parseFile({ uri, text })] as const);
const all = parsed.flatMap(([, manifests]) => manifests);

const place = (range: Range, uri: string): string =>
  `${uri}:${range.start.line + 1}:${range.start.character + 1}`;

/** The file's manifests and the cursor in the n-th occurrence of `near`. */
function at(file: FileName, near: string) {
  const { text, offset } = unmark(FILES[file].replace(near, `${near.slice(0, -1)}|${near.slice(-1)}`));
  const before = text.slice(0, offset).split('\n');
  const manifests = parsed.find(([uri]) => uri === file)?.[1] ?? [];
  return { manifests, position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

function definitions(file: FileName, near: string): string[] {
  const { manifests, position } = at(file, near);
  return definitionsAt(manifests, position, all).map(({ uri, range }) => place(range, uri));
}

function references(file: FileName, near: string, includeDeclaration = false): string[] {
  const { manifests, position } = at(file, near);
  return referencesAt(manifests, position, all, { includeDeclaration }).map(({ uri, range }) =>
    place(range, uri),
  );
}

describe('definitions', () => {
  test('across files, by kind and namespace', () => {
    assert.deepEqual(definitions('pools.yaml', 'name: default'), ['classes.yaml:4:9']);
    assert.deepEqual(definitions('scale.yaml', 'scaleTargetRef:\n    name: web'), ['web.yaml:4:9']);
    assert.deepEqual(definitions('scale.yaml', 'authenticationRef:\n        name: aws'), ['scale.yaml:18:9']);
    assert.deepEqual(definitions('web.yaml', 'claimName: disk'), ['web.yaml:25:9']);
    assert.deepEqual(definitions('web.yaml', 'priorityClassName: high'), ['web.yaml:31:9']);
    assert.deepEqual(definitions('web.yaml', 'karpenter.sh/nodepool: general'), ['pools.yaml:4:9']);
  });

  test('not in another namespace', () => {
    assert.deepEqual(definitions('scale.yaml', 'kind: Deployment\n    name: web'), []);
  });

  test('of a mounted volume, in the same object', () => {
    assert.deepEqual(definitions('web.yaml', '- name: files'), ['web.yaml:18:17']);
  });
});

describe('references', () => {
  test('from the name of the object and from any reference to it', () => {
    assert.deepEqual(references('classes.yaml', 'name: default'), ['pools.yaml:11:15']);
    assert.deepEqual(references('pools.yaml', 'name: general', true), ['pools.yaml:4:9', 'web.yaml:11:32']);
    assert.deepEqual(references('web.yaml', 'name: web'), ['scale.yaml:8:11']);
    assert.deepEqual(references('web.yaml', 'claimName: disk', true), ['web.yaml:25:9', 'web.yaml:20:24']);
  });
});

test('links lead from image aliases and triggers to their pages', () => {
  assert.deepEqual(
    documentLinks(all).map(({ target }) => target),
    [
      'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20250505',
      'https://keda.sh/docs/latest/scalers/aws-sqs/',
    ],
  );
});

describe('symbols', () => {
  const tree = (symbols: readonly DocumentSymbol[], depth: number): string[] =>
    symbols.flatMap(({ name, detail, children }) => [
      `${'  '.repeat(depth)}${name}${detail === '' ? '' : ` (${detail})`}`,
      ...tree(children, depth + 1),
    ]);

  test('objects, their fields, items by their names', () => {
    const shown = tree(symbolsOf(parsed.find(([uri]) => uri === 'pools.yaml')?.[1] ?? []), 0);
    assert.deepEqual(shown.slice(0, 6), [
      ...[
        'NodePool general (karpenter.sh/v1)',
        '  metadata',
        '    name (general)',
        '  spec',
        '    template',
        '      spec',
      ],
    ]);
    assert.ok(shown.includes('          kubernetes.io/arch (In amd64)'));
  });

  test('values that are no texts are left out', () => {
    const text = 'apiVersion: v1\nkind: A\nspec:\n  - {key: a, operator: In, values: [x, {b: c}, [d], 1]}\n';
    const shown = tree(symbolsOf(parseFile({ uri: 'a', text })), 0);
    assert.ok(shown.includes('    a (In x, 1)'), shown.join('\n'));
  });

  test('ranges hold their selection and their children', () => {
    const isWithin = (inner: Range, outer: Range): boolean =>
      compare(outer.start, inner.start) <= 0 && compare(inner.end, outer.end) <= 0;
    const compare = (a: Range['start'], b: Range['start']): number =>
      a.line - b.line || a.character - b.character;
    const verify = ({ range, selectionRange, children, name }: DocumentSymbol): void => {
      assert.ok(isWithin(selectionRange, range), name);
      for (const child of children) {
        assert.ok(isWithin(child.range, range), child.name);
        verify(child);
      }
    };
    const symbols = symbolsOf(all);
    assert.equal(symbols.length, all.length);
    symbols.forEach(verify);
  });
});

describe('Lists and selectors', () => {
  const LIST = `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      template:
        metadata:
          labels: {app: web}
        spec:
          priorityClassName: high
  - apiVersion: scheduling.k8s.io/v1
    kind: PriorityClass
    metadata: {name: high}
    value: 1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  selector:
    matchLabels: {app: web}
`;
  const manifests = parseFile({ uri: 'list.yaml', text: LIST });
  const positionOf = (near: string) => {
    const lines = LIST.slice(0, LIST.indexOf(near) + near.length - 1).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  const definitions = (near: string) =>
    definitionsAt(manifests, positionOf(near), manifests).map(({ range, uri }) => place(range, uri));

  test('an item refers to another', () => {
    assert.deepEqual(definitions('priorityClassName: high'), ['list.yaml:15:22']);
  });

  test('a budget leads to the workloads that it selects, and they to it', () => {
    assert.deepEqual(definitions('matchLabels: {app: web'), ['list.yaml:6:22']);
    assert.deepEqual(definitions('  selector'), ['list.yaml:6:22']);
    const found = referencesAt(manifests, positionOf('metadata: {name: web'), manifests, {
      includeDeclaration: false,
    });
    assert.deepEqual(
      found.map(({ range, uri }) => place(range, uri)),
      ['list.yaml:22:3'],
    );
  });

  test('the outline shows the objects of a List', () => {
    const [list, budget] = symbolsOf(manifests);
    assert.deepEqual(
      list?.children.map(({ name }) => name),
      ['Deployment web', 'PriorityClass high'],
    );
    assert.equal(budget?.name, 'PodDisruptionBudget web');
  });

  test('in JSON, too', () => {
    const text =
      '{"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "a"}, "spec": {"limits": {"cpu": "1"}}}';
    const [pool] = symbolsOf(parseFile({ uri: 'a.json', text }));
    assert.equal(pool?.name, 'NodePool a');
    assert.deepEqual(
      pool.children.map(({ name }) => name),
      ['metadata', 'spec'],
    );
  });
});

test('every kind of reference leads to its object, in each direction', () => {
  const target = (kind: string, apiVersion = 'v1'): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: it\n`;
  const source = (apiVersion: string, kind: string, spec: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: from\nspec:\n${spec}`;
  const keda = (kind: string, spec: string): string => source('keda.sh/v1alpha1', kind, spec);
  const buffer = (spec: string): string => source('autoscaling.x-k8s.io/v1beta1', 'CapacityBuffer', spec);
  const trigger = '  triggers:\n    - type: kafka\n      authenticationRef:\n        ';
  const cases: [string, string][] = [
    [keda('ScaledJob', `${trigger}name: it\n`), target('TriggerAuthentication', 'keda.sh/v1alpha1')],
    [
      keda('ScaledObject', `${trigger}kind: ClusterTriggerAuthentication\n        name: it\n`),
      target('ClusterTriggerAuthentication', 'keda.sh/v1alpha1'),
    ],
    [
      keda('TriggerAuthentication', '  boundServiceAccountToken:\n    - serviceAccountName: it\n'),
      target('ServiceAccount'),
    ],
    [
      keda('ClusterTriggerAuthentication', '  secretTargetRef:\n    - name: it\n'),
      target('Secret').replace('  name: it', '  name: it\n  namespace: keda'),
    ],
    [
      keda('ScaledObject', '  scaleTargetRef:\n    kind: StatefulSet\n    name: it\n'),
      target('StatefulSet', 'apps/v1'),
    ],
    [buffer('  podTemplateRef:\n    name: it\n'), target('PodTemplate')],
    [buffer('  scalableRef:\n    kind: Deployment\n    name: it\n'), target('Deployment', 'apps/v1')],
    [
      source(
        'autoscaling.alibabacloud.com/v1beta1',
        'CronHorizontalPodAutoscaler',
        '  scaleTargetRef:\n    kind: Deployment\n    name: it\n',
      ),
      target('Deployment', 'apps/v1'),
    ],
    [
      source('v1', 'PersistentVolumeClaim', '  storageClassName: it\n'),
      target('StorageClass', 'storage.k8s.io/v1'),
    ],
  ];
  for (const [from, to] of cases) {
    const [one, other] = [parseFile({ uri: 'from', text: from }), parseFile({ uri: 'to', text: to })];
    const line = from.split('\n').findIndex((text) => /: it$/.test(text));
    const position = { line, character: (from.split('\n')[line] ?? '').length - 1 };
    const objects = [...one, ...other];
    const found = definitionsAt(one, position, objects).map(({ uri, range }) => place(range, uri));
    assert.deepEqual(found, ['to:4:9'], from);
    const back = referencesAt(other, { line: 3, character: 9 }, objects, { includeDeclaration: false });
    assert.deepEqual(
      back.map(({ uri, range }) => `${uri}:${range.start.line}`),
      [`from:${line}`],
      from,
    );
  }
});
