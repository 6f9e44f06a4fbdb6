/** The API server's answer to one manifest: its verdict, and what it would list. Rules never come in here. */
import { valueAt, type Manifest } from '../manifest/document';
import { hasPlaceholder } from '../manifest/placeholders';
import { REJECTING_SOURCES, type Verdict } from '../model/finding';
import type { ResolvedOptions } from '../model/options';
import { validateBuiltIn } from './builtIn';
import { registryValidator } from './registry/validator';
import { validateCustomResource } from './customResource';
import type { KindSchema } from './kinds';
import type { SchemaProblem } from './problem';
import { runtimeValidator } from './runtime';
import { validateToolFile } from './toolFile';
import { identify } from './typeMeta';

/** Further validation of an accepted object by those who act on it later (source `runtime`). */
export type RuntimeValidator = (
  manifest: Manifest,
  kind: KindSchema,
  options: ResolvedOptions,
) => readonly SchemaProblem[];

export interface ValidationContext {
  readonly options: ResolvedOptions;
  readonly runtime?: readonly RuntimeValidator[];
  /** The stored version of the same object: its plain value. */
  readonly previous?: unknown;
}

export interface Validation {
  readonly verdict: Verdict;
  readonly problems: readonly SchemaProblem[];
}

/** Judges one manifest. Its syntax and duplicate keys are known already and count for the verdict. */
export function validate(manifest: Manifest, context: ValidationContext): Validation {
  if (manifest.isTemplated) return { verdict: 'unknown-kind', problems: [] };
  if (manifest.parsed.isUnreadable) return { verdict: 'unparseable', problems: [] };
  const identity = identify(manifest, context.options.karpenterVersion);
  if (identity.type === 'refused') return { verdict: 'rejected', problems: [identity.problem] };
  if (identity.type === 'unknown')
    return { verdict: 'unknown-kind', problems: identity.hint ? [identity.hint] : [] };
  const problems = judge(manifest, identity.kind, context).filter(
    (problem) => !isOpen(problem, manifest, context),
  );
  const isRefused =
    manifest.problems.length > 0 || problems.some(({ source }) => REJECTING_SOURCES.has(source));
  if (isRefused) return { verdict: 'rejected', problems };
  const later = [runtimeValidator, ...(context.runtime ?? [])]
    .flatMap((validator) => validator(manifest, identity.kind, context.options))
    .filter((problem) => !isOpen(problem, manifest, context));
  return { verdict: 'accepted', problems: [...problems, ...later] };
}

function judge(
  manifest: Manifest,
  kind: KindSchema,
  { options, previous }: ValidationContext,
): SchemaProblem[] {
  if (kind.readBy !== undefined) return validateToolFile(manifest, kind);
  if (!kind.builtIn) return validateCustomResource(manifest, kind, previous);
  return validateBuiltIn(manifest, kind, { options, validators: [registryValidator], previous });
}

/** Whether a problem may vanish once placeholders are filled in. */
function isOpen(problem: SchemaProblem, manifest: Manifest, { options }: ValidationContext): boolean {
  if (options.placeholders !== 'allow') return false;
  if (problem.at.some(hasPlaceholder)) return true;
  return holdsPlaceholder(valueAt(manifest.value, problem.at));
}

function holdsPlaceholder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return hasPlaceholder(value);
  return Object.entries(value).some(([key, child]) => hasPlaceholder(key) || holdsPlaceholder(child));
}
