/** A client that has a picture is told what differs: what it makes of that is the picture that others are told whole. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KnownPicture } from '../../client/src/knownPicture';
import { LastPicture } from '../../server/src/protocol/lastPicture';
import type { PreviewModel } from '../../server/src/protocol/previewModel';
import type { SimulateAnswer, SimulateParams, SimulateResult } from '../../server/src/protocol/requests';
import { TestClient } from '../support/lspClient';
import { deployment, nodeClass, nodePool, stream } from '../support/manifests';
import { previewModel } from '../support/preview';

const travelled = (answer: SimulateAnswer): SimulateAnswer =>
  JSON.parse(JSON.stringify(answer)) as SimulateAnswer;

function pair() {
  const server = new LastPicture();
  const client = new KnownPicture();
  const states: string[] = [];
  const send = (preview: PreviewModel): PreviewModel | undefined => {
    const answer = travelled(server.answer(preview, client.number));
    states.push(answer.state);
    const result = client.read(answer);
    return result?.state === 'ready' ? result.preview : undefined;
  };
  return { server, client, states, send };
}

describe('a picture that is known', () => {
  test('is changed by what differs, and what does not stays the same object', () => {
    const { send, states } = pair();
    const first = send(previewModel());
    const edited = previewModel({ version: 2, problems: [] });
    const second = send(edited);
    assert.deepEqual(second, JSON.parse(JSON.stringify(edited)));
    assert.equal(second?.nodes, first?.nodes);
    assert.equal(send(previewModel({ version: 2, problems: [] })), second);
    assert.deepEqual(states, ['ready', 'changed', 'changed']);
  });

  test('is sent whole of another cluster, for other replicas, and to another client', () => {
    const { server, send, states } = pair();
    send(previewModel());
    send(previewModel({ cluster: 'production' }));
    send(previewModel({ cluster: 'production', replicas: 'max' }));
    assert.equal(new KnownPicture().read(server.answer(previewModel(), 0))?.state, 'ready');
    // Which the first client has not been told of.
    send(previewModel({ cluster: 'production', replicas: 'max' }));
    assert.deepEqual(states, ['ready', 'ready', 'ready', 'ready']);
    assert.deepEqual(server.answer(previewModel(), undefined), { state: 'ready', preview: previewModel() });
  });

  test('is asked for whole when the server changes one that the client has no more', () => {
    const { server, client, send } = pair();
    send(previewModel());
    const answer = server.answer(previewModel({ version: 2 }), client.number);
    client.forget();
    assert.equal(client.read(answer), undefined);
    assert.equal(client.number, 0);
  });

  test('stays known over an answer that has none', () => {
    const { client, send } = pair();
    send(previewModel());
    assert.deepEqual(client.read({ state: 'none', message: 'no pool' }), {
      state: 'none',
      message: 'no pool',
    });
    assert.equal(client.number, 1);
  });
});

test('over the wire an edit is told as what differs', async () => {
  const server = await TestClient.start();
  const picture = new KnownPicture();
  const ask = async (params: SimulateParams): Promise<SimulateAnswer> =>
    server.request<SimulateAnswer>('dryfit/simulate', params);
  server.open(
    'all.yaml',
    stream(nodePool('general'), nodeClass(), deployment('web', { replicas: 3 }), deployment('api')),
  );
  picture.read(await ask({ known: picture.number }));
  server.edit('all.yaml', 'replicas: 3', 'replicas: 4');
  const answer = await ask({ known: picture.number });
  assert.equal(answer.state, 'changed');
  const whole: SimulateResult = (await ask({})) as SimulateResult;
  assert.deepEqual(picture.read(answer), whole);
  assert.ok(whole.state === 'ready');
  assert.ok(JSON.stringify(answer).length < JSON.stringify(whole).length / 2);
  await server.stop();
});
