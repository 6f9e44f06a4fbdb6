/** Whether something is at work, told only once that has taken a while. Knows no editor. */

/** Most simulations are done sooner: telling of them would take time, and make things move. */
export const BUSY_AFTER_MS = 300;

export class Patience {
  private timer: NodeJS.Timeout | undefined;
  private isTold = false;

  constructor(
    private readonly afterMs: number,
    private readonly tell: (isBusy: boolean) => void,
  ) {}

  /** What was told last. */
  get isShown(): boolean {
    return this.isTold;
  }

  /** Work that goes on is not begun anew. */
  set(isBusy: boolean): void {
    if (!isBusy) {
      this.dispose();
      return this.say(false);
    }
    if (!this.isTold) this.timer ??= setTimeout(() => this.say(true), this.afterMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private say(isBusy: boolean): void {
    this.timer = undefined;
    if (this.isTold === isBusy) return;
    this.isTold = isBusy;
    this.tell(isBusy);
  }
}
