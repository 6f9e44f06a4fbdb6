/** Carries the page's questions to the server: a newer question of a kind takes the older one back, the page drops what it shows no
 *  more, and what takes long shows that it is at work and can be cancelled. */
import { CancellationTokenSource, Disposable, ProgressLocation, window } from 'vscode';
import type { DryfitServer } from './dryfitServer';
import { filesAtRevision } from './gitRevision';
import type { Answer, CompareQuestion, Question } from './panel/messages';

/** After this time a question shows its progress. */
const PATIENCE_MS = 300;

const TITLES: Readonly<Record<Question['id'], string>> = {
  whatIf: 'what if',
  compare: 'comparing with the revision',
  week: 'the week of the budgets',
  explain: 'why pods are pending',
  timeline: 'playing the load',
  strategies: 'comparing strategies',
  scaleDown: 'consolidating after scale-down',
};

/** The reader did not want to wait. */
const CANCELLED = { state: 'none', message: 'Cancelled. It is asked again with the next change.' } as const;

export class PanelQuestions implements Disposable {
  private readonly running = new Map<Question['id'], CancellationTokenSource>();

  constructor(
    private readonly server: DryfitServer,
    private readonly answer: (answer: Answer) => void,
  ) {}

  async ask(question: Question): Promise<void> {
    this.running.get(question.id)?.cancel();
    const source = new CancellationTokenSource();
    this.running.set(question.id, source);
    const asked = this.askServer(question, source);
    const timer = setTimeout(() => {
      if (!source.token.isCancellationRequested) showProgress(TITLES[question.id], asked, source);
    }, PATIENCE_MS);
    try {
      const answer = await asked;
      // A newer one has taken its place.
      if (this.running.get(question.id) !== source) return;
      const isCancelled = source.token.isCancellationRequested;
      this.answer({ type: 'answer', id: question.id, answer: isCancelled ? CANCELLED : answer });
    } finally {
      clearTimeout(timer);
      if (this.running.get(question.id) === source) this.running.delete(question.id);
    }
  }

  /** Without an answer. */
  drop(id: Question['id']): void {
    this.running.get(id)?.cancel();
    this.running.delete(id);
  }

  cancelAll(): void {
    for (const source of this.running.values()) source.cancel();
    this.running.clear();
  }

  dispose(): void {
    this.cancelAll();
  }

  /** A question that fails has an answer, too: what went wrong. */
  private async askServer(question: Question, { token }: CancellationTokenSource): Promise<Answer['answer']> {
    try {
      switch (question.id) {
        case 'whatIf':
          return await this.server.whatIf(question.params, token);
        case 'week':
          return await this.server.budgetWeek(question.params, token);
        case 'explain':
          return await this.server.explain(question.params, token);
        case 'timeline':
          return await this.server.timeline(question.params, token);
        case 'strategies':
          return await this.server.strategies(question.params, token);
        case 'scaleDown':
          return await this.server.scaleDown(question.params, token);
        case 'compare':
          return await this.compare(question.params, token);
      }
    } catch (error) {
      return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  private async compare(
    { revision, ...params }: CompareQuestion,
    token: CancellationTokenSource['token'],
  ): Promise<Answer['answer']> {
    const found = await filesAtRevision(revision);
    if (!found.ok) return { state: 'none', message: found.reason };
    return this.server.compare({ ...params, files: found.files }, token);
  }
}

function showProgress(title: string, work: Promise<unknown>, source: CancellationTokenSource): void {
  const options = { location: ProgressLocation.Notification, title: `Dryfit: ${title}`, cancellable: true };
  void window.withProgress(options, async (_progress, token) => {
    token.onCancellationRequested(() => source.cancel());
    await work;
  });
}
