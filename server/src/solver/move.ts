/** One pass of the provisioner over a cluster with running nodes, looked at from within: where the pods went, and what the
 *  nodes that it would start may still become. For consolidation, which goes on to choose among their types. */
import type { SolveInput } from './input';
import { Replacement } from './replacement';
import { SolveRun, type SolveControl } from './solve';

export interface Move {
  /** Pods that found no place. */
  readonly unplacedCount: number;
  /** Running nodes that took pods, by name, with the groups of the pods in the order in which they came. */
  readonly placed: ReadonlyMap<string, readonly number[]>;
  readonly replacements: readonly Replacement[];
}

export function simulateMove(input: SolveInput, control: SolveControl = {}): Move {
  const run = new SolveRun(input, control);
  run.schedule();
  const planner = run.planner();
  const broken = new Set(run.claims.filter((claim) => planner.breaks(claim)));
  const taken = run.running.filter(({ placed }) => placed.length > 0);
  return {
    unplacedCount: run.pendingCount + [...broken].reduce((sum, { podCount }) => sum + podCount, 0),
    placed: new Map(taken.map(({ node, placed }) => [node.name, placed])),
    replacements: run.claims
      .filter((claim) => !broken.has(claim))
      .map((claim) => new Replacement(claim, planner, run.table)),
  };
}
