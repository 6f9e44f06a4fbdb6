/** A while in which something is left alone, from when it begins; over at once where it never began. */
import type { Clock } from '../analysis/jobs/ports';

export class Pause {
  #endMs = 0;
  #isEnded = false;
  #resume: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly lengthMs: number,
  ) {}

  begin(): void {
    this.#endMs = this.clock.now() + this.lengthMs;
  }

  /** Before its time, and for good. */
  end(): void {
    this.#isEnded = true;
    this.#resume();
  }

  async whenOver(): Promise<void> {
    const restMs = this.#isEnded ? 0 : this.#endMs - this.clock.now();
    if (restMs <= 0) return;
    await new Promise<void>((resolve) => {
      const stopTimer = this.clock.after(restMs, resolve);
      this.#resume = () => {
        stopTimer();
        resolve();
      };
    });
  }
}
