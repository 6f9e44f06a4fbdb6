/** Reads what runs in a cluster, through the user's own kubeconfig: lists of a few resources, and nothing else. A bundle of
 *  its own, loaded when `--cluster-context` asks for it. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ApiServer } from './adapters/kubernetes/apiServer';
import { credentialsOf } from './adapters/kubernetes/credentials';
import type { ClusterRequest, ClusterView } from './cli/world';
import { readKubeconfig, type KubeconfigFile } from './cluster/kubeconfig';
import { liveObjects, resourceName, RESOURCES, type ListedResource } from './cluster/resources';
import { failed, success, type Outcome } from './util/outcome';

/** Never throws for what the cluster, the disk or a program does. */
export async function readCluster(request: ClusterRequest): Promise<Outcome<ClusterView>> {
  const files = kubeconfigFiles(request);
  if (!files.ok) return files;
  const connection = readKubeconfig(files.value, request.context);
  if (!connection.ok) return connection;
  const credentials = await credentialsOf(connection.value, request);
  if (!credentials.ok) return credentials;
  const server = ApiServer.connect(connection.value, credentials.value);
  if (!server.ok) return server;
  try {
    return await listAll(server.value, connection.value.context);
  } finally {
    server.value.close();
  }
}

/** Several paths are one kubeconfig; those that are not there are passed over, as kubectl does. */
function kubeconfigFiles({ kubeconfig, environment }: ClusterRequest): Outcome<readonly KubeconfigFile[]> {
  const asked = kubeconfig ?? (environment['KUBECONFIG'] || join(homedir(), '.kube', 'config'));
  const paths = asked.split(delimiter).filter((path) => path !== '');
  const files: KubeconfigFile[] = [];
  for (const path of paths) {
    try {
      files.push({ path, text: readFileSync(path, 'utf8') });
    } catch (error) {
      if (paths.length === 1) return failed(`kubeconfig ${path} cannot be read: ${messageOf(error)}`);
    }
  }
  return files.length > 0
    ? success(files)
    : failed(`none of the kubeconfigs ${paths.join(', ')} can be read`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const RIGHTS = 'docs/cluster.md has the ClusterRole to grant';

async function listAll(server: ApiServer, context: string): Promise<Outcome<ClusterView>> {
  const lists = new Map<string, readonly unknown[]>();
  const warnings: string[] = [];
  // One after the other: the server is somebody's production.
  for (const resource of RESOURCES) {
    const answer = await server.list(resource);
    if (answer.state === 'listed') lists.set(resource.name, answer.items);
    else if (answer.state === 'failed') return failed(`cluster ${context}: ${answer.message}`);
    else if (resource.isNeeded) return failed(`cluster ${context}: ${lackOf(resource, answer.state)}`);
    else warnings.push(`${lackOf(resource, answer.state)}; the simulation goes on without`);
  }
  return success({ context, objects: liveObjects(lists), warnings });
}

const lackOf = (resource: ListedResource, state: 'forbidden' | 'unknown'): string =>
  state === 'forbidden'
    ? `you may not list ${resourceName(resource)}: ${RIGHTS}`
    : `it has no ${resourceName(resource)}: is Karpenter 1.x installed there?`;
