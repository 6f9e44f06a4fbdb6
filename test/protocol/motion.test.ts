/** What the panel asks about a cluster in motion: a load over time, strategies, the time after it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { scaleDown, strategies, timeline } from '../../server/src/api';
import type {
  ScaleDownResult,
  StrategiesResult,
  TimelineQuestion,
  TimelineResult,
} from '../../server/src/protocol/motionRequests';
import { TestClient, uri } from '../support/lspClient';

const SPIKE = join(process.cwd(), 'examples', 'spike');
const disk = {
  'checkout.yaml': readFileSync(join(SPIKE, 'checkout.yaml'), 'utf8'),
  'nodepool.yaml': readFileSync(join(SPIKE, 'nodepool.yaml'), 'utf8'),
};
const files = Object.entries(disk).map(([path, text]) => ({ uri: uri(path), text }));
const LOAD = { kind: 'spike', base: 100, peak: 400, atSeconds: 600, forSeconds: 900 } as const;
const QUESTION: TimelineQuestion = {
  load: { kind: 'spike', fields: { base: '100', peak: '400', at: '10m', for: '15m' } },
  podCapacity: 50,
  presets: [],
};

async function started(files: Readonly<Record<string, string>> = disk): Promise<TestClient> {
  const client = await TestClient.start({ disk: files });
  await client.scanned();
  return client;
}

const askTimeline = (client: TestClient, question: TimelineQuestion): Promise<TimelineResult> =>
  client.request('dryfit/timeline', { cluster: 'ws', question });

function ready<R extends { readonly state: string }>(result: R): Extract<R, { readonly state: 'ready' }> {
  if (result.state !== 'ready') assert.fail(JSON.stringify(result));
  return result as Extract<R, { readonly state: 'ready' }>;
}

describe('a timeline', () => {
  test('has the numbers of the API, drawn finer', async () => {
    const client = await started();
    const answer = ready(await askTimeline(client, QUESTION));
    const expected = timeline({ files, load: LOAD, podCapacity: 50 });
    if ('error' in expected) assert.fail(expected.error);
    assert.deepEqual(answer.slo, expected.slo);
    assert.deepEqual(answer.cost, expected.cost);
    assert.deepEqual(answer.stages, expected.stages);
    assert.deepEqual(answer.subject, expected.subject);
    assert.equal(answer.slo.timeToServe.p95Seconds, 94);
    assert.deepEqual([answer.chart.durationSeconds, answer.chart.stepSeconds], [3600, 1]);
    assert.deepEqual(
      answer.waves.map(({ totalSeconds }) => totalSeconds),
      [199, 94, 94],
    );
    assert.match(answer.svg, /^<svg /);
    await client.stop();
  });

  test('what is left empty is suggested: the size as written, and four times that', async () => {
    const client = await started();
    const answer = ready(
      await askTimeline(client, { load: { kind: 'spike', fields: {} }, presets: [], podCapacity: 50 }),
    );
    assert.deepEqual(answer.suggested, { base: '100', peak: '400', at: '10m', for: '15m' });
    assert.deepEqual(answer.subjects, [
      { workload: 'shop/checkout', scaler: 'HorizontalPodAutoscaler/checkout' },
    ]);
    assert.equal(answer.slo.timeToServe.p95Seconds, 94);
    await client.stop();
  });

  test('a load that needs longer to be seen is played longer', async () => {
    const client = await started();
    const length = async (load: TimelineQuestion['load'], durationSeconds?: number) => {
      const question = { load, presets: [], ...(durationSeconds === undefined ? {} : { durationSeconds }) };
      return ready(await askTimeline(client, question)).chart.durationSeconds;
    };
    assert.equal(await length({ kind: 'spike', fields: { at: '10m', for: '2h' } }), 6 * 3600);
    assert.equal(await length({ kind: 'daily', fields: {} }), 24 * 3600);
    assert.equal(
      await length({ kind: 'csv', fields: {}, csv: '09:00, 1000\n09:30, 4000\n10:30, 1000' }),
      5400,
    );
    assert.equal(await length({ kind: 'constant', fields: {} }, 21_600), 21_600);
    await client.stop();
  });

  test('presets of latencies count', async () => {
    const client = await started();
    const fast = ready(
      await askTimeline(client, { ...QUESTION, presets: ['prometheus-1s', 'image-cached'] }),
    );
    assert.ok(fast.slo.timeToServe.p95Seconds < 94, String(fast.slo.timeToServe.p95Seconds));
    await client.stop();
  });

  test('what cannot be played is said', async () => {
    const client = await started();
    const message = async (change: Partial<TimelineQuestion>): Promise<string> => {
      const answer = await askTimeline(client, { ...QUESTION, ...change });
      return answer.state === 'ready' ? '' : answer.message;
    };
    assert.match(
      await message({ load: { kind: 'spike', fields: { base: '1,000' } } }),
      /base=1,000 is no number/,
    );
    assert.match(await message({ load: { kind: 'spike', fields: { at: 'soon' } } }), /at=soon is no time/);
    assert.match(await message({ load: { kind: 'csv', fields: {} } }), /paste or choose a CSV/);
    assert.match(await message({ workload: 'shop/gone' }), /no workload shop\/gone/);
    assert.match(await message({ podCapacity: 0 }), /podCapacity 0/);
    await client.stop();
  });

  test('is taken back with its request', async () => {
    const client = await started();
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const params = { cluster: 'ws', question: { ...QUESTION, durationSeconds: 604_800 } };
    const pending = client.connection.sendRequest('dryfit/timeline', params, source.token);
    source.cancel();
    await assert.rejects(pending, /cancelled/i);
    ready(await askTimeline(client, QUESTION));
    await client.stop();
  });
});

test('strategies are those of the API under the same load', async () => {
  const client = await started();
  const answer = ready<StrategiesResult>(
    await client.request('dryfit/strategies', { cluster: 'ws', question: QUESTION }),
  );
  const expected = strategies({ files, load: LOAD, podCapacity: 50 });
  if ('error' in expected) assert.fail(expected.error);
  assert.equal(answer.recommended, expected.recommended);
  assert.deepEqual(answer.outcomes, expected.outcomes);
  await client.stop();
});

describe('after scale-down', () => {
  test('consolidation and what it saves are those of the API', async () => {
    const client = await started();
    const answer = ready<ScaleDownResult>(await client.request('dryfit/scaleDown', { cluster: 'ws' }));
    assert.deepEqual(answer, { state: 'ready', ...scaleDown({ files }) });
    assert.deepEqual(answer.change, { 'shop/checkout': { from: 40, to: 4 } });
    assert.ok(answer.savingsUsdPerMonth > 0);
    await client.stop();
  });

  test('without a scaler nothing shrinks', async () => {
    const [deployment = ''] = disk['checkout.yaml'].split('---\n');
    const client = await started({ ...disk, 'checkout.yaml': deployment });
    const answer = ready<ScaleDownResult>(await client.request('dryfit/scaleDown', { cluster: 'ws' }));
    assert.deepEqual([answer.change, answer.commands], [{}, []]);
    await client.stop();
  });
});
