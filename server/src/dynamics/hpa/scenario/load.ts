/** The load of a scenario: totals over time, by steps or by straight lines. */
import { fieldsOf, listAt, valueAt } from '../../../manifest/fields';

export type KeyedMetric = 'external' | 'pods' | 'object';

interface LoadPoint {
  readonly t: number;
  readonly value: unknown;
}

export class Load {
  private readonly points: readonly LoadPoint[];
  private readonly isLinear: boolean;

  constructor(scenario: unknown) {
    this.points = listAt(scenario, 'load').map((value) => ({ t: numberAt(value, 't') ?? 0, value }));
    this.isLinear = fieldsOf(scenario).interpolation === 'linear';
  }

  /** Milli-CPU or bytes of all pods together; 0 where the load does not say. */
  total(key: 'cpuMilliTotal' | 'memoryBytesTotal', t: number): number {
    return this.read((value) => numberAt(value, key) ?? 0, t) ?? 0;
  }

  /** A metric by name; undefined where the load does not give it: the metric is unavailable. */
  metric(kind: KeyedMetric, name: string, t: number): number | undefined {
    return this.read((value) => numberAt(value, kind, name), t);
  }

  /** Before the first point its value, after the last its value; a value that the next point lacks is held. */
  private read(valueOf: (point: unknown) => number | undefined, t: number): number | undefined {
    const index = Math.max(
      0,
      this.points.findLastIndex((point) => point.t <= t),
    );
    const [left, right] = [this.points[index], this.points[index + 1]];
    const from = left && valueOf(left.value);
    if (!this.isLinear || !left || !right || from === undefined || t < left.t) return from;
    const to = valueOf(right.value);
    if (to === undefined) return from;
    return Math.floor(from + ((to - from) * (t - left.t)) / (right.t - left.t));
  }
}

export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}
