/** How long a pool's drifted nodes take to be replaced under its budgets: Karpenter starts one replacement after the
 *  other as long as the budgets let another node go, and a node counts against them until it is gone.
 *  @source kubernetes-sigs/karpenter pkg/controllers/disruption/{drift,staticdrift,helpers}.go@v1.14.1 */
import type { Budget } from '../budgets/budget';
import { allowedSpans, type AllowedSpan } from '../budgets/intervals';

export interface RolloutQuestion {
  readonly budgets: readonly Budget[];
  /** All nodes of the pool: what percentages are of. */
  readonly nodeCount: number;
  readonly driftedCount: number;
  /** Seconds since 1970 at which the edit is applied. */
  readonly fromSecond: number;
  /** How many nodes more than `nodeCount` the pool may have for a while, where that is bounded: replacements come before the old
   *  nodes go. */
  readonly surgeCount?: number;
  /** From the decision to replace a node until it is gone: launch, start-up, drain. An assumption of the caller. */
  readonly secondsPerNode: number;
}

export interface Rollout {
  /** From the edit until the last node is gone; undefined: not within the horizon. */
  readonly seconds: number | undefined;
  /** Gone within the horizon. */
  readonly replacedCount: number;
  /** From the edit until the first node may go; undefined: not within the horizon. */
  readonly waitSeconds: number | undefined;
  /** The most nodes that are replaced at one time. */
  readonly atOnceCount: number;
}

/** Budgets repeat by the week or the month: what has not happened in four weeks is not going to. */
const HORIZON_SECONDS = 28 * 86_400;

export function playRollout(question: RolloutQuestion): Rollout {
  const { budgets, nodeCount, driftedCount, fromSecond } = question;
  const end = fromSecond + HORIZON_SECONDS;
  const steps = allowedSpans(budgets, nodeCount, { from: fromSecond, to: end });
  const play = new Play(question);
  for (const step of steps) {
    play.during(step);
    if (play.remainingCount === 0) break;
  }
  const isDone = play.remainingCount === 0 && play.lastEnd <= end;
  return {
    seconds: driftedCount === 0 ? 0 : isDone ? play.lastEnd - fromSecond : undefined,
    replacedCount: driftedCount - play.remainingCount,
    waitSeconds: play.firstStart === undefined ? undefined : play.firstStart - fromSecond,
    atOnceCount: play.atOnceCount,
  };
}

class Play {
  remainingCount: number;
  lastEnd: number;
  firstStart: number | undefined;
  atOnceCount = 0;
  /** When the nodes in hand are gone, earliest first. */
  #ends: number[] = [];

  constructor(private readonly question: RolloutQuestion) {
    this.remainingCount = question.driftedCount;
    this.lastEnd = question.fromSecond;
  }

  /** Starts what the step allows, and what it allows again whenever a node is gone. */
  during({ from, to, allowed }: AllowedSpan): void {
    const { surgeCount = Infinity } = this.question;
    const atOnceCount = Math.min(allowed.Drifted, surgeCount);
    let now = from;
    while (now < to && this.remainingCount > 0) {
      this.#ends = this.#ends.filter((end) => end > now);
      this.#start(now, Math.max(0, atOnceCount - this.#ends.length));
      const [next] = this.#ends;
      if (next === undefined) return;
      now = next;
    }
  }

  #start(now: number, roomCount: number): void {
    const count = Math.min(roomCount, this.remainingCount);
    if (count === 0) return;
    const end = now + this.question.secondsPerNode;
    this.firstStart ??= now;
    this.remainingCount -= count;
    this.lastEnd = end;
    for (let started = 0; started < count; started++) this.#ends.push(end);
    this.atOnceCount = Math.max(this.atOnceCount, this.#ends.length);
  }
}
