/** Kubernetes' CEL types that the evaluator has no room for (quantity, url, ip, cidr, format, optional, semver):
 *  carried as a one-entry map, so that equality is that of the canonical text, with the payload kept aside. */
import { celMap, isCelMap, type CelMap, type CelValue } from '@bufbuild/cel';

/** Entries of an opaque value cannot collide with a user's: map keys of manifests hold no NUL. */
const MARK = '\0';

export type OpaqueKind = 'quantity' | 'url' | 'ip' | 'cidr' | 'format' | 'optional' | 'semver';

interface Payload {
  readonly kind: OpaqueKind;
  readonly value: unknown;
}

const payloads = new WeakMap<object, Payload>();

/** Wraps `value`; two wrapped values are equal in CEL when kind and `canonical` are. */
export function opaque(kind: OpaqueKind, canonical: CelValue, value: unknown): CelMap {
  const map = celMap(new Map<string, CelValue>([[`${MARK}${kind}`, canonical]]));
  payloads.set(map, { kind, value });
  return map;
}

/** What `opaque` wrapped, undefined when `value` is something else. */
export function payloadOf(kind: OpaqueKind, value: unknown): unknown {
  if (!isCelMap(value)) return undefined;
  const payload = payloads.get(value);
  return payload?.kind === kind ? payload.value : undefined;
}

/** The kind of an opaque value, undefined for any other value. */
export function opaqueKind(value: unknown): OpaqueKind | undefined {
  return isCelMap(value) ? payloads.get(value)?.kind : undefined;
}

/** The error of a call whose arguments fit no overload. */
export function noOverload(name: string): Error {
  return new Error(`no such overload: ${name}`);
}
