/** A client that has seen what hovers, lenses and hints tell of a simulated cluster. */
import { PUSH, TestClient, type ClientOptions } from './lspClient';

const REFRESHING = {
  ...PUSH,
  workspace: { ...PUSH.workspace, codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true } },
};
/** A client whose cluster is simulated, and whose details are there: the second refresh comes with them. */
export async function started(text: string, options: ClientOptions = {}): Promise<TestClient> {
  const client = await TestClient.start({ capabilities: REFRESHING, ...options });
  const detailed = (async () => {
    await client.nextMessage('workspace/codeLens/refresh');
    await client.nextMessage('workspace/codeLens/refresh');
  })();
  client.open('all.yaml', text);
  await detailed;
  return client;
}
