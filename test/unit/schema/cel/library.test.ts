/** Kubernetes' CEL functions: each expression must be true, or fail. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { programOf } from '../../../../server/src/schema/cel/program';

const TRUE: Readonly<Record<string, readonly string[]>> = {
  conversions: ["int('42') == 42", "int('-7') == -7", "int('+7') == 7", "double('1.5') == 1.5"],
  strings: [
    "'a@b@c'.split('@') == ['a', 'b', 'c']",
    "'a@b@c'.split('@', 2) == ['a', 'b@c']",
    "'a,b'.split(',', 0) == []",
    "'hello'.charAt(1) == 'e'",
    "'naïve🙂x'.indexOf('x') == 6",
    "'abcabc'.lastIndexOf('bc') == 4",
    "'abc'.indexOf('d') == -1",
    "'ABCÉ'.lowerAscii() == 'abcÉ'",
    "'aXbX'.replace('X', '-') == 'a-b-'",
    "'aXbX'.replace('X', '-', 1) == 'a-bX'",
    "'hello'.substring(1, 3) == 'el'",
    "'  a\\t'.trim() == 'a'",
    "['a', 'b'].join('-') == 'a-b'",
    "'%s is %d, %.2f'.format(['x', 3, 1.5]) == 'x is 3, 1.50'",
    "'%x %b %o %%'.format([255, 5, 8]) == 'ff 101 10 %'",
  ],
  regex: [
    "'karpenter.sh/x'.find('^([^/]+)') == 'karpenter.sh'",
    "'abc'.find('[0-9]') == ''",
    "'a1b22'.findAll('[0-9]+') == ['1', '22']",
    "'a1b22'.findAll('[0-9]+', 1) == ['1']",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$') == false",
  ],
  lists: [
    '[1, 2, 2].isSorted()',
    '![2, 1].isSorted()',
    '[1, 2, 3].sum() == 6',
    "['b', 'a'].min() == 'a'",
    '[1, 3, 2].max() == 3',
    '[1, 2, 1].lastIndexOf(1) == 2',
    '[1, 2].indexOf(5) == -1',
    'sets.contains([1, 2], [2])',
    'sets.equivalent([1, 2, 2], [2, 1])',
    '!sets.intersects([1], [2])',
    '[[1], [2, 3]].flatten() == [1, 2, 3]',
    '[1, 1, 2].distinct() == [1, 2]',
    '[3, 1, 2].sort() == [1, 2, 3]',
    '[1, 2, 3].slice(1, 3) == [2, 3]',
  ],
  quantity: [
    "quantity('1Gi').isGreaterThan(quantity('1000Mi'))",
    "quantity('1000m').compareTo(quantity('1')) == 0",
    "quantity('1k') == quantity('1000')",
    "quantity('500m').add(quantity('1')).compareTo(quantity('1500m')) == 0",
    "quantity('5').sub(3).asInteger() == 2",
    "isQuantity('20Mi') && !isQuantity('20mi')",
    "!quantity('500m').isInteger() && quantity('-1').sign() == -1",
    "quantity('0.5').asApproximateFloat() == 0.5",
  ],
  semver: [
    "semver('1.2.3').isLessThan(semver('1.10.0'))",
    "semver('1.0.0-alpha').isLessThan(semver('1.0.0'))",
    "semver('v1.02', true).minor() == 2",
    "!isSemver('1.2') && isSemver('1.2', true) && semver('3.2.1').patch() == 1",
  ],
  network: [
    "ip('10.0.0.1').family() == 4 && ip('::1').family() == 6",
    "isIP('10.0.0.1') && !isIP('010.0.0.1') && !isIP('::ffff:1.2.3.4')",
    "ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1')",
    "ip('127.0.0.1').isLoopback() && ip('fe80::1').isLinkLocalUnicast() && ip('224.0.0.1').isLinkLocalMulticast()",
    "ip('8.8.8.8').isGlobalUnicast() && !ip('0.0.0.0').isGlobalUnicast()",
    "cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))",
    "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR('10.0.0.0/8')",
    "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.1.2.3/8').ip() == ip('10.1.2.3')",
    "cidr('2001:db8::/32').prefixLength() == 32 && string(cidr('::/0')) == '::/0'",
    "string(ip('2001:0db8:0:0:0:0:0:1')) == '2001:db8::1'",
  ],
  url: [
    "url('https://example.com:8080/a%20b?x=1&x=2&y=').getHost() == 'example.com:8080'",
    "url('https://example.com:8080/').getPort() == '8080' && url('https://[::1]:80/').getHostname() == '::1'",
    "url('https://e.com/a%20b').getEscapedPath() == '/a%20b' && url('HTTPS://e.com').getScheme() == 'https'",
    "url('https://e.com/?x=1&x=2').getQuery() == {'x': ['1', '2']}",
    "isURL('/path') && !isURL('../path') && !isURL('example.com')",
  ],
  format: [
    "!format.dns1123Label().validate('my-name').hasValue()",
    "format.dns1123Label().validate('My_Name').hasValue()",
    "format.named('uuid').value().validate('not').hasValue()",
    "!format.named('nothing').hasValue()",
    "!format.date().validate('2024-02-29').hasValue() && format.date().validate('2023-02-29').hasValue()",
  ],
  optional: [
    'optional.of(1).hasValue() && !optional.none().hasValue()',
    "optional.none().orValue('x') == 'x'",
    'optional.ofNonZeroValue(0).or(optional.of(2)).value() == 2',
  ],
};

const FAILING = [
  "int('')",
  "int('0x10')",
  "int(' 5')",
  "double('abc')",
  "'a'.charAt(5)",
  "quantity('x')",
  "ip('300.0.0.1')",
  "'a'.find('(')",
  'optional.none().value()',
  '[1].slice(0, 5)',
  "semver('1')",
];

for (const [library, expressions] of Object.entries(TRUE)) {
  describe(`CEL ${library}`, () => {
    for (const expression of expressions) {
      it(expression, () => assert.deepStrictEqual(programOf(expression).run({}), { ok: true, value: true }));
    }
  });
}

describe('CEL functions refuse', () => {
  for (const expression of FAILING) {
    it(expression, () => assert.strictEqual(programOf(expression).run({}).ok, false));
  }
});
