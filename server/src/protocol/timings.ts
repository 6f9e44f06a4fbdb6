/** How long handlers took, for the report: counts and quantiles over the last calls, nothing of what they handled. */
import { compareText } from '../util/sort';

const KEPT = 200;

export class Timings {
  readonly #byName = new Map<string, { count: number; readonly lastMs: number[] }>();

  add(name: string, durationMs: number): void {
    const entry = this.#byName.get(name) ?? { count: 0, lastMs: [] };
    this.#byName.set(name, entry);
    entry.lastMs[entry.count % KEPT] = durationMs;
    entry.count++;
  }

  /** One line a handler: count, median, 95th percentile and maximum of the last calls. */
  lines(): readonly string[] {
    return [...this.#byName]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, { count, lastMs }]) => {
        const sorted = [...lastMs].sort((a, b) => a - b);
        const at = (share: number): string =>
          (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
        return `${name}: ${count} calls, ms p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`;
      });
  }
}
