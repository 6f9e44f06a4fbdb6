/** IP addresses and networks as numbers. @source golang/go net/netip@1.25 */

export interface Address {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

export interface Network {
  readonly address: Address;
  readonly length: number;
}

/** An address in strict notation, no zone, not IPv4 in IPv6; undefined when `text` is none. */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const bits = parseIpv4(text);
    return bits === undefined ? undefined : { family: 4, bits };
  }
  const bits = parseIpv6(text);
  return bits === undefined || bits >> 32n === 0xffffn ? undefined : { family: 6, bits };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  const isStrict =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isStrict ? parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) : undefined;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...left, ...Array<bigint>(missing).fill(0n), ...right].reduce(
    (bits, group) => (bits << 16n) | group,
    0n,
  );
}

/** Groups of 16 bits; the last may be an IPv4 address. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  for (const [index, part] of text.split(':').entries()) {
    const isLast = index === text.split(':').length - 1;
    const embedded = isLast && part.includes('.') ? parseIpv4(part) : undefined;
    if (embedded !== undefined) groups.push(embedded >> 16n, embedded & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** A network as `address/length`; undefined when `text` is none. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (!address || !/^(0|[1-9]\d{0,2})$/.test(digits) || Number(digits) > width(address)) return undefined;
  return { address, length: Number(digits) };
}

function width({ family }: Address): number {
  return family === 4 ? 32 : 128;
}

/** The network with the bits behind its length cleared. */
export function masked({ address, length }: Network): Network {
  const rest = BigInt(width(address) - length);
  return { address: { ...address, bits: (address.bits >> rest) << rest }, length };
}

export function contains(network: Network, { family, bits }: Address): boolean {
  const rest = BigInt(width(network.address) - network.length);
  return family === network.address.family && bits >> rest === network.address.bits >> rest;
}

/** The canonical text: lower case, the longest run of zero groups as `::`. */
export function addressText({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt((7 - index) * 16)) & 0xffffn).toString(16),
  );
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}
