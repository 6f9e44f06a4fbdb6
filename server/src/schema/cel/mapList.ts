/** Lists of type map: items are found by the values of their key fields.
 *  @source kubernetes/apiserver pkg/cel/common/maplist.go@v0.35.0 */
import { isRecord, type Structural } from './structural';

/** Finds, for an item, the first of `items` with the same keys; always undefined for other lists. */
export function mapListLookup(schema: Structural, items: readonly unknown[]): (item: unknown) => unknown {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys.length === 0) return () => undefined;
  const byKey = new Map<string, unknown>();
  for (const item of items) {
    const key = compositeKey(item, keys);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, item);
  }
  return (item) => {
    const key = compositeKey(item, keys);
    return key === undefined ? undefined : byKey.get(key);
  };
}

/** One text for the key fields of `item`; undefined when one is missing or not a scalar. */
function compositeKey(item: unknown, keys: readonly string[]): string | undefined {
  if (!isRecord(item)) return undefined;
  const parts: string[] = [];
  for (const key of keys) {
    const value = Object.hasOwn(item, key) ? item[key] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return undefined;
    parts.push(JSON.stringify(value));
  }
  return parts.join('\0');
}
