/** New objects, taken as they are: together with the workloads that they are for, nothing is found in them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { check } from '../../../server/src/api';
import { NEW_OBJECTS } from '../../../server/src/authoring/completion/newObjects';
import { acceptAt, expand, labelsAt } from '../../support/completion';
import { NAMED } from './namedSpecs';

interface Snippet {
  readonly prefix: readonly string[];
  readonly body: readonly string[];
}

const SNIPPETS = JSON.parse(readFileSync('client/snippets/dryfit.json', 'utf8')) as Record<string, Snippet>;

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      terminationGracePeriodSeconds: 30
      nodeSelector: {kubernetes.io/arch: amd64}
      containers:
        - name: ${name}
          image: registry.example.com/${name}:1
          resources:
            requests: {cpu: 500m, memory: 1Gi}
            limits: {memory: 1Gi}`;

const body = (title: string): string => expand(NEW_OBJECTS.find((one) => one.title === title)?.body ?? '');

/** Objects that belong together. Two scalers of one target would not. */
const CLUSTERS: readonly (readonly string[])[] = [
  ['Karpenter NodePool', 'Karpenter EC2NodeClass', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'],
  ['KEDA ScaledObject by schedule', 'PodDisruptionBudget'],
  ['KEDA ScaledObject by SQS queue'],
  ['KEDA ScaledJob by SQS queue'],
];

describe('new objects', () => {
  for (const titles of CLUSTERS)
    test(titles.join(', '), () => {
      const text = [...titles.map(body), deployment('web'), deployment('worker')].join('\n---\n');
      const { documents, findings } = check([{ uri: 'file:///a.yaml', text }]);
      assert.ok(documents.every(({ verdict }) => verdict === 'accepted'));
      assert.deepEqual(
        findings.filter(({ document }) => document < documents.length - 2),
        [],
      );
    });

  test('all of them are tried', () => {
    assert.deepEqual([...new Set(CLUSTERS.flat())].sort(), NEW_OBJECTS.map(({ title }) => title).sort());
  });

  test('the server offers them in an empty document, after a marker, while their name is typed', () => {
    for (const text of ['|', '# pools\n|', 'a: b\n---\n|', 'nodep|'])
      assert.ok(labelsAt(text).includes('Karpenter NodePool'), text);
    assert.equal(acceptAt('nodep|', 'Karpenter NodePool'), body('Karpenter NodePool'));
    assert.ok(!labelsAt('services:\n  |').includes('Karpenter NodePool'));
    assert.ok(!labelsAt('{|}').includes('Karpenter NodePool'));
  });
});

describe('what `spec` brings, with its names filled in', () => {
  for (const [kind, apiVersion, names] of NAMED)
    test(kind, () => {
      const object = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n`;
      const text = names.reduce(
        (filled, [field, value]) => filled.replaceAll(new RegExp(`${field}: *$`, 'gm'), `${field}: ${value}`),
        acceptAt(`${object}|`, 'spec').replaceAll('$', ''),
      );
      const { documents, findings } = check([{ uri: 'file:///a.yaml', text }]);
      assert.deepEqual(
        findings.filter(({ severity }) => severity === 'error'),
        [],
        text,
      );
      assert.equal(documents[0]?.verdict, 'accepted');
    });
});

describe('snippets of VS Code', () => {
  test('are the same objects', () => {
    const run = spawnSync(process.execPath, ['scripts/generate-snippets.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
  });

  test('have prefixes of their own', () => {
    const prefixes = Object.values(SNIPPETS).flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const wanted of ['nodepool', 'ec2nodeclass', 'hpa', 'scaledobject', 'scaledjob', 'pdb'])
      assert.ok(prefixes.includes(wanted));
  });
});
