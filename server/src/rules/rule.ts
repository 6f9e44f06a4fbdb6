/** The shape of every rule. Adding one means adding a file, a line in registry.ts and its fixtures. A rule reads what
 *  it is given, does no I/O, and says nothing about what another source (schema, CEL, controller) already refuses. */
import type { Fix, Severity } from '../model/finding';
import type { ResolvedOptions } from '../model/options';
import type { Manifest } from '../manifest/document';
import type { Path } from '../manifest/path';
import type { ClusterFacts } from './facts';
import type { ClusterGraph } from './graph';

export type RuleFamily =
  'api' | 'cronhpa' | 'hpa' | 'karpenter' | 'keda' | 'kueue' | 'nodeclass' | 'pdb' | 'pods' | 'readiness';
/** `<family>/<what-must-hold>`: stable, never reused or renamed. */
export type RuleId = `${RuleFamily}/${string}`;

/** What a rule says. The path is the smallest that shows the mistake. */
export interface Report {
  readonly path: Path;
  /** Which part of the entry is marked; the value by default, the key for entries whose value runs over lines. */
  readonly mark?: 'key' | 'value';
  /** Where it is shown instead, when the entry itself is an item of a list and runs over lines. */
  readonly shownAt?: Path;
  readonly message: string;
  /** Lower than the rule's own where the case is less certain. */
  readonly severity?: Severity;
  /** Computed only when asked for: proving a fix may cost simulations. */
  readonly fixes?: () => readonly Fix[];
}

export interface RuleContext {
  readonly manifest: Manifest;
  readonly graph: ClusterGraph;
  readonly options: ResolvedOptions;
  readonly report: (finding: Report) => void;
}

/** What rules of the solve stage see beside it. */
export interface SolveContext extends RuleContext {
  readonly facts: ClusterFacts;
}

export interface RuleDocs {
  /** One sentence: what must hold. */
  readonly summary: string;
  /** What happens otherwise, and what to do. */
  readonly why: string;
  /** Where upstream says or does so. */
  readonly source: string;
}

interface RuleBase {
  readonly id: RuleId;
  /** `<apiVersion> <kind>` of the manifests to look at; empty: every manifest, known kind or not. */
  readonly kinds: readonly string[];
  readonly severity: Severity;
  /** Whether some of its findings carry a fix. */
  readonly fixable: boolean;
  readonly docs: RuleDocs;
}

/** Runs on every change; must be fast. */
export interface EditRule extends RuleBase {
  readonly stage: 'edit';
  check(context: RuleContext): void;
}

/** Needs instance types or a simulation; runs debounced, off the main thread. */
export interface SolveRule extends RuleBase {
  readonly stage: 'solve';
  check(context: SolveContext): void;
}

export type Rule = EditRule | SolveRule;

export const editRule = (rule: Omit<EditRule, 'stage'>): EditRule => ({ ...rule, stage: 'edit' });
export const solveRule = (rule: Omit<SolveRule, 'stage'>): SolveRule => ({ ...rule, stage: 'solve' });
