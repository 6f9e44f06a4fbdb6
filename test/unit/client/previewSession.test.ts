import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PreviewSession, type PreviewServer, type PreviewView } from '../../../client/src/previewSession';
import type { SimulateParams, SimulateResult } from '../../../server/src/protocol/requests';
import { previewModel } from '../../support/preview';

/** A server whose answers the test gives. */
class FakeServer implements PreviewServer {
  readonly asked: SimulateParams[] = [];
  private readonly waiting: ((result: SimulateResult | Error) => void)[] = [];

  clusters(): Promise<[]> {
    return Promise.resolve([]);
  }

  simulate(params: SimulateParams): Promise<SimulateResult> {
    this.asked.push(params);
    return new Promise((done, failed) => {
      this.waiting.push((result) => (result instanceof Error ? failed(result) : done(result)));
    });
  }

  async answer(result: SimulateResult | Error): Promise<void> {
    this.waiting.shift()?.(result);
    await new Promise(setImmediate);
  }
}

const ready = (cluster: string, version: number): SimulateResult => ({
  state: 'ready',
  preview: previewModel({ cluster, version }),
});

function start() {
  const server = new FakeServer();
  const shown: PreviewView[] = [];
  const busy: boolean[] = [];
  const session = new PreviewSession(server, {
    show: (view) => shown.push(view),
    showBusy: (isBusy) => busy.push(isBusy),
  });
  return { server, shown, busy, session };
}

const versionOf = ({ result }: PreviewView): number | undefined =>
  result?.state === 'ready' ? result.preview.version : undefined;

describe('what the panel asks', () => {
  it('asks for the cluster of a file, then for that cluster by name', async () => {
    const { server, session } = start();
    const shown = session.showFile('file:///w/staging/pool.yaml');
    await server.answer(ready('staging', 1));
    await shown;
    void session.onChanged({ cluster: 'staging', state: 'ready', version: 2 });
    await server.answer(ready('staging', 2));
    assert.deepEqual(server.asked, [
      { uri: 'file:///w/staging/pool.yaml', replicas: 'spec', mayBeDrawn: true },
      { cluster: 'staging', replicas: 'spec', mayBeDrawn: true },
    ]);
    assert.equal(versionOf(session.current), 2);
    assert.equal(session.current.isBusy, false);
  });

  it('keeps showing the old numbers, as busy, while new ones are made', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    void session.onChanged({ cluster: 'staging', state: 'running', version: 1 });
    assert.equal(versionOf(session.current), 1);
    assert.equal(session.current.isBusy, true);
  });

  it('asks while a simulation runs, to be answered with its picture, and is busy until the rules are done', async () => {
    const { server, session, busy } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    busy.length = 0;
    void session.onChanged({ cluster: 'staging', state: 'running', version: 1 });
    assert.equal(server.asked.length, 2);
    void session.onChanged({ cluster: 'staging', state: 'drawn', version: 2 });
    await server.answer(ready('staging', 2));
    assert.equal(server.asked.length, 2);
    assert.equal(versionOf(session.current), 2);
    assert.equal(session.current.isBusy, true);
    void session.onChanged({ cluster: 'staging', state: 'ready', version: 3 });
    await server.answer(ready('staging', 3));
    assert.equal(server.asked.length, 3);
    assert.equal(session.current.isBusy, false);
    // With the picture the patience for the rules begins.
    assert.deepEqual(busy, [true, false, true, false]);
  });

  it('has one question under way while edits come faster than pictures', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    for (const version of [1, 1, 1])
      void session.onChanged({ cluster: 'staging', state: 'running', version });
    await server.answer(ready('staging', 2));
    assert.equal(server.asked.length, 2);
  });

  it('waits for the end of a simulation where it shows scaled replicas', async () => {
    const { server, session } = start();
    void session.restore({ cluster: 'staging', replicas: 'max' });
    await server.answer(ready('staging', 1));
    void session.onChanged({ cluster: 'staging', state: 'running', version: 1 });
    void session.onChanged({ cluster: 'staging', state: 'drawn', version: 2 });
    assert.equal(server.asked.length, 1);
  });

  it('asks once more, not many times, for changes while it waits', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    for (const version of [1, 2, 3]) void session.onChanged({ cluster: 'staging', state: 'ready', version });
    await server.answer(ready('staging', 1));
    await server.answer(ready('staging', 3));
    assert.equal(server.asked.length, 2);
    assert.equal(versionOf(session.current), 3);
  });

  it('asks for nothing that it shows already, nor for other clusters', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 4));
    await session.onChanged({ cluster: 'staging', state: 'ready', version: 4 });
    await session.onChanged({ cluster: 'production', state: 'ready', version: 5 });
    assert.equal(server.asked.length, 1);
    assert.equal(session.current.isBusy, false);
  });

  it('drops an answer for a cluster that is no longer wanted', async () => {
    const { server, session, shown } = start();
    void session.showFile(undefined);
    void session.selectCluster('production');
    await server.answer(ready('staging', 1));
    assert.deepEqual(shown.map(versionOf).filter(Boolean), []);
    await server.answer(ready('production', 2));
    assert.equal(session.current.cluster, 'production');
  });

  it('comes back after a reload with the cluster and the replicas that it had', async () => {
    const { server, session } = start();
    void session.restore({ cluster: 'production', replicas: 'max' });
    await server.answer(ready('production', 1));
    assert.deepEqual(server.asked, [{ cluster: 'production', replicas: 'max', mayBeDrawn: true }]);
    assert.equal(session.current.replicas, 'max');
  });

  it('keeps the last good picture while its only pool is half typed, with the findings of now', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    const refused = { uri: previewModel().nodePools[0]?.location?.uri ?? '', document: 0 };
    void session.refresh();
    const findings = { error: 1, warning: 0, info: 0, hint: 0 };
    const change = { version: 2, nodePools: [], nodes: [], skipped: [refused], findings };
    await server.answer({ state: 'ready', preview: previewModel(change) });
    const { result, heldBy } = session.current;
    assert.deepEqual(heldBy, [refused]);
    assert.ok(result?.state === 'ready');
    assert.deepEqual(result.preview.nodePools, previewModel().nodePools);
    assert.deepEqual([result.preview.version, result.preview.findings], [2, findings]);
    void session.refresh();
    await server.answer(ready('staging', 3));
    assert.deepEqual(session.current.heldBy, []);
  });

  it('shows a cluster without pools as it is where none of its pools is refused', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    void session.refresh();
    const deployment = { uri: 'file:///w/web.yaml', document: 0, kind: 'Deployment', name: 'web' };
    const change = { version: 2, nodePools: [], nodes: [], skipped: [deployment] };
    await server.answer({ state: 'ready', preview: previewModel(change) });
    assert.deepEqual(session.current.heldBy, []);
    assert.equal(session.current.result?.state === 'ready' && session.current.result.preview.nodes.length, 0);
  });

  it('passes the replicas on', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(ready('staging', 1));
    void session.selectReplicas('max');
    await server.answer(ready('staging', 2));
    assert.deepEqual(server.asked[1], { cluster: 'staging', replicas: 'max', mayBeDrawn: true });
  });

  it('shows a request that fails', async () => {
    const { server, session } = start();
    void session.showFile(undefined);
    await server.answer(new Error('connection closed'));
    assert.equal(session.current.result?.state, 'failed');
    assert.equal(session.current.isBusy, false);
    void session.refresh();
    await server.answer(ready('staging', 1));
    assert.equal(versionOf(session.current), 1);
  });
});
