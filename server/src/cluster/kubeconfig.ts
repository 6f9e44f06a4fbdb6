/** What a kubeconfig says about reaching a cluster. Texts in, facts out: files that it names are read by others. */
import { parseFile } from '../manifest/document';
import { isTrueAt, listAt, textAt, valueAt } from '../manifest/fields';
import { failed, success, type Outcome } from '../util/outcome';

/** A file of the kubeconfig; of several, the first that defines a name counts. */
export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

/** A text in the kubeconfig itself, or the path of a file, relative to the kubeconfig's folder. */
export type Material = { readonly text: string } | { readonly path: string; readonly of: KubeconfigFile };

export interface ClusterConnection {
  readonly context: string;
  readonly server: string;
  /** PEM; absent: the system's authorities. */
  readonly authority?: Material;
  /** Name that the server's certificate must have, where it is not the URL's. */
  readonly serverName?: string;
  readonly user: ClusterUser;
}

export type ClusterUser =
  | { readonly type: 'token'; readonly token: Material }
  | { readonly type: 'certificate'; readonly certificate: Material; readonly key: Material }
  | { readonly type: 'basic'; readonly name: string; readonly password: string }
  | { readonly type: 'program'; readonly program: CredentialProgram }
  | { readonly type: 'none' };

/** A program that prints credentials, such as `aws eks get-token`. */
export interface CredentialProgram {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  /** Where relative commands begin. */
  readonly of: KubeconfigFile;
}

interface Named {
  readonly value: unknown;
  readonly file: KubeconfigFile;
}

/** The connection of a context; a failure says what is missing or not taken.
 *  @param context  '' for the current one */
export function readKubeconfig(
  files: readonly KubeconfigFile[],
  context: string,
): Outcome<ClusterConnection> {
  const parsed = files.map((file) => ({
    file,
    value: parseFile({ uri: file.path, text: file.text })[0]?.value,
  }));
  const name =
    context || parsed.map(({ value }) => textAt(value, 'current-context')).find((one) => one) || '';
  const find = (list: string, wanted: string | undefined): Named | undefined => {
    for (const { file, value } of parsed) {
      const entry = listAt(value, list).find((one) => wanted !== undefined && textAt(one, 'name') === wanted);
      if (entry !== undefined) return { value: entry, file };
    }
    return undefined;
  };
  const found = find('contexts', name);
  if (!found) {
    const names = parsed.flatMap(({ value }) =>
      listAt(value, 'contexts').flatMap((one) => textAt(one, 'name') ?? []),
    );
    return failed(
      `the kubeconfig has no context ${name || '(none is current)'}: ${names.length > 0 ? `one of ${names.join(', ')}` : 'it has none'}`,
    );
  }
  const cluster = find('clusters', textAt(found.value, 'context', 'cluster'));
  if (!cluster) return failed(`context ${name} names a cluster that the kubeconfig does not have`);
  const user = userOf(find('users', textAt(found.value, 'context', 'user')));
  return user.ok ? connectionOf(name, cluster, user.value) : user;
}

function connectionOf(
  context: string,
  { value, file }: Named,
  user: ClusterUser,
): Outcome<ClusterConnection> {
  const server = textAt(value, 'cluster', 'server') ?? '';
  const refusal = refusalOf(context, server, value);
  if (refusal !== undefined) return failed(refusal);
  const authority = material(value, file, 'cluster', 'certificate-authority');
  const serverName = textAt(value, 'cluster', 'tls-server-name');
  return success({
    ...{ context, server, user },
    ...(authority ? { authority } : {}),
    ...(serverName ? { serverName } : {}),
  });
}

/** Credentials go to nobody whose certificate is not checked. */
function refusalOf(context: string, server: string, cluster: unknown): string | undefined {
  if (!URL.canParse(server)) return `context ${context}: its server ${server || '(none)'} is no URL`;
  const url = new URL(server);
  if (isTrueAt(cluster, 'cluster', 'insecure-skip-tls-verify'))
    return `context ${context} skips the check of the server's certificate: give its cluster a certificate-authority instead`;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return `context ${context}: its server is no https URL`;
  if (textAt(cluster, 'cluster', 'proxy-url'))
    return `context ${context} goes through a proxy, which Dryfit does not`;
  return undefined;
}

function userOf(found: Named | undefined): Outcome<ClusterUser> {
  if (!found) return success({ type: 'none' });
  const { value, file } = found;
  const user = valueAt(value, 'user');
  const token = textAt(user, 'token');
  const tokenPath = textAt(user, 'tokenFile');
  if (tokenPath) return success({ type: 'token', token: { path: tokenPath, of: file } });
  if (token) return success({ type: 'token', token: { text: token } });
  const certificate = material(value, file, 'user', 'client-certificate');
  const key = material(value, file, 'user', 'client-key');
  if (certificate && key) return success({ type: 'certificate', certificate, key });
  const program = programOf(valueAt(user, 'exec'), file);
  if (program) return success({ type: 'program', program });
  const name = textAt(user, 'username');
  if (name) return success({ type: 'basic', name, password: textAt(user, 'password') ?? '' });
  if (valueAt(user, 'auth-provider') !== undefined)
    return failed('auth-provider of the kubeconfig is gone since Kubernetes 1.26: use exec');
  return success({ type: 'none' });
}

function programOf(exec: unknown, of: KubeconfigFile): CredentialProgram | undefined {
  const command = textAt(exec, 'command');
  if (command === undefined) return undefined;
  const environment = listAt(exec, 'env').flatMap((one): [string, string][] => {
    const name = textAt(one, 'name');
    return name === undefined ? [] : [[name, textAt(one, 'value') ?? '']];
  });
  return {
    ...{ command, of },
    words: listAt(exec, 'args').filter((one): one is string => typeof one === 'string'),
    environment: Object.fromEntries(environment),
    apiVersion: textAt(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
  };
}

/** `NAME-data`, base64, before the file that `NAME` is the path of. */
function material(value: unknown, of: KubeconfigFile, part: string, name: string): Material | undefined {
  const data = textAt(value, part, `${name}-data`);
  if (data) return { text: fromBase64(data) };
  const path = textAt(value, part, name);
  return path ? { path, of } : undefined;
}

/** PEM files are ASCII. */
const fromBase64 = (data: string): string => atob(data.replace(/\s+/g, ''));
