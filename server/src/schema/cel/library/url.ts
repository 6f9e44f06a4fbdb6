/** URLs, as Go's ParseRequestURI takes them: absolute, or a path that begins with a slash.
 *  @source kubernetes/apiserver pkg/cel/library/urls.go@v0.35.0 */
import {
  CelScalar,
  celFunc,
  celMethod,
  listType,
  mapType,
  type CelFunc,
  type CelMap,
  type CelValue,
} from '@bufbuild/cel';
import { noOverload, opaque, payloadOf } from '../opaque';

const { BOOL, DYN, STRING } = CelScalar;
const OPAQUE = mapType(DYN, DYN);
const HOST = /^(?:(?:[^@/]*)@)?(\[[0-9a-fA-F:.%]*\]|[^[\]:\s<>"\\^`{|}]*)(:\d*)?$/;

interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** The parts of a URL; undefined when `text` is none. */
export function parseUrl(text: string): Url | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are not allowed in a URL
  if (text === '' || /[\x00-\x20\x7f]/.test(text.split('?')[0] ?? '')) return undefined;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(text)?.[0] ?? '';
  const rest = (scheme === '' ? text : text.slice(scheme.length + 1)).split('#')[0] ?? '';
  if (scheme === '' && !rest.startsWith('/')) return undefined;
  const question = rest.indexOf('?');
  const [main, query] = question < 0 ? [rest, ''] : [rest.slice(0, question), rest.slice(question + 1)];
  if (/%(?![0-9a-fA-F]{2})/.test(main)) return undefined;
  const hasAuthority = main.startsWith('//') && (scheme !== '' || !main.startsWith('///'));
  if (!hasAuthority)
    return { scheme: scheme.toLowerCase(), host: '', hostname: '', port: '', path: main, query };
  const slash = main.indexOf('/', 2);
  const authority = slash < 0 ? main.slice(2) : main.slice(2, slash);
  const match = HOST.exec(authority);
  if (!match) return undefined;
  const [, host = '', port = ''] = match;
  const path = slash < 0 ? '' : main.slice(slash);
  return {
    scheme: scheme.toLowerCase(),
    host: host + port,
    hostname: host.replace(/^\[|\]$/g, ''),
    port: port.slice(1),
    path,
    query,
  };
}

function wrap(text: string): CelMap {
  const url = parseUrl(text);
  if (!url) throw new Error(`${JSON.stringify(text)} is no URL`);
  return opaque('url', text, url);
}

function urlOf(value: CelValue): Url {
  const url = payloadOf('url', value);
  if (url === undefined) throw noOverload('url');
  return url as Url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // An escape that is no UTF-8 stays as it is written.
    return text;
  }
}

function queryOf({ query }: Url): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const pair of query.split('&').filter((part) => part !== '' && !part.includes(';'))) {
    const equals = pair.indexOf('=');
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    result.set(decoded(name), [...(result.get(decoded(name)) ?? []), decoded(value)]);
  }
  return result;
}

const PARTS = [
  ['getScheme', 'scheme'],
  ['getHost', 'host'],
  ['getHostname', 'hostname'],
  ['getPort', 'port'],
  ['getEscapedPath', 'path'],
] as const;

export const urlFunctions: readonly CelFunc[] = [
  celFunc('url', [STRING], OPAQUE, wrap),
  celFunc('isURL', [STRING], BOOL, (text) => parseUrl(text) !== undefined),
  ...PARTS.map(([name, part]) =>
    celMethod(name, OPAQUE, [], STRING, function () {
      return urlOf(this)[part];
    }),
  ),
  celMethod('getQuery', OPAQUE, [], mapType(STRING, listType(STRING)), function () {
    return queryOf(urlOf(this));
  }),
];
