// What objects have to do with each other is found by their labels, not by looking at all of them: the same as if one did, and
// in time that grows with a cluster, not with its square.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from '../../support/fastCheck';
import { parseFile, type Manifest } from '../../../server/src/manifest/document';
import { decodeLabelSelector } from '../../../server/src/manifest/requirementSpec';
import { labelMatcher } from '../../../server/src/model/labelSelector';
import { resolveOptions } from '../../../server/src/model/options';
import { ObjectGraph, namespaceOf, podLabels } from '../../../server/src/rules/graph';
import { PDB } from '../../../server/src/rules/kinds';
import { at } from '../../../server/src/rules/read';
import { runRules } from '../../../server/src/rules/run';
import { deployment, hpa, stream } from '../../support/manifests';

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const anyLabels = fc.dictionary(fc.constantFrom('app', 'tier', '__proto__'), fc.constantFrom('a', 'b'));
const anyNamespace = fc.constantFrom('one', 'two');
const anyWorkload = fc.record({ namespace: anyNamespace, labels: anyLabels }).map(({ namespace, labels }) =>
  json({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'w', namespace } },
    spec: { template: { metadata: { labels } } },
  }),
);
const anySelector = fc.oneof(
  fc.constantFrom({}, null, undefined, { matchLabels: { app: 1 } }),
  fc.record(
    {
      matchLabels: anyLabels,
      matchExpressions: fc.array(
        fc.record({
          key: fc.constantFrom('app', 'tier'),
          operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
          values: fc.constantFrom(['a'], ['a', 'b'], []),
        }),
        { maxLength: 1 },
      ),
    },
    { requiredKeys: [] },
  ),
);
const anyBudget = fc
  .record({ namespace: anyNamespace, selector: anySelector })
  .map(({ namespace, selector }) =>
    json({
      ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b', namespace } },
      spec: { selector },
    }),
  );

const manifestsOf = (text: string): readonly Manifest[] => parseFile({ uri: 'file:///a.yaml', text });

test('a budget whose selector cannot be read covers nothing', () => {
  const spec = { selector: { matchLabels: { app: 1 } } };
  const budget = json({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b' },
    spec,
  });
  const graph = new ObjectGraph(manifestsOf(`${deployment('web')}---\n${budget}`));
  const [found] = graph.ofKind(PDB);
  assert.ok(found);
  assert.equal(graph.podSources().length, 1);
  assert.deepEqual(graph.coveredBy(found), []);
});

test('budgets cover what their selectors match, in order', () => {
  const anyCluster = fc.array(fc.oneof(anyWorkload, anyBudget), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(anyCluster, (documents) => {
      const graph = new ObjectGraph(manifestsOf(documents.join('---\n')));
      for (const budget of graph.ofKind(PDB)) {
        const inNamespace = graph
          .podSources()
          .filter(({ manifest }) => namespaceOf(manifest) === namespaceOf(budget));
        const selects = labelMatcher(decodeLabelSelector(at(budget.value, 'spec'), 'selector'));
        const covered = inNamespace.filter((source) => selects(podLabels(source)));
        assert.deepEqual(graph.coveredBy(budget), covered);
        assert.equal(graph.podSourceCount(namespaceOf(budget)), inNamespace.length);
      }
    }),
    { numRuns: 500 },
  );
});

const service = (name: string, selector: Readonly<Record<string, string>>): string =>
  json({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector } });
const budget = (name: string): string =>
  json({
    ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name } },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
  });

const messagesOf = (manifests: readonly Manifest[]): readonly string[] =>
  runRules(
    {
      ...{ graph: new ObjectGraph(manifests), options: resolveOptions({}), withFixes: true },
      onFailure: (rule, error) => assert.fail(`${rule.id}: ${String(error)}`),
    },
    'edit',
  ).map(({ message }) => message);

test('of several services before a workload the first in the files is named', () => {
  const scaled = [deployment('web'), hpa('web', { min: 1 })];
  const named = (...services: readonly string[]): string | undefined =>
    messagesOf(manifestsOf(stream(...scaled, ...services)))
      .map((message) => /^Service "(.+?)" has one pod/.exec(message)?.[1])
      .find((name) => name !== undefined);
  assert.equal(named(service('other', { app: 'api' })), undefined);
  assert.equal(named(service('two', { app: 'web', tier: 'x' })), undefined);
  assert.equal(named(service('b', { app: 'web' }), service('a', { app: 'web' })), 'b');
  assert.equal(named(service('all', {}), service('a', { app: 'web' })), 'all');
  assert.equal(named(service('a', { app: 'web' }), service('all', {})), 'a');
});

test('rules take no time that grows with the square of a cluster', () => {
  const cpuMsOf = (count: number): number => {
    const names = Array.from({ length: count }, (_, at) => `web-${at}`);
    const manifests = manifestsOf(
      stream(
        ...names.flatMap((name) => [
          deployment(name),
          hpa(name, { min: 1 }),
          budget(name),
          service(name, { app: name }),
        ]),
      ),
    );
    const before = process.cpuUsage();
    messagesOf(manifests);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  cpuMsOf(200);
  const few = cpuMsOf(250);
  const many = cpuMsOf(4_000);
  // 16 times as much, where the square would be 256.
  assert.ok(many < 64 * few, `${few.toFixed(0)} ms of 1,000 documents, ${many.toFixed(0)} ms of 16,000`);
});
