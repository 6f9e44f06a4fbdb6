// What is said of the failures that AWS and its SDK know: what it is, and what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../../../server/src/adapters/aws/failure';

const said = (error: unknown): string => {
  const outcome = failureOf(error, 'ec2:DescribeSpotPriceHistory');
  return outcome.ok ? '' : outcome.failure.message;
};
const named = (name: string, message = 'x', more: object = {}): Error =>
  Object.assign(new Error(message), { name }, more);

test('each failure says what to do', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [named('ExpiredTokenException'), /have expired; sign in again/],
    [
      named('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
      /sign in again/,
    ],
    [
      named('CredentialsProviderError', 'Could not load credentials'),
      /no usable AWS credentials: Could not load/,
    ],
    [named('UnauthorizedOperation'), /lack the permission ec2:DescribeSpotPriceHistory$/],
    [named('AccessDeniedException'), /lack the permission ec2:DescribeSpotPriceHistory$/],
    [named('RequestLimitExceeded'), /throttles the requests; try again in some minutes/],
    [named('AuthFailure'), /check the profile, and that the region is enabled for the account/],
    [named('OptInRequired'), /that the region is enabled for the account/],
    [named('Error', 'getaddrinfo', { code: 'ENOTFOUND' }), /cannot be reached \(ENOTFOUND\)/],
    [
      named('SyntaxError', 'Deserialization error: x', { $metadata: { httpStatusCode: 200 } }),
      /\(HTTP 200\).*proxy/,
    ],
    [
      named('InternalError', 'A\n  B', { $metadata: { httpStatusCode: 500 } }),
      /^InternalError \(HTTP 500\): A B$/,
    ],
    ['just a text', /^failure: just a text$/],
  ];
  for (const [error, message] of cases) assert.match(said(error), message);
});

test('every message is one line, and short', () => {
  const message = said(named('Odd', `a\r\n${'b'.repeat(1000)}`));
  assert.doesNotMatch(message, /[\r\n]/);
  assert.ok(message.length < 200);
});
