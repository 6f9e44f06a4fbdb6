/** What a run of rules is given, and what it hands out for each manifest. */
import type { Fix } from '../model/finding';
import type { ResolvedOptions } from '../model/options';
import type { Manifest } from '../manifest/document';
import type { ClusterFacts } from './facts';
import type { ClusterGraph } from './graph';
import type { Rule } from './rule';

export type RuleFailure = (rule: Rule, error: unknown) => void;

export interface RunContext {
  /** All objects of one cluster. */
  readonly graph: ClusterGraph;
  /** Those to report on; all of the graph's when absent. */
  readonly manifests?: readonly Manifest[];
  readonly options: ResolvedOptions;
  /** Needed by the solve stage, which says nothing without. */
  readonly facts?: ClusterFacts;
  /** Whether fixes are computed with the findings. Proving some costs simulations, so an editor asks for them later. */
  readonly withFixes: boolean;
  /** Told of a rule that throws; the others still run. */
  readonly onFailure: RuleFailure;
}

/** A fix that changes nothing is none. */
export const usableFixes = (fixes: readonly Fix[]): readonly Fix[] =>
  fixes.filter((fix) => fix.edits.length > 0);
