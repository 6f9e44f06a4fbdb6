/** Progress with a way to cancel, for work that lasts long enough to be wondered about. Clients that cannot show it are not
 *  told. */
import type { Connection } from 'vscode-languageserver';
import type { Clock } from '../analysis/jobs/ports';

/** What is done by then is not worth a word. */
const DELAY_MS = 300;

export interface LongWorkHost {
  readonly connection: Pick<Connection, 'window'>;
  readonly clock: Clock;
  canShowProgress(): boolean;
}

export interface Work {
  readonly title: string;
  /** Settles when the work is over, one way or another. */
  readonly done: Promise<unknown>;
  /** Absent: it cannot be cancelled. */
  readonly cancel?: () => void;
}

export class LongWork {
  constructor(private readonly host: LongWorkHost) {}

  /** Shows progress if the work is not over soon. */
  watch(work: Work): void {
    if (!this.host.canShowProgress()) return;
    const state = { isOver: false };
    const stopTimer = this.host.clock.after(DELAY_MS, () => void this.#show(work, state));
    const finish = (): void => {
      state.isOver = true;
      stopTimer();
    };
    void work.done.then(finish, finish);
  }

  async #show({ title, done, cancel }: Work, state: { readonly isOver: boolean }): Promise<void> {
    const progress = await this.host.connection.window.createWorkDoneProgress();
    if (state.isOver) return;
    progress.begin(title, undefined, undefined, cancel !== undefined);
    if (cancel) progress.token.onCancellationRequested(cancel);
    const finish = (): void => progress.done();
    await done.then(finish, finish);
  }
}
