/** Runs rules over the manifests of a cluster: the only place where a rule's exception is caught. */
import type { Finding } from '../model/finding';
import { fieldPath, type Manifest } from '../manifest/document';
import type { RuleLevel } from '../model/ruleLevels';
import { compareFindings } from '../model/findingOrder';
import type { ResolvedOptions } from '../model/options';
import { perObject } from '../util/perObject';
import { usableFixes, type RunContext } from './context';
import { kindOf } from './graph';
import { rules as allRules } from './registry';
import type { Report, Rule, RuleContext } from './rule';
import { levelsFor } from './severity';
import { mayBeSuppressed, Suppressions } from './suppressions';

/** The findings of all rules of a stage, by file, document, place and rule. Never changes a verdict. */
export function runRules(
  context: RunContext,
  stage: Rule['stage'],
  rules: readonly Rule[] = allRules,
): Finding[] {
  const staged = stagedRules(rules, stage);
  const levels = levelsOf(context.options);
  const findings: Finding[] = [];
  for (const manifest of context.manifests ?? context.graph.manifests) {
    if (manifest.value === undefined) continue;
    const levelFor = levels.get(manifest.uri) ?? levelsFor(manifest.uri, context.options);
    levels.set(manifest.uri, levelFor);
    findings.push(...runOn(manifest, context, staged, levelFor));
  }
  return findings.sort(compareFindings);
}

type LevelFor = (rule: string) => RuleLevel | undefined;

/** By file. */
const levelsOf = perObject((_options: ResolvedOptions) => new Map<string, LevelFor>());

/** The rules of one stage, found by kind: most look at few kinds, and a large cluster has many documents. */
class StagedRules {
  readonly #byKind = new Map<string, readonly Rule[]>();
  readonly #ids: ReadonlySet<string>;

  constructor(
    private readonly rules: readonly Rule[],
    readonly stage: Rule['stage'],
  ) {
    this.#ids = new Set(rules.map(({ id }) => id));
  }

  /** Those that look at manifests of a kind (`<apiVersion> <kind>`), in the order of the registry. */
  of(kind: string): readonly Rule[] {
    const known = this.#byKind.get(kind);
    if (known) return known;
    const found = this.rules.filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind));
    // Only kinds that rules name are kept: others are whatever a text says.
    if (found.some(({ kinds }) => kinds.length > 0)) this.#byKind.set(kind, found);
    return found;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
}

const known = new WeakMap<readonly Rule[], Map<Rule['stage'], StagedRules>>();

function stagedRules(rules: readonly Rule[], stage: Rule['stage']): StagedRules {
  const stages = known.get(rules) ?? new Map<Rule['stage'], StagedRules>();
  known.set(rules, stages);
  const staged =
    stages.get(stage) ??
    new StagedRules(
      rules.filter((rule) => rule.stage === stage),
      stage,
    );
  stages.set(stage, staged);
  return staged;
}

/** The findings of one manifest that no comment hides, at the levels that count for it. */
function runOn(manifest: Manifest, context: RunContext, staged: StagedRules, levelFor: LevelFor): Finding[] {
  const failed = new Set<string>();
  const findings: Finding[] = [];
  for (const rule of staged.of(kindOf(manifest))) {
    if (levelFor(rule.id) === 'off') continue;
    const found = runRule(rule, manifest, context);
    if (found) findings.push(...found);
    else failed.add(rule.id);
  }
  const hasRun = (rule: string): boolean => staged.has(rule) && levelFor(rule) !== 'off' && !failed.has(rule);
  return uncommented(manifest, findings, staged.stage, hasRun).flatMap((finding) =>
    atLevel(finding, levelFor(finding.rule)),
  );
}

/** Without what comments of the manifest hide, and with what is to be said about those comments. */
function uncommented(
  manifest: Manifest,
  findings: Finding[],
  stage: Rule['stage'],
  hasRun: (rule: string) => boolean,
): Finding[] {
  if (!mayBeSuppressed(manifest)) return findings;
  const suppressions = new Suppressions(manifest);
  const shown = findings.filter((finding) => !suppressions.covers(finding));
  const aboutComments = [
    ...(stage === 'edit' ? suppressions.unknown() : []),
    ...suppressions.unused(hasRun),
  ].filter((finding) => !suppressions.covers(finding));
  return [...shown, ...aboutComments];
}

function atLevel(finding: Finding, level: RuleLevel | undefined): readonly Finding[] {
  if (level === 'off') return [];
  return [level === undefined ? finding : { ...finding, severity: level }];
}

/** undefined when the rule threw, or had nothing to look at. */
function runRule(rule: Rule, manifest: Manifest, context: RunContext): Finding[] | undefined {
  const findings: Finding[] = [];
  const ruleContext: RuleContext = {
    manifest,
    graph: context.graph,
    options: context.options,
    report: (report) => findings.push(toFinding(rule, manifest, report, context.withFixes)),
  };
  try {
    if (rule.stage === 'edit') rule.check(ruleContext);
    else if (context.facts) rule.check({ ...ruleContext, facts: context.facts });
    else return undefined;
  } catch (error) {
    context.onFailure(rule, error);
    return undefined;
  }
  return findings;
}

/** The smallest span on one line that shows what is meant. */
function spanOf(manifest: Manifest, { path, shownAt = path, mark }: Report): Finding['range'] {
  return mark === 'key' ? manifest.rangeOf(shownAt, mark) : manifest.spotOf(shownAt);
}

function toFinding(rule: Rule, manifest: Manifest, report: Report, withFixes: boolean): Finding {
  return {
    rule: rule.id,
    source: 'rule',
    severity: report.severity ?? rule.severity,
    message: report.message,
    uri: manifest.uri,
    document: manifest.index,
    path: fieldPath(report.path),
    range: spanOf(manifest, report),
    fixes: withFixes && report.fixes ? usableFixes(report.fixes()) : [],
  };
}
