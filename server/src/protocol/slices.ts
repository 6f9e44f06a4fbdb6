/** Breaks long loops on the main thread into slices, so that messages are answered in between. */
import type { Clock } from '../analysis/jobs/ports';

const SLICE_MS = 8;

export class Slices {
  #startMs: number;

  constructor(private readonly clock: Clock) {
    this.#startMs = clock.now();
  }

  /** Lets other work run when the present slice has lasted long enough. */
  async pause(): Promise<void> {
    if (this.clock.now() - this.#startMs < SLICE_MS) return;
    await new Promise<void>((resolve) => this.clock.after(0, resolve));
    this.#startMs = this.clock.now();
  }
}
