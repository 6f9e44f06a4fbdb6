// Progress of simulations that last, and what happens when the user cancels one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../server/src/analysis/jobs/ports';
import type { SimulateResult } from '../../server/src/protocol/requests';
import { PUSH, TestClient } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';

const CLUSTER = stream(nodePool('general'), nodeClass(), deployment('web', { replicas: 3 }));
const SHOWING = { ...PUSH, window: { workDoneProgress: true } };

/** Everything that is asked to wait waits one turn: what is held lasts longer than that. */
const impatient: Clock = {
  now: () => performance.now(),
  after: (delayMs, callback) => {
    if (delayMs > 1_000) return () => undefined;
    const handle = setImmediate(callback);
    return () => clearImmediate(handle);
  },
};

interface Progress {
  readonly token: string;
  readonly value: {
    readonly kind: 'begin' | 'end';
    readonly title?: string;
    readonly cancellable?: boolean;
  };
}

const isSimulating = ({ value }: Progress): boolean => value.title === 'Simulating ws';

/** A client with a simulation that is held, and the token of its progress. */
async function held(): Promise<{ client: TestClient; token: string }> {
  const client = await TestClient.start({ capabilities: SHOWING, clock: impatient });
  client.worker.hold();
  const begun = client.nextMessage('$/progress', isSimulating);
  client.open('all.yaml', CLUSTER);
  const { token, value } = await begun;
  assert.deepEqual(value, { kind: 'begin', title: 'Simulating ws', cancellable: true });
  return { client, token };
}

const simulate = (client: TestClient): Promise<SimulateResult> => client.request('dryfit/simulate', {});

/** The server has heard of it before it is asked anything else. */
async function cancel(client: TestClient, token: string): Promise<void> {
  client.notify('window/workDoneProgress/cancel', { token });
  await client.request('dryfit/clusters');
}

describe('a simulation that lasts', () => {
  test('shows progress until it is over', async () => {
    const { client, token } = await held();
    const ended = client.nextMessage<Progress>('$/progress', (one) => one.token === token);
    client.worker.release();
    assert.equal((await ended).value.kind, 'end');
    assert.equal((await simulate(client)).state, 'ready');
    await client.stop();
  });

  test('can be cancelled, and starts again with the next change', async () => {
    const { client, token } = await held();
    const failed = client.solved('ws', 'failed');
    await cancel(client, token);
    client.worker.release();
    await failed;
    const result = await simulate(client);
    assert.deepEqual(result, {
      state: 'failed',
      message: 'the simulation was cancelled',
      hint: 'it starts again with the next change',
    });
    const solved = client.solved('ws');
    client.edit('all.yaml', 'replicas: 3', 'replicas: 4');
    await solved;
    assert.equal((await simulate(client)).state, 'ready');
    await client.stop();
  });

  test('keeps showing the result before the one that was cancelled', async () => {
    const client = await TestClient.start({ capabilities: SHOWING, clock: impatient });
    const solved = client.solved('ws');
    client.open('all.yaml', CLUSTER);
    await solved;
    client.worker.hold();
    const begun = client.nextMessage('$/progress', isSimulating);
    client.edit('all.yaml', 'replicas: 3', 'replicas: 4');
    const { token } = await begun;
    const failed = client.solved('ws', 'failed');
    await cancel(client, token);
    client.worker.release();
    await failed;
    const shown = (await client.hover('all.yaml', 'NodePool'))?.contents.value ?? '';
    assert.match(shown, /2 instance types.*before the last edit/s);
    await client.stop();
  });

  test('is not told to a client that cannot show it', async () => {
    const client = await TestClient.start({ clock: impatient });
    client.open('all.yaml', CLUSTER);
    await client.solved('ws');
    assert.deepEqual(
      client.messages.filter(({ method }) => method === '$/progress'),
      [],
    );
    await client.stop();
  });
});
