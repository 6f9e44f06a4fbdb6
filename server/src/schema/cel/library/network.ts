/** The ip and cidr functions. @source kubernetes/apiserver pkg/cel/library/ip.go, cidr.go@v0.35.0 */
import {
  CelScalar,
  celFunc,
  celMethod,
  mapType,
  type CelFunc,
  type CelMap,
  type CelValue,
} from '@bufbuild/cel';
import { noOverload, opaque, payloadOf } from '../opaque';
import {
  addressText,
  contains,
  masked,
  parseAddress,
  parseNetwork,
  type Address,
  type Network,
} from './address';

const { BOOL, DYN, INT, STRING } = CelScalar;
const OPAQUE = mapType(DYN, DYN);

const wrapAddress = (address: Address): CelMap => opaque('ip', addressText(address), address);
const networkText = ({ address, length }: Network): string => `${addressText(address)}/${length}`;
const wrapNetwork = (network: Network): CelMap => opaque('cidr', networkText(network), network);

function toAddress(text: string): Address {
  const address = parseAddress(text);
  if (!address) throw new Error(`${JSON.stringify(text)} is no IP address`);
  return address;
}

function toNetwork(text: string): Network {
  const network = parseNetwork(text);
  if (!network) throw new Error(`${JSON.stringify(text)} is no network in CIDR notation`);
  return network;
}

function addressOf(value: CelValue): Address {
  if (typeof value === 'string') return toAddress(value);
  const address = payloadOf('ip', value);
  if (address === undefined) throw noOverload('ip');
  return address as Address;
}

function networkOf(value: CelValue): Network {
  if (typeof value === 'string') return toNetwork(value);
  const network = payloadOf('cidr', value);
  if (network === undefined) throw noOverload('cidr');
  return network as Network;
}

/** Whether the leading bits of an address are those of `prefix`. */
function begins(value: CelValue, ipv4: string, ipv6: string): boolean {
  const address = addressOf(value);
  return contains(toNetwork(address.family === 4 ? ipv4 : ipv6), address);
}

function isGlobalUnicast(value: CelValue): boolean {
  const address = addressOf(value);
  const text = addressText(address);
  if (address.bits === 0n || text === '255.255.255.255') return false;
  const isLocal = begins(value, '127.0.0.0/8', '::1/128') || begins(value, '169.254.0.0/16', 'fe80::/10');
  return !isLocal && !begins(value, '224.0.0.0/4', 'ff00::/8');
}

function containsNetwork(outer: Network, inner: Network): boolean {
  return outer.length <= inner.length && contains(outer, inner.address);
}

/** Text of the values that string() knows beside CEL's own. */
function opaqueText(value: CelValue): string {
  const address = payloadOf('ip', value) as Address | undefined;
  if (address) return addressText(address);
  const network = payloadOf('cidr', value) as Network | undefined;
  if (network) return networkText(network);
  throw noOverload('string');
}

export const networkFunctions: readonly CelFunc[] = [
  celFunc('ip', [STRING], OPAQUE, (text) => wrapAddress(toAddress(text))),
  celFunc('isIP', [STRING], BOOL, (text) => parseAddress(text) !== undefined),
  celFunc('ip.isCanonical', [STRING], BOOL, (text) => addressText(toAddress(text)) === text),
  celFunc('cidr', [STRING], OPAQUE, (text) => wrapNetwork(toNetwork(text))),
  celFunc('isCIDR', [STRING], BOOL, (text) => parseNetwork(text) !== undefined),
  celFunc('string', [OPAQUE], STRING, opaqueText),
  celMethod('family', OPAQUE, [], INT, function () {
    return BigInt(addressOf(this).family);
  }),
  celMethod('isUnspecified', OPAQUE, [], BOOL, function () {
    return addressOf(this).bits === 0n;
  }),
  celMethod('isLoopback', OPAQUE, [], BOOL, function () {
    return begins(this, '127.0.0.0/8', '::1/128');
  }),
  celMethod('isLinkLocalMulticast', OPAQUE, [], BOOL, function () {
    const address = addressOf(this);
    // Of IPv6 the scope is the last four bits of the second byte.
    return address.family === 4
      ? begins(this, '224.0.0.0/24', '::/0')
      : (address.bits >> 112n) % 16n === 2n && begins(this, '0.0.0.0/0', 'ff00::/8');
  }),
  celMethod('isLinkLocalUnicast', OPAQUE, [], BOOL, function () {
    return begins(this, '169.254.0.0/16', 'fe80::/10');
  }),
  celMethod('isGlobalUnicast', OPAQUE, [], BOOL, function () {
    return isGlobalUnicast(this);
  }),
  celMethod('containsIP', OPAQUE, [DYN], BOOL, function (other) {
    return contains(networkOf(this), addressOf(other));
  }),
  celMethod('containsCIDR', OPAQUE, [DYN], BOOL, function (other) {
    return containsNetwork(networkOf(this), networkOf(other));
  }),
  celMethod('ip', OPAQUE, [], OPAQUE, function () {
    return wrapAddress(networkOf(this).address);
  }),
  celMethod('prefixLength', OPAQUE, [], INT, function () {
    return BigInt(networkOf(this).length);
  }),
  celMethod('masked', OPAQUE, [], OPAQUE, function () {
    return wrapNetwork(masked(networkOf(this)));
  }),
];
