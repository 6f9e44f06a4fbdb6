/** Lists of an API server: GET and nothing else, page by page. */
import * as http from 'node:http';
import * as https from 'node:https';
import { itemsOf, listPath, nextPage, type ListedResource } from '../../cluster/resources';
import type { ClusterConnection } from '../../cluster/kubeconfig';
import { failed, success, type Outcome } from '../../util/outcome';
import { field, textOf } from '../../util/plainData';
import { readMaterial, type Credentials } from './credentials';
import { parseJson } from '../../util/json';

export interface ApiLimits {
  /** For one answer. */
  readonly timeMs: number;
  readonly answerBytes: number;
}

const API_LIMITS: ApiLimits = { timeMs: 20_000, answerBytes: 128 * 1024 * 1024 };

/** A list; or that the user may not have it, or that there is no such resource. */
export type ListAnswer =
  | { readonly state: 'listed'; readonly items: readonly unknown[] }
  | { readonly state: 'forbidden' }
  | { readonly state: 'unknown' }
  | { readonly state: 'failed'; readonly message: string };

export class ApiServer {
  readonly #agent: http.Agent;

  private constructor(
    private readonly server: string,
    private readonly credentials: Credentials,
    private readonly limits: ApiLimits,
    options: https.AgentOptions,
  ) {
    this.#agent = this.#isPlain ? new http.Agent({ keepAlive: true }) : new https.Agent(options);
  }

  static connect(
    { server, authority, serverName }: ClusterConnection,
    credentials: Credentials,
    limits: ApiLimits = API_LIMITS,
  ): Outcome<ApiServer> {
    const ca = authority && readMaterial(authority);
    if (ca && !ca.ok) return ca;
    const { certificate, key } = credentials;
    const options: https.AgentOptions = {
      keepAlive: true,
      ...(ca ? { ca: ca.value } : {}),
      ...(serverName === undefined ? {} : { servername: serverName }),
      ...(certificate === undefined || key === undefined ? {} : { cert: certificate, key }),
    };
    return success(new ApiServer(server.replace(/\/$/, ''), credentials, limits, options));
  }

  /** All pages. One that expired under way is asked for again from the start, once. */
  async list(resource: ListedResource): Promise<ListAnswer> {
    const first = await this.#pages(resource);
    return first === 'expired' ? this.#again(resource) : first;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #again(resource: ListedResource): Promise<ListAnswer> {
    const answer = await this.#pages(resource);
    return answer === 'expired'
      ? { state: 'failed', message: 'its pages expire before they are read' }
      : answer;
  }

  async #pages(resource: ListedResource): Promise<ListAnswer | 'expired'> {
    const items: unknown[] = [];
    let next = '';
    do {
      const answer = await this.#get(listPath(resource, next));
      if (!answer.ok) return { state: 'failed', message: answer.failure.message };
      const { status, body } = answer.value;
      if (status === 410) return 'expired';
      if (status === 403) return { state: 'forbidden' };
      if (status === 404) return { state: 'unknown' };
      if (status !== 200) return { state: 'failed', message: refusal(status, body) };
      items.push(...itemsOf(resource, body));
      next = nextPage(body);
    } while (next !== '');
    return { state: 'listed', items };
  }

  get #isPlain(): boolean {
    return this.server.startsWith('http:');
  }

  #get(path: string): Promise<Outcome<{ readonly status: number; readonly body: unknown }>> {
    const { authorization } = this.credentials;
    const { timeMs, answerBytes } = this.limits;
    return new Promise((resolve) => {
      const get = this.#isPlain ? http.get : https.get;
      const request = get(`${this.server}${path}`, {
        agent: this.#agent,
        timeout: timeMs,
        headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      });
      // The socket's own limit is on silence; this one is on the whole answer.
      const timer = setTimeout(
        () => request.destroy(new Error(`no answer within ${timeMs / 1000} s`)),
        timeMs,
      );
      const end = (outcome: Outcome<{ readonly status: number; readonly body: unknown }>): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      request.on('error', (error) => end(failed(reasonOf(error))));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let byteCount = 0;
        response.on('data', (chunk: Buffer) => {
          byteCount += chunk.length;
          if (byteCount > answerBytes)
            request.destroy(new Error(`an answer of more than ${answerBytes} bytes`));
          else chunks.push(chunk);
        });
        response.on('error', (error) => end(failed(reasonOf(error))));
        response.on('end', () => {
          const body = parseJson(Buffer.concat(chunks).toString('utf8'));
          end(success({ status: response.statusCode ?? 0, body }));
        });
      });
    });
  }
}

/** What a person can do about it. */
function refusal(status: number, body: unknown): string {
  if (status === 401) return 'the server does not take the credentials: log in again';
  if (status >= 300 && status < 400) return `the server sends elsewhere (${status}), which is not followed`;
  return `the server answers ${status}${textOf(field(body, 'message')) ? `: ${textOf(field(body, 'message'))}` : ''}`;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

function reasonOf(error: Error): string {
  const code = textOf(field(error, 'code')) ?? '';
  if (CERTIFICATE.test(code)) return `its certificate is not trusted (${error.message})`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `it cannot be reached (${error.message || code})`;
  return error.message || code;
}
