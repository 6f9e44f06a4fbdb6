/** Host ports that cannot be open twice on a node.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/hostportusage.go@v1.14.1 */
import type { HostPort } from '../model/pod';

/** Whether some wanted port is open already. */
export const conflicts = (wanted: readonly HostPort[], open: readonly HostPort[]): boolean =>
  wanted.length > 0 && wanted.some((port) => open.some((other) => clash(port, other)));

function clash(a: HostPort, b: HostPort): boolean {
  if (a.protocol !== b.protocol || a.port !== b.port) return false;
  const [left, right] = [canonicalIp(a.ip), canonicalIp(b.ip)];
  return left === right || left === ANY || right === ANY;
}

const ANY = 'any';

/** Equal texts for equal addresses; the unspecified addresses of both families are one. */
function canonicalIp(ip: string): string {
  if (ip === '' || ip === '0.0.0.0') return ANY;
  return ip.includes(':') ? canonicalIpV6(ip) : ip;
}

function canonicalIpV6(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return canonicalIp(mapped);
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const parts = [...left, ...zeros, ...right].map((part) => part.replace(/^0+(?=.)/, ''));
  return parts.every((part) => part === '0') ? ANY : parts.join(':');
}
