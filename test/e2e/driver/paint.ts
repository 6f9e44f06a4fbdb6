/** The browser's first paint of a web view's page. */
import type { Frame } from 'playwright-core';
import { until } from './until';

/** Milliseconds: when the page began, by the clock, and its first paint after that. */
export interface Painted {
  readonly origin: number;
  readonly paint: number;
}

const PAINTED =
  "(([paint]) => paint ? { origin: performance.timeOrigin, paint: paint.startTime } : null)(performance.getEntriesByName('first-contentful-paint'))";

export function firstPaint(frame: Frame): Promise<Painted> {
  return until('a picture', async () => (await frame.evaluate<Painted | null>(PAINTED)) ?? undefined);
}
