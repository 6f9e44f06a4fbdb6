/** A List, as `kubectl get -o yaml` prints several objects: what the editor shows of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-protocol';
import type { BudgetWeekResult, CompareResult, SimulateResult } from '../../server/src/protocol/requests';
import { TestClient, uri } from '../support/lspClient';
import { deployment, nodeClass, nodePool } from '../support/manifests';

const item = (text: string): string => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`;
const LIST = `apiVersion: v1\nkind: List\nitems:\n${[nodeClass(), nodePool('general'), deployment('web', { replicas: 3 })].map(item).join('')}`;
const lineOf = (text: string): number => LIST.split('\n').findIndex((line) => line.includes(text));

test('pools and workloads of a List make a cluster, with nodes, places and lenses of their own', async () => {
  const client = await TestClient.start();
  const solved = client.solved('ws');
  client.open('all.yaml', LIST);
  await solved;
  const result = await client.request<SimulateResult>('dryfit/simulate', {});
  assert.ok(result.state === 'ready', JSON.stringify(result));
  const { nodePools, nodes, workloads, totals } = result.preview;
  assert.deepEqual([nodePools.length, nodes.length, totals.unplacedPodCount], [1, 1, 0]);
  assert.equal(nodePools[0]?.typesLeftCount, 2);
  assert.deepEqual(
    [nodePools[0]?.location?.line, workloads[0]?.location?.line],
    [lineOf('name: general'), lineOf('name: web')],
  );
  const textDocument = { uri: uri('all.yaml') };
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  assert.deepEqual(
    lenses.map(({ range, command }) => [range.start.line, command?.title]),
    [
      [lineOf('karpenter.sh/v1'), '$25/mo · 1 node · 2 types'],
      [lineOf('apps/v1'), '$25/mo · 3 pods'],
    ],
  );
  await client.stop();
});

test('the drift and the week of a pool in a List are those of a pool alone', async () => {
  const since = { cluster: 'ws', revision: 'HEAD', fromSecond: 1_785_750_000, secondsPerNode: 300 };
  const week = { cluster: 'ws', fromSecond: since.fromSecond, toSecond: since.fromSecond + 7 * 86_400 };
  const client = await TestClient.start({ disk: { 'all.yaml': LIST } });
  await client.scanned();
  client.open('all.yaml', LIST.replace('nodeClassRef:', 'expireAfter: 24h\n          nodeClassRef:'));
  const files = [{ uri: uri('all.yaml'), text: LIST }];
  const compared = await client.request<CompareResult>('dryfit/compare', { ...since, files });
  assert.ok(compared.state === 'ready', JSON.stringify(compared));
  assert.deepEqual(
    compared.drift.pools.map(({ name, nodeCount, replacedCount, location }) => [
      ...[name, nodeCount, replacedCount, location?.line],
    ]),
    [['general', 1, 1, lineOf('name: general')]],
  );
  const answer = await client.request<BudgetWeekResult>('dryfit/budgetWeek', week);
  assert.ok(answer.state === 'ready', JSON.stringify(answer));
  assert.deepEqual(
    answer.pools.map(({ name, nodeCount, budgets }) => [name, nodeCount, budgets.length]),
    [['general', 1, 1]],
  );
  await client.stop();
});
