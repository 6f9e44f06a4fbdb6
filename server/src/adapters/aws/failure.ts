/** What the SDK throws, in one line: what failed, why, what to do. Never holds a credential. */
import { failed, type Outcome } from '../../util/outcome';
import { field, numberOf, textOf } from '../../util/plainData';

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'];
const REFUSED = [
  'AuthFailure',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  // A region that the account has not opted in to knows none of its credentials.
  'OptInRequired',
];
const FORBIDDEN = ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'];
const NO_CREDENTIALS = ['CredentialsProviderError', 'ProviderError', 'TokenProviderError'];
const THROTTLED = ['RequestLimitExceeded', 'ThrottlingException', 'Throttling', 'TooManyRequestsException'];
const UNREACHABLE = ['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'EHOSTUNREACH', 'ETIMEDOUT'];

/** @param permission  the IAM action that the request needs */
export const failureOf = (error: unknown, permission: string): Outcome<never> =>
  failed(reasonOf(error, permission));

function reasonOf(error: unknown, permission: string): string {
  const name = textOf(field(error, 'name')) ?? (error instanceof Error ? error.name : '');
  const code = textOf(field(error, 'Code')) ?? textOf(field(error, 'code')) ?? '';
  const is = (names: readonly string[]): boolean => names.includes(name) || names.includes(code);
  if (is(EXPIRED) || mentionsExpiry(error))
    return 'the credentials have expired; sign in again (such as aws sso login) and refresh';
  if (is(NO_CREDENTIALS)) return `no usable AWS credentials: ${messageOf(error)}`;
  if (is(REFUSED))
    return 'AWS does not accept the credentials; check the profile, and that the region is enabled for the account';
  if (is(FORBIDDEN)) return `the credentials lack the permission ${permission}`;
  if (is(THROTTLED)) return 'AWS throttles the requests; try again in some minutes';
  if (is(UNREACHABLE) || name === 'TimeoutError') return `AWS cannot be reached (${code || name})`;
  if (isUnreadable(error))
    return `the answer${statusOf(error)} is not what AWS sends; is there a proxy in between?`;
  return `${name || 'failure'}${statusOf(error)}: ${messageOf(error)}`;
}

/** The SSO provider has no name of its own for it. */
const mentionsExpiry = (error: unknown): boolean =>
  /\b(?:session|token)\b.*\bexpired\b/i.test(messageOf(error));

/** The SDK adds this to what its readers of JSON and XML throw. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Deserialization error');

function statusOf(error: unknown): string {
  const status = numberOf(field(field(error, '$metadata'), 'httpStatusCode'));
  return status === undefined ? '' : ` (HTTP ${status})`;
}

const MAX_LENGTH = 160;

function messageOf(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} ...` : text;
}
