/** An API server for tests, over real HTTP or HTTPS: lists in pages, rights, tokens and client certificates. */
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

const FIXTURES = join(process.cwd(), 'test', 'fixtures', 'tls');
export const tlsFile = (name: string): string => join(FIXTURES, name);
const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');

export interface FakeCluster {
  /** By path: `/api/v1/nodes`. What is not here does not exist. */
  readonly lists: Readonly<Record<string, readonly object[]>>;
  /** Paths that the user may not list. */
  readonly forbidden?: readonly string[];
  /** Only requests with this token, or a client certificate, are answered. */
  readonly token?: string;
  /** Items of a page at most, whatever is asked for. */
  readonly pageSize?: number;
  /** Answers in place of a list's, by path; called with the number of the request to it, from 0. */
  readonly special?: Readonly<
    Record<string, (count: number) => { status: number; body: string } | undefined>
  >;
}

export class KubernetesApi {
  /** "GET /api/v1/nodes?limit=500", in order. */
  readonly requests: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #server: http.Server;
  readonly #isSecure: boolean;

  constructor(
    private readonly cluster: FakeCluster,
    security: 'tls' | 'plain' = 'tls',
  ) {
    this.#isSecure = security === 'tls';
    const listener = (request: http.IncomingMessage, response: http.ServerResponse): void =>
      this.#answer(request, response);
    this.#server = this.#isSecure
      ? https.createServer(
          {
            key: pem('server.key'),
            cert: pem('server.pem'),
            ca: pem('ca.pem'),
            requestCert: true,
            rejectUnauthorized: false,
          },
          listener,
        )
      : http.createServer(listener);
  }

  /** @returns the URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#isSecure ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://x');
    this.requests.push(`${request.method} ${request.url}`);
    const path = url.pathname;
    const count = this.#counts.get(path) ?? 0;
    this.#counts.set(path, count + 1);
    const special = this.cluster.special?.[path]?.(count);
    if (special) return send(response, special.status, special.body);
    if (request.method !== 'GET') return send(response, 405, '{}');
    if (!this.#isKnown(request)) return send(response, 401, '{"message":"Unauthorized"}');
    if (this.cluster.forbidden?.includes(path)) return send(response, 403, '{"message":"forbidden"}');
    const items = this.cluster.lists[path];
    if (!items) return send(response, 404, '{}');
    const size = Math.min(
      Number(url.searchParams.get('limit') ?? Infinity),
      this.cluster.pageSize ?? Infinity,
    );
    const start = Number(url.searchParams.get('continue') ?? 0);
    const next = start + size < items.length ? String(start + size) : '';
    send(
      response,
      200,
      JSON.stringify({ metadata: { continue: next }, items: items.slice(start, start + size) }),
    );
  }

  #isKnown(request: http.IncomingMessage): boolean {
    const { token } = this.cluster;
    if (token === undefined || request.headers.authorization === `Bearer ${token}`) return true;
    return this.#isSecure && (request.socket as TLSSocket).authorized;
  }
}

function send(response: http.ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}
